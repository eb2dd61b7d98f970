import { onCallLevelsAt } from "../duty/duty-at.ts";
import type { Office, Person, Service } from "../duty/office.ts";
import { type Shift, shiftsBetween } from "../duty/shifts.ts";
import { zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant, minutes, plus } from "../kernel/units.ts";
import { type Ask, quietAround, waysTo } from "./ask.ts";
import { levelsOf, supervisorsOf } from "./levels.ts";
import type { NeedOwner } from "./need.ts";

/**
 * How it is known that somebody has taken up their duty: they said so by the link of a letter, by a key in the box's own
 * call, on the page or by a command; or they did what is done on duty: took a caller, or a caller to be called back.
 */
export const takeUpHows = ["link", "key", "call", "need", "page", "command", "text"] as const;
export type TakeUpHow = (typeof takeUpHows)[number];

/** A shift whose person was asked. */
export interface TakeUp {
  readonly id: number;
  readonly person: string;
  /** As they were called then. */
  readonly name: string;
  readonly service: Service;
  readonly level: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly openedAt: Instant;
  /** How far the asking went: a letter, a call of the box's own, the others told. */
  readonly step: "asked" | "rung" | "told";
  readonly steppedAt: Instant;
  /** When they said that they can't. */
  readonly passedAt: Instant | null;
  /** `by`: another than `person` where somebody stood in. */
  readonly confirmed: { readonly at: Instant; readonly how: TakeUpHow; readonly by: NeedOwner } | null;
  /** Since when the shift is another's, or nobody's. */
  readonly withdrawnAt: Instant | null;
  /** When it was over, with nobody having said so. */
  readonly missedAt: Instant | null;
}

/** What is done next about one shift. */
export type TakeUpNext =
  | {
      readonly do: "ask";
      readonly step: "asked" | "rung";
      readonly shift: Shift;
      readonly name: string;
      readonly known: TakeUp | null;
      readonly asks: readonly Ask[];
    }
  | { readonly do: "tell"; readonly shift: Shift; readonly known: TakeUp; readonly asks: readonly Ask[] }
  /** The schedule has other hours for it by now. */
  | { readonly do: "move"; readonly shift: Shift; readonly known: TakeUp }
  | { readonly do: "withdraw"; readonly known: TakeUp }
  | { readonly do: "miss"; readonly known: TakeUp };

/** Nobody is asked about a shift that began so long ago: the rule, or the box, was off when it did. */
const TOO_LATE = minutes(60);
/** Between a letter and a call, and between a call and the others, whatever the schedule has become meanwhile. */
const BREATH = minutes(5);
/** So long before the quiet hours begin whoever serves in them is rung. */
const BEFORE_NIGHT = minutes(15);
/** What begins so soon after the quiet hours did is told of when it begins; later, in the evening before. */
const STILL_EVENING = minutes(120);
const LOOK_AHEAD = minutes(36 * 60);

/** When a shift's letter, its call and its last step are due. One that begins in quiet hours is asked for before them. */
export function timesOf({ from }: Pick<Shift, "from">, office: Office) {
  const { before, callAfter, tellAfter } = office.takeUp;
  const at = (base: number, after: number): Instant => instant(base + after * 60_000);
  const own = { letter: at(from, -before), call: at(from, callAfter), tell: at(from, tellAfter) };
  const quiet = quietAround(office, from);
  if (quiet === null) return own;
  const call = instant(Math.min(own.call, quiet.from - BEFORE_NIGHT));
  return {
    letter: instant(Math.min(own.letter, at(call, -before))),
    call,
    tell: from - quiet.from <= STILL_EVENING ? own.tell : at(call, tellAfter),
  };
}

/**
 * Everything that is due at `at`, by the hour that is believed. `known`: what was asked about these days. `texts`: there is
 * a line that sends them.
 */
export function takeUpsNext(
  office: Office,
  known: readonly TakeUp[],
  at: Instant,
  texts = false,
): readonly TakeUpNext[] {
  const shifts = shiftsToTakeUp(office, at);
  const open = known.filter((each) => each.confirmed === null && each.missedAt === null);
  // What was confirmed goes for all that is left of it; what was only asked, for the first part.
  const isFirstOf = (each: TakeUp, shift: Shift): boolean =>
    isOf(each, shift, office) && (each.confirmed !== null || shifts.find((one) => isOf(each, one, office)) === shift);
  return [
    ...open
      .filter(({ until, withdrawnAt }) => until <= at && withdrawnAt === null)
      .map((each): TakeUpNext => ({ do: "miss", known: each })),
    ...open
      .filter(({ until, withdrawnAt }) => until > at && withdrawnAt === null)
      .filter((each) => !shifts.some((shift) => isOf(each, shift, office)))
      .map((each): TakeUpNext => ({ do: "withdraw", known: each })),
    ...shifts.flatMap(
      (shift) =>
        nextOf(
          shift,
          known.filter((each) => isFirstOf(each, shift)),
          office,
          at,
          texts,
        ) ?? [],
    ),
  ];
}

