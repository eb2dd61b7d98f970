import { type Instant, instant, type Millis, millis } from "../kernel/units.ts";
import type { Spell } from "./coverage.ts";

export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** A line was able to take calls from then on, or not. In the order in which it was told. */
export interface LineTurn {
  readonly line: string;
  readonly at: Instant;
  readonly up: boolean;
}

/** A call as the proof of a day counts it. */
export interface CountedCall {
  readonly at: Instant;
  /** Somebody was rung. */
  readonly rung: boolean;
  /** A person took it. */
  readonly accepted: boolean;
}

/** Calls that came while the office was open, or while it was closed. */
export interface Asked {
  readonly calls: number;
  readonly rung: number;
  readonly accepted: number;
}

/** What became of a day's plan. Milliseconds. */
export interface Lived {
  /** Open, somebody on duty, nobody stepped out, and a line up: a caller got through to the reception. */
  readonly covered: Millis;
  /** Of the hours that were planned to be covered: no line was up, for trouble or because the box was off. */
  readonly lost: Millis;
  /** Closed, and somebody on call: with a line up, and without. Days that were sealed by an older release say nothing of it. */
  readonly onCall?: { readonly covered: Millis; readonly lost: Millis };
  /** Stepped out, in open hours. */
  readonly absent: Millis;
  /** The box was off, or its clock not to be believed. */
  readonly off: Millis;
  /** For each line: able to take calls; not able, though the box was on. */
  readonly lines: Readonly<Record<string, { readonly up: Millis; readonly trouble: Millis }>>;
  readonly inHours: Asked;
  readonly outOfHours: Asked;
}

/** `box`: when it was at work; a line is not up before it said so in such a span. */
export function livedOf(
  { from, until }: Span,
  spells: readonly Spell[],
  box: readonly Span[],
  turns: readonly LineTurn[],
  calls: readonly CountedCall[],
): Lived {
  const day = { from, until };
  const on = union(box.map((span) => within(span, day)));
  const names = [...new Set(turns.map(({ line }) => line))].sort();
  const ups = names.map(
    (line) =>
      [
        line,
        upSpans(
          turns.filter((turn) => turn.line === line),
          box,
          day,
        ),
      ] as const,
  );
  const any = union(ups.flatMap(([, spans]) => spans));
  const planned = spells.filter(({ closed, absent, onDuty }) => closed === null && !absent && onDuty.length > 0);
  const called = spells.filter(({ closed, onCall }) => closed !== null && onCall.length > 0);
  const withLine = (those: readonly Spell[]): { readonly covered: Millis; readonly lost: Millis } => {
    const covered = lengthOf(those.flatMap((spell) => any.map((span) => within(span, spell))));
    return { covered, lost: millis(lengthOf(those) - covered) };
  };
  return {
    ...withLine(planned),
    onCall: withLine(called),
    absent: lengthOf(spells.filter(({ closed, absent }) => closed === null && absent)),
    off: millis(until - from - lengthOf(on)),
    lines: Object.fromEntries(
      ups.map(([line, spans]) => {
        const up = lengthOf(spans);
        return [line, { up, trouble: millis(lengthOf(on) - up) }];
      }),
    ),
    inHours: askedOf(calls, spells, true),
    outOfHours: askedOf(calls, spells, false),
  };
}

function askedOf(calls: readonly CountedCall[], spells: readonly Spell[], open: boolean): Asked {
  const those = calls.filter(
    ({ at }) => (spells.find((spell) => spell.from <= at && at < spell.until)?.closed === null) === open,
  );
  return {
    calls: those.length,
    rung: those.filter(({ rung }) => rung).length,
    accepted: those.filter(({ accepted }) => accepted).length,
  };
}

/** A clock that is set right by a little moves the beginning of a span, and not the stamp within it. */
const MOMENT = 60_000;

/** When a line was up: within each span of the box, from where it said so to where it said otherwise. */
function upSpans(turns: readonly LineTurn[], box: readonly Span[], day: Span): Span[] {
  const found = box.flatMap((span) => {
    const told = turns.filter(({ at }) => at >= span.from - MOMENT && at <= span.until);
    return told.flatMap(({ at, up }, n) => (up ? [{ from: at, until: told[n + 1]?.at ?? span.until }] : []));
  });
  return union(found.map((span) => within(span, day)));
}

const within = (span: Span, other: Span): Span => ({
  from: instant(Math.max(span.from, other.from)),
  until: instant(Math.min(span.until, other.until)),
});

/** Without overlap, in order; what is empty is none. */
function union(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && span.from <= last.until)
      found[found.length - 1] = { from: last.from, until: instant(Math.max(last.until, span.until)) };
    else found.push(span);
  }
  return found;
}

const lengthOf = (spans: readonly Span[]): Millis =>
  millis(spans.reduce((sum, { from, until }) => sum + Math.max(0, until - from), 0));
