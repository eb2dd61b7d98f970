import { type Instant, instant, type Millis, millis } from "../kernel/units.ts";
import { type Alarm, type AlarmKind, DAY, DAYS_WATCHED, type Part } from "./alarm.ts";

/** A part that somebody was told of. */
export interface ToldPart {
  readonly id: string;
  readonly like: string | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** Since when it is no more; null while it is. */
  readonly goneAt: Instant | null;
}

/** What is kept of an alarm. */
export interface AlarmState {
  readonly key: string;
  readonly kind: AlarmKind;
  readonly firstSeenAt: Instant;
  /** When it was looked at last while it was there. */
  readonly seenAt: Instant;
  readonly goneAt: Instant | null;
  readonly toldAt: Instant | null;
  readonly told: readonly ToldPart[];
}

export interface Telling {
  readonly now: Instant;
  /** The hour is believed. Otherwise nothing of days begins or ends. */
  readonly believed: boolean;
  /** There is somebody to be told, and a way. */
  readonly canTell: boolean;
  /** It is time for the letter of Thursday. */
  readonly digest: boolean;
}

export interface Told {
  readonly states: readonly AlarmState[];
  /** With something in it that nobody was told of yet. */
  readonly atOnce: readonly Alarm[];
  readonly digest: readonly Alarm[];
  /** When one has to be looked at again, for it has to last before it is told. */
  readonly again: Instant | null;
}

/** By these nothing is said of days: they are so, whatever the hour. */
const ANY_HOUR: readonly AlarmKind[] = [
  ...(["line-trouble", "house-trouble", "disk-full", "mail-waits", "clock", "nobody-told", "code-locked"] as const),
];
const isOfDays = (kind: AlarmKind): boolean => !ANY_HOUR.includes(kind);

const MINUTE = 60_000;
/** What comes back so soon has not been gone: a line that comes and goes is told of once; an edit may be undone. */
const holdOf = (kind: AlarmKind): Millis => millis(isOfDays(kind) ? 15 * MINUTE : 720 * MINUTE);
/** A line is brought back in stages, and most are back by then. */
const lastsOf = (kind: AlarmKind): Millis => millis(kind === "line-trouble" ? 2 * MINUTE : 0);
/** Mail can't tell that mail does not go out. */
const byMail = (kind: AlarmKind): boolean => kind !== "mail-waits";
/** What is past still says what is like it. */
const REMEMBERED = 21 * DAY;
/** Kept of an alarm that is gone. */
export const KEPT_GONE = millis(90 * DAY);

/** Decides what is told now. Pure; what it gives is kept, together with the letters, or nothing is. */
export function tell(known: readonly AlarmState[], alarms: readonly Alarm[], telling: Telling): Told {
  const { now, believed, canTell, digest: thursday } = telling;
  const looked = known.map((state) => rested(state, alarms, telling));
  const states = new Map(looked.map((state) => [state.key, state]));
  const letters: { atOnce: Alarm[]; digest: Alarm[] } = { atOnce: [], digest: [] };
  let again: Instant | null = null;

  for (const alarm of alarms) {
    if (isOfDays(alarm.kind) && !believed) continue;
    const before = states.get(alarm.key);
    const lasting = before && before.goneAt === null ? before : begun(alarm, now);
    const family = looked.filter(({ kind }) => kind === alarm.kind);
    const parts = partsTold(alarm, family, now);
    const settles = instant(lasting.firstSeenAt + lastsOf(alarm.kind));
    const state = { ...lasting, seenAt: now, told: mergedParts(lasting.told, parts.silent) };
    states.set(alarm.key, state);
    if (parts.news.length === 0 || !byMail(alarm.kind)) continue;
    if (settles > now) {
      again = again === null || settles < again ? settles : again;
      continue;
    }
    if (!canTell || (alarm.severity === "later" && !thursday)) continue;
    // One letter is enough where one goes out anyway.
    (thursday && alarm.severity !== "now" ? letters.digest : letters.atOnce).push(alarm);
    states.set(alarm.key, { ...state, toldAt: now, told: mergedParts(state.told, alarm.parts) });
  }
  return { states: [...states.values()], ...letters, again };
}