/** Those that go on, or begin soon, and whose people the rule asks. */
function shiftsToTakeUp(office: Office, at: Instant): readonly Shift[] {
  const { who } = office.takeUp;
  if (who === "off") return [];
  return shiftsBetween(office, at, plus(at, LOOK_AHEAD)).filter(
    ({ service }) => who === "all" || service === "on-call",
  );
}

/** Whether it is about this shift: what was moved or shortened is the same, and a day's work is taken up once. */
export function isOf(takeUp: TakeUp, shift: Shift, { zone }: Pick<Office, "zone">): boolean {
  if (takeUp.person !== shift.person || takeUp.service !== shift.service) return false;
  if (takeUp.from < shift.until && shift.from < takeUp.until) return true;
  const { dayAt } = zoneNamed(zone);
  return shift.service === "duty" && takeUp.confirmed !== null && dayAt(takeUp.from) === dayAt(shift.from);
}

/** `known`: what was asked about this shift. */
function nextOf(
  shift: Shift,
  known: readonly TakeUp[],
  office: Office,
  at: Instant,
  texts: boolean,
): TakeUpNext | null {
  const person = office.people.find(({ id }) => id === shift.person);
  if (!person) return null;
  if (known.some(({ confirmed }) => confirmed !== null)) return null;
  const open = known.find(({ missedAt }) => missedAt === null) ?? null;
  if (open && (open.withdrawnAt !== null || open.from !== shift.from || open.until !== shift.until))
    return { do: "move", shift, known: open };
  const times = timesOf(shift, office);
  const ways = waysTo(person, office.takeUp.calls, texts);
  const letters = ways.filter(({ channel }) => channel !== "call");
  const calls = ways.filter(({ channel }) => channel === "call");
  const ask = (step: "asked" | "rung", asks: readonly Ask[] = []): TakeUpNext => ({
    do: "ask",
    step,
    shift,
    name: person.name,
    known: open,
    asks,
  });
  if (open === null) {
    if (at >= shift.from + TOO_LATE) return null;
    if (letters.length) return at >= times.letter ? ask("asked", letters) : null;
    return calls.length && mayRing(shift, office, at) && at >= times.call ? ask("rung", calls) : null;
  }
  const rested = at >= open.steppedAt + BREATH;
  if (open.step === "told") return null;
  if (open.passedAt === null && open.step === "asked" && calls.length)
    return rested && at >= times.call && mayRing(shift, office, at) ? ask("rung", calls) : null;
  if (open.passedAt === null && !(rested && at >= times.tell)) return null;
  return { do: "tell", shift, known: open, asks: othersOf(shift, office, at, texts) };
}

/** By night nobody is rung for what has not begun. */
const mayRing = ({ from }: Shift, office: Office, at: Instant): boolean =>
  at >= from || quietAround(office, at) === null;

/** Who hears that nobody has said so: the next level, who may stand in, and whoever plans the duty. */
function othersOf(shift: Shift, office: Office, at: Instant, texts: boolean): readonly Ask[] {
  const hour = instant(Math.max(at, shift.from));
  const isOther = ({ id }: Person): boolean => id !== shift.person;
  const levels = levelsOf({ weight: "urgent" }, { office, hour, rung: [] });
  const theirs = levels.findIndex((level) => !level.every(isOther));
  const next =
    levels
      .slice(theirs + 1)
      .find((level) => level.some(isOther))
      ?.filter(isOther) ?? [];
  const onCall = new Set(onCallLevelsAt(office, hour).flatMap((level) => level.map(({ id }) => id)));
  const planners = office.people.filter(({ roles }) => roles.includes("plans-duty")).filter(isOther);
  const told = planners.length > 0 ? planners : supervisorsOf(office).filter(isOther);
  const ring = office.takeUp.calls && mayRing(shift, office, at);
  return [
    ...next.flatMap((person) => waysTo(person, ring && onCall.has(person.id), texts)),
    ...told.filter((person) => !next.includes(person)).flatMap((person) => waysTo(person, false, texts)),
  ];
}

/** How a shift stands: its person is asked, it is time that others know, somebody is there, nobody ever said so. */
export type TakeUpState = "waiting" | "late" | "taken" | "missed";

export function stateOf({ confirmed, missedAt, step, passedAt, until }: TakeUp, at: Instant): TakeUpState {
  if (confirmed !== null) return "taken";
  if (missedAt !== null || until <= at) return "missed";
  return step === "told" || passedAt !== null ? "late" : "waiting";
}
