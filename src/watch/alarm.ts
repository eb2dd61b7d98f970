import type { Service } from "../duty/office.ts";
import type { WallDate } from "../duty/wall-clock.ts";
import type { Doubt } from "../kernel/clock-trust.ts";
import type { Instant, Millis } from "../kernel/units.ts";

/** A time at which a caller would find nobody, whole, though some of it may be past. */
export interface PlannedGap {
  readonly from: Instant;
  readonly until: Instant;
  /** The holiday or closure that closes the office meanwhile, by its name. */
  readonly closedBy: string | null;
}

export interface GapDetail {
  readonly service: Service;
  readonly gaps: readonly PlannedGap[];
  /**
   * `alike`: the same hours each time. `row`: one after the other, with nobody between them. `many`: of all sorts.
   */
  readonly shape: "alike" | "row" | "many";
  /** It goes on past the days that are watched. */
  readonly goesOn: boolean;
  /** Whom the rota names for it, all of them on leave. */
  readonly onLeave: readonly string[];
  /** A fragile client whom nobody would answer; on call only. */
  readonly fragile: string | null;
  /** Mondays of the weeks that stay under the threshold because of it. */
  readonly weeks: readonly WallDate[];
}

/** A week under the certification's minimum. */
export interface ShortWeek {
  readonly monday: WallDate;
  readonly daysMet: number;
  /** Days that a holiday or a closure takes out: they are not held against it. */
  readonly excused: number;
}

/** What each kind of alarm tells, for the sentence that a person reads. */
export interface AlarmDetails {
  readonly "nobody-on-duty": GapDetail;
  readonly "nobody-on-call": GapDetail;
  readonly "under-threshold": { readonly weeks: readonly ShortWeek[]; readonly days: number; readonly hours: number };
  /** Named for a time by a replacement, and on leave then; somebody else is there. */
  readonly "chosen-on-leave": {
    readonly chosen: readonly { readonly name: string; readonly service: Service; readonly from: Instant }[];
  };
  readonly "not-designated": { readonly service: Service; readonly names: readonly string[] };
  /** Rung in vain at each of their numbers; `number` is one of them. */
  readonly unreachable: { readonly people: readonly { readonly name: string; readonly number: string }[] };
  readonly "no-address": { readonly names: readonly string[] };
  /** The number of a line of this appliance. */
  readonly "calls-itself": { readonly people: readonly { readonly name: string; readonly number: string }[] };
  readonly "dear-number": { readonly people: readonly { readonly name: string; readonly number: string }[] };
  readonly "absence-forgotten": { readonly by: string; readonly since: Instant; readonly until: Instant };
  /** Somebody was chosen for a day on which the office is closed for a holiday. */
  readonly "holiday-unasked": { readonly day: WallDate; readonly holiday: string; readonly names: readonly string[] };
  /** What callers hear then is a recording, and older than the closure. */
  readonly "closure-unheard": { readonly name: string; readonly firstDay: WallDate; readonly lastDay: WallDate };
  readonly "line-trouble": { readonly line: string; readonly code: string | null; readonly why: string | null };
  readonly "house-trouble": { readonly code: string; readonly why: string };
  readonly "disk-full": { readonly free: number };
  readonly "no-backup": { readonly since: Instant | null };
  readonly "mail-waits": { readonly why: string | null; readonly since: Instant };
  /** Callers who wait to be called back, and of whom nobody could be told by any way. */
  readonly "nobody-told": { readonly callers: readonly string[]; readonly since: Instant };
  /** Somebody tried codes by telephone; `name`: of the person whose number called, null for all others. */
  readonly "code-locked": { readonly name: string | null; readonly until: Instant };
  readonly clock: { readonly why: Doubt };
}

export type AlarmKind = keyof AlarmDetails;

/** `now`: it is so already. `soon`: told at once. `later`: can wait for the letter of Thursday. */
export type Severity = "now" | "soon" | "later";

/**
 * A part of an alarm that may come by itself: a gap of one day, a week, a person. One that is told is not told again;
 * one that comes in with the days that go by is not either where it is `like` one that was told.
 */
export interface Part {
  readonly id: string;
  readonly like: string | null;
  /** The part just before it, where they follow each other. */
  readonly after: string | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** Something that is wrong, or will be, and that somebody can still put right. */
export interface AlarmOf<Kind extends AlarmKind> {
  readonly kind: Kind;
  /** The same for as long as it is the same matter. */
  readonly key: string;
  readonly severity: Severity;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly parts: readonly Part[];
  readonly detail: AlarmDetails[Kind];
}

export type Alarm = { [Kind in AlarmKind]: AlarmOf<Kind> }[AlarmKind];

/** A matter without parts or a time of its own. */
export const standing = <Kind extends AlarmKind>(
  kind: Kind,
  of: string,
  severity: Severity,
  detail: AlarmDetails[Kind],
): AlarmOf<Kind> => ({
  kind,
  key: of === "" ? kind : `${kind}/${of}`,
  severity,
  from: null,
  until: null,
  parts: [wholePart(of)],
  detail,
});

/** The one part of what has no others. */
export const wholePart = (id: string): Part => ({ id, like: null, after: null, from: null, until: null });

/** What is known beside the office's data. */
export interface WatchFacts {
  /** Numbers (E.164) that the network refused in real calls, and nobody took since. */
  readonly failedNumbers: ReadonlySet<string>;
  /** The appliance's own numbers. */
  readonly ownNumbers: readonly string[];
  /** Null where no mail server is set up. `toAll`: who is told of everything. */
  readonly mail: { readonly toAll: readonly string[] } | null;
  /** The letter that waits longest after an attempt that failed. */
  readonly waiting: { readonly since: Instant; readonly why: string | null } | null;
  readonly lines: readonly {
    readonly name: string;
    readonly since: Instant | null;
    readonly code: string | null;
    readonly why: string | null;
  }[];
  readonly troubles: readonly { readonly code: string; readonly why: string }[];
  /** Bytes; null where it can't be asked. */
  readonly freeDisk: number | null;
  /** Of whom nobody could be told: the need, and the caller as a person reads it. Longest waiting first. */
  readonly untold?: readonly { readonly need: string; readonly caller: string; readonly since: Instant }[];
  /** Codes that are locked after wrong tries by telephone. */
  readonly lockedCodes?: readonly {
    readonly who: string;
    readonly name: string | null;
    readonly since: Instant;
    readonly until: Instant;
  }[];
  readonly backup: { readonly last: Instant | null; readonly appliance: Instant | null };
  /** When the announcement of closures was recorded; null where it is spoken, and says what the planner knows. */
  readonly closureRecorded: Instant | null;
  readonly clock: Doubt | null;
}

/** An appliance of which nothing is known but that it works. */
export const nothingWrong: WatchFacts = {
  failedNumbers: new Set(),
  ownNumbers: [],
  mail: null,
  waiting: null,
  lines: [],
  troubles: [],
  freeDisk: null,
  backup: { last: null, appliance: null },
  closureRecorded: null,
  clock: null,
};

export const DAYS_WATCHED = 14;

export const DAY = 86_400_000 as Millis;