const begun = ({ key, kind }: Alarm, now: Instant): AlarmState => ({
  key,
  kind,
  firstSeenAt: now,
  seenAt: now,
  goneAt: null,
  toldAt: null,
  told: [],
});

/** A state as it stands before the look: whether it is gone, and which of its parts are. */
function rested(state: AlarmState, alarms: readonly Alarm[], { now, believed }: Telling): AlarmState {
  if (isOfDays(state.kind) && !believed) return state;
  const hold = holdOf(state.kind);
  // A clock that was ahead has stamped it: it counts from now.
  const since = (at: Instant | null): Instant | null => (at === null ? null : at > now ? now : at);
  const there = alarms.filter(({ kind }) => kind === state.kind);
  const isOver = (at: Instant | null) => at !== null && now - at > hold;
  const told = state.told.flatMap((part) => {
    if (part.until !== null && part.until + REMEMBERED < now) return [];
    if (part.until !== null && part.until <= now) return [part];
    const present = there.some((alarm) => alarm.parts.some((each) => isSame(each, part, alarm.key === state.key)));
    const goneAt = present ? null : (since(part.goneAt) ?? now);
    return isOver(goneAt) ? [] : [{ ...part, goneAt }];
  });
  const present = alarms.some(({ key }) => key === state.key);
  const goneAt = since(state.goneAt) ?? (present ? null : now);
  // One that nobody was told of has to last from its coming back.
  const again = goneAt !== null && state.toldAt === null;
  if (present && !isOver(goneAt))
    return { ...state, told, goneAt: null, firstSeenAt: again ? now : (since(state.firstSeenAt) ?? now) };
  return { ...state, told: present ? [] : told, goneAt };
}

/** Of parts with a time, those that share some of it; of others, those of one name in the same alarm. */
function isSame(part: Part, told: ToldPart, sameAlarm: boolean): boolean {
  if (part.from === null || part.until === null || told.from === null || told.until === null)
    return sameAlarm && part.id === told.id;
  return part.from < told.until && told.from < part.until;
}

/** Which parts of an alarm nobody knows of, and which need no telling: they came in with the days that go by. */
function partsTold(alarm: Alarm, family: readonly AlarmState[], now: Instant) {
  const own = family.find(({ key }) => key === alarm.key);
  const told = family.flatMap((state) => state.told);
  const looked = Math.max(0, ...family.map(({ seenAt }) => seenAt));
  const silent: Part[] = [];
  const news: Part[] = [];
  const known = new Set<string>();
  for (const part of alarm.parts) {
    if (part.from === null || part.until === null) {
      if (!(own?.goneAt === null && own.told.some(({ id }) => id === part.id))) news.push(part);
      continue;
    }
    if (isCovered(Math.max(part.from, now), part.until, told)) {
      silent.push(part);
      known.add(part.id);
      continue;
    }
    const cameIn = part.from >= horizon(alarm, looked);
    const isLike = told.some(({ like }) => like !== null && like === part.like);
    if (cameIn && (isLike || (part.after !== null && known.has(part.after)))) {
      silent.push(part);
      known.add(part.id);
    } else news.push(part);
  }
  return { silent, news };
}

/** Up to when an alarm of its kind was watched at the last look. */
const horizon = ({ kind }: Alarm, looked: number): number =>
  looked + (kind === "under-threshold" ? 2 * 7 * DAY : DAYS_WATCHED * DAY);

/** Whether what was told leaves no hole in this time. */
function isCovered(from: number, until: number, told: readonly ToldPart[]): boolean {
  let reached = from;
  for (const part of told.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0)))
    if (part.from !== null && part.until !== null && part.from <= reached) reached = Math.max(reached, part.until);
  return reached >= until;
}

function mergedParts(told: readonly ToldPart[], more: readonly Part[]): readonly ToldPart[] {
  const added = new Set(more.map(({ id }) => id));
  return [
    ...told.filter(({ id }) => !added.has(id)),
    ...more.map(({ id, like, from, until }) => ({ id, like, from, until, goneAt: null })),
  ];
}
