import type { Office, Person } from "../duty/office.ts";
import { minuteOf, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, minutes, plus } from "../kernel/units.ts";
import { type Asking, type LastTold, levelsOf, toldLast } from "./levels.ts";
import type { Need } from "./need.ts";
import { textNumber } from "./texts.ts";

export type AskChannel = "email" | "call" | "text";

/** One person to be asked, by one way. */
export interface Ask {
  readonly person: string;
  readonly name: string;
  readonly channel: AskChannel;
  /** The address, or the number. */
  readonly to: string;
}

/** What is done for a need whose time has come. */
export type Asked =
  /** Nothing yet: it is night, and it can wait. */
  | { readonly do: "wait"; readonly until: Instant }
  | {
      readonly do: "ask";
      readonly asks: readonly Ask[];
      readonly round: number;
      readonly level: number;
      readonly next: Instant;
    }
  /** Nobody took it, or there is nobody to ask: those who are told last, by letter; `asks`: by telephone too. */
  | { readonly do: "last-resort"; readonly tell: readonly LastTold[]; readonly asks: readonly Ask[] };

/**
 * Who is asked next about an open need that nobody has, at `at`. A level has `every` minutes, then the next is asked;
 * after the last one the round begins again, as often as the office says.
 */
export function askNext(need: Need, asking: Asking, at: Instant): Asked {
  const { office } = asking;
  const rules = office.escalation[need.weight];
  const until = waitUntil(need, office, at);
  if (until !== null) return { do: "wait", until };
  const levels = levelsOf(need, asking)
    .map((level) => level.flatMap((person) => waysTo(person, rules.calls, asking.texts)))
    .filter((asks) => asks.length > 0);
  const [round, level] = need.level < levels.length ? [need.round, need.level] : [need.round + 1, 0];
  const asks = levels[level];
  if (!asks || round - need.firstRound >= rules.rounds) {
    const tell = toldLast(office, asking.addresses ?? []);
    const calls = rules.calls ? tell.flatMap(callTo) : [];
    return { do: "last-resort", tell, asks: asking.texts ? [...calls, ...tell.flatMap(textIn(office))] : calls };
  }
  return { do: "ask", asks, round, level: level + 1, next: plus(at, minutes(rules.every)) };
}

const callTo = ({ id, name, number }: LastTold): readonly Ask[] =>
  id === null || number === null ? [] : [{ person: id, name, channel: "call", to: number }];

const textIn =
  ({ people }: Office) =>
  ({ id }: LastTold): readonly Ask[] =>
    people.filter((person) => person.id === id).flatMap(textTo);

function textTo(person: Person): readonly Ask[] {
  const { id, name } = person;
  const to = textNumber(person, "urgent");
  return to === null ? [] : [{ person: id, name, channel: "text", to }];
}

/**
 * Whether this is done before its time, when whoever is asked now can't be reached, or has left it to the next: the next
 * level, and the last resort after the last one. A new round waits: it would only meet the same.
 */
export const isHastened = ({ round }: Need, decided: Asked): boolean =>
  decided.do === "last-resort" || (decided.do === "ask" && decided.round === round);

/** Whether somebody may be rung about it at `at`: what can wait wakes nobody, though it was asked about by day. */
export const mayRing = (weight: Need["weight"], office: Office, at: Instant): boolean =>
  weight !== "usual" || quietUntil(office, at) === null;

/**
 * What is neither fragile nor urgent waits for the day. A stranger who said nothing may be a robot: people are asked only
 * when nobody has dealt with it by its deadline.
 */
function waitUntil({ weight, why, calls, dueAt }: Need, office: Office, at: Instant): Instant | null {
  if (weight !== "usual") return null;
  const silent = (why === "left" || why === "empty-message") && calls.length === 1;
  return silent && at < dueAt ? dueAt : quietUntil(office, at);
}

/** By letter, by text where a line sends them, and by telephone: the first number, for a call of the box's own is not the place to try them all. */
export function waysTo(person: Person, calls: boolean, texts = false): readonly Ask[] {
  const { id, name, email, numbers } = person;
  const [number] = numbers;
  return [
    ...(email === undefined ? [] : [{ person: id, name, channel: "email" as const, to: email }]),
    ...(texts ? textTo(person) : []),
    ...(calls && number !== undefined ? [{ person: id, name, channel: "call" as const, to: number }] : []),
  ];
}

/** When the quiet hours end in which `at` is; null by day. */
export const quietUntil = (office: Quiet, at: Instant): Instant | null => quietAround(office, at)?.until ?? null;

type Quiet = Pick<Office, "escalation" | "zone">;

/** The quiet hours in which `at` is; null by day. Equal times are no quiet hours. */
export function quietAround(
  { escalation, zone: name }: Quiet,
  at: Instant,
): { readonly from: Instant; readonly until: Instant } | null {
  const [from, to] = [minuteOf(escalation.quietFrom), minuteOf(escalation.quietTo)];
  if (from === to) return null;
  const zone = zoneNamed(name);
  const day = zone.dayAt(at);
  const days =
    from < to
      ? [[day, day]]
      : [
          [day - 1, day],
          [day, day + 1],
        ];
  for (const [first = day, last = day] of days) {
    const span = { from: zone.instantOf(first, from), until: zone.instantOf(last, to) };
    if (at >= span.from && at < span.until) return span;
  }
  return null;
}
