import { createHash } from "node:crypto";
import type { Instant } from "../../kernel/units.ts";
import type { Series } from "./expand.ts";
import type { CalendarEvent } from "./parse-events.ts";
import type { WallTime } from "./properties.ts";
import type { ZoneReader } from "./zones.ts";

/** An entry with the name it has for as long as the file stays the same, and the part of a repeat that it holds. */
export interface Keyed {
  readonly key: string;
  readonly event: CalendarEvent;
  /** Null for one that stands by itself. */
  readonly series: Series | null;
  readonly unmet: readonly string[];
}

const FUTURE = "RECURRENCE-ID;RANGE=THISANDFUTURE";

/**
 * Each entry with its key. A repeat knows which of its times other entries stand in place of, and ends where one stands in
 * place of all that follow: that one goes on with the repeat, moved by as much as it was moved itself.
 */
export function keyed(events: readonly CalendarEvent[], zones: ZoneReader): Keyed[] {
  const masters = new Map<string, CalendarEvent>();
  const instead = new Map<string, CalendarEvent["without"]>();
  const futures = new Map<string, CalendarEvent[]>();
  for (const event of events) {
    const { uid, insteadOf, andFuture } = event;
    if (insteadOf === null) {
      if (event.repeat && !masters.has(uid)) masters.set(uid, event);
    } else if (andFuture) futures.set(uid, [...(futures.get(uid) ?? []), event]);
    else instead.set(uid, [...(instead.get(uid) ?? []), insteadOf]);
  }
  const fromOf = ({ insteadOf }: CalendarEvent): Instant | null => insteadOf && zones.instantOf(insteadOf);
  const after = (uid: string, from: Instant | null): Instant | null =>
    (futures.get(uid) ?? [])
      .flatMap((each) => fromOf(each) ?? [])
      .filter((each) => from === null || each > from)
      .sort((a, b) => a - b)[0] ?? null;

  const seriesOf = (event: CalendarEvent): Series | null => {
    const { uid, insteadOf, andFuture, start } = event;
    const master = masters.get(uid);
    const own = insteadOf === null && event.repeat !== null;
    const of = own ? event : andFuture ? master : undefined;
    if (!of?.repeat || !of.start || !start) return null;
    const without = [...of.without, ...(of === master ? (instead.get(uid) ?? []) : []), ...(own ? [] : event.without)];
    const from = own ? null : fromOf(event);
    const until = of === master ? after(uid, from) : null;
    return {
      start: of.start,
      repeat: of.repeat,
      without,
      from,
      until,
      ...(own ? still : movedBy(event, of.start, zones)),
    };
  };
  const seen = new Map<string, number>();
  return events.map((event) => {
    const name = JSON.stringify([event.uid, event.title, event.start, event.insteadOf]);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    const series = seriesOf(event);
    const unmet = event.andFuture && !series ? [...event.unmet, FUTURE] : event.unmet;
    return { key: hash(`${name} ${times}`), event, series, unmet };
  });
}

const still = { days: 0, minutes: 0 };

/** On the clock where both times are of one zone, else by the time that passes. */
function movedBy(
  { start, insteadOf }: CalendarEvent,
  first: WallTime,
  zones: ZoneReader,
): Pick<Series, "days" | "minutes"> {
  if (!start || !insteadOf) return still;
  if (start.zone === insteadOf.zone || start.whole || insteadOf.whole) {
    const meant = insteadOf.whole ? first.minute : insteadOf.minute;
    return { days: start.day - insteadOf.day, minutes: start.whole ? 0 : start.minute - meant };
  }
  return { days: 0, minutes: Math.round((zones.instantOf(start) - zones.instantOf(insteadOf)) / 60_000) };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);
