import type { Day, Zone } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Expired } from "./forget.ts";
import type { Message } from "./message-record.ts";

/** For how many days what is kept; null for ever. */
export interface RetentionRule {
  /** Of a message, after it was closed. An open one is never deleted. */
  readonly messageDays: number | null;
  /** Of who called, after the call. The call itself stays, so that statistics of the past stay true. */
  readonly callDays: number | null;
  /** Of the sound that a message was trimmed from, after it was left. */
  readonly untrimmedDays: number | null;
}

/** Calls are the proof that an audit asks for: a year and some weeks. */
export const usualRetention: RetentionRule = { messageDays: 90, callDays: 400, untrimmedDays: 30 };

export const retentionLimits = {
  messageDays: { min: 1, max: 3650 },
  callDays: { min: 31, max: 3650 },
  untrimmedDays: { min: 1, max: 3650 },
} as const;

/** At which minute of the office's day the rule is carried out: at night, when the fewest call. */
const SWEEP_MINUTE = 3 * 60;

/**
 * When the rule deletes a message: in the night after so many whole days since it was closed. Null for never: it is
 * open, someone keeps it, everything is kept, or it was closed by a clock that is not right yet.
 */
export function deletionOf(
  { closedForSureAt, keptAt }: Pick<Message, "closedForSureAt" | "keptAt">,
  { messageDays }: RetentionRule,
  zone: Zone,
): Instant | null {
  if (closedForSureAt === null || keptAt !== null || messageDays === null) return null;
  return zone.instantOf(zone.dayAt(closedForSureAt) + messageDays + 1, SWEEP_MINUTE);
}

/** The day of the office's calendar whose night was the last to be swept at `now`. */
export function sweepDayOf(now: Instant, zone: Zone): Day {
  const day = zone.dayAt(now);
  return now >= zone.instantOf(day, SWEEP_MINUTE) ? day : day - 1;
}

/** What the rule deletes at `now`: messages that were closed, and calls that began, before these. */
export function expiredOf({ messageDays, callDays, untrimmedDays }: RetentionRule, now: Instant, zone: Zone): Expired {
  const before = (days: number | null) => (days === null ? null : zone.instantOf(sweepDayOf(now, zone) - days, 0));
  return {
    messagesBefore: before(messageDays),
    callsBefore: before(callDays),
    untrimmedBefore: before(untrimmedDays),
  };
}

/** A setting as it is kept, from whatever release; the usual rule for what is none. */
export function readRetention(kept: unknown): RetentionRule {
  const { messageDays, callDays, untrimmedDays } = (kept ?? {}) as Readonly<Record<string, unknown>>;
  return {
    messageDays: daysOf("messageDays", messageDays),
    callDays: daysOf("callDays", callDays),
    untrimmedDays: daysOf("untrimmedDays", untrimmedDays),
  };
}

function daysOf(which: keyof RetentionRule, days: unknown): number | null {
  if (days === null) return null;
  const { min, max } = retentionLimits[which];
  return Number.isInteger(days) && Number(days) >= min && Number(days) <= max ? Number(days) : usualRetention[which];
}
