import { RELEASED } from "./plausible.ts";
import { type Instant, instant, type Millis, millis, minutes } from "./units.ts";

/** The hour as it is told, and the time that passes beside it, which nobody sets. */
export interface Reading {
  readonly wall: Instant;
  /** Since the machine was started. */
  readonly up: Millis;
  /** Which start of the machine it was; null where it does not say. */
  readonly boot: string | null;
}

/**
 * By what an hour is believed: the configuration, a time server, a person who looked, a mobile network that says the same,
 * or that nothing speaks against it.
 */
export type Ground = "told" | "synchronised" | "person" | "network" | "plausible";
/**
 * Why not: before this release was made, earlier than an instant that is known, much later than can have passed, or not
 * what the mobile network says.
 */
export type Doubt = "unset" | "behind" | "ahead" | "unlike-network";

/** The last hour that was believed, as it is kept for the next start. */
export interface LastGood extends Reading {
  readonly by: Ground;
  /** Since this instant without a break. */
  readonly since: Instant;
  /** Nothing is deleted for so long yet: the hour was set not long ago, and nobody has confirmed it. */
  readonly unsettled: Millis;
}

export interface Known {
  readonly lastGood: LastGood | null;
  /** The newest stamp in the database, for a folder in which no hour was ever kept. */
  readonly newest: Instant | null;
  /** When a time server last set this clock, as that clock stamped it. */
  readonly synchronised: Instant | null;
  /** The hour of a mobile network, and when it was heard; null where there is none. */
  readonly network: Reading | null;
  /** `trust`: whoever set the appliance up answers for its clock. */
  readonly says: "judge" | "trust";
}

export type Verdict =
  | { readonly trusted: true; readonly good: LastGood }
  | { readonly trusted: false; readonly why: Doubt };

/** Less than this is no jump: a time server moves a clock by as much, and so does the reading of two. */
const TOLERANCE = minutes(5);
const DAY = minutes(24 * 60);
/** Further ahead than this, a clock is not believed for its own word: no office is dark for so long unnoticed. */
const FAR = millis(31 * DAY);
/** So much earlier than a row of the database, a clock is wrong, whatever that row is. */
const YEAR = millis(365 * DAY);
/** A time server is asked at least every 34 minutes (systemd-timesyncd.conf(5), PollIntervalMaxSec); one answer may be lost. */
const SYNCHRONISED_FOR = minutes(75);
/** After a jump nothing is deleted for at least so long. */
export const SETTLES = DAY;

/** Whether the hour is to be believed, and by what. Pure. */
export function judge(now: Reading, known: Known): Verdict {
  const { lastGood, newest } = known;
  const passed = lastGood && sameStart(now, lastGood) ? millis(now.up - lastGood.up) : null;
  const jump = lastGood && millis(now.wall - lastGood.wall - (passed ?? 0));
  const good = (by: Ground, unsettled: number): Verdict => {
    const since =
      lastGood?.by === by && passed !== null && Math.abs(jump ?? 0) <= TOLERANCE ? lastGood.since : now.wall;
    return { trusted: true, good: { ...now, by, since, unsettled: millis(Math.max(0, unsettled)) } };
  };
  if (known.says === "trust") return good("told", 0);
  if (now.wall < RELEASED) return { trusted: false, why: "unset" };
  if (isSynchronised(now.wall, known.synchronised)) return good("synchronised", 0);
  const stands = lastGood?.by === "person" && passed !== null && Math.abs(jump ?? 0) <= TOLERANCE;
  const network = hourOf(known.network, now);
  if (network !== null && !stands)
    return Math.abs(now.wall - network) <= TOLERANCE ? good("network", 0) : { trusted: false, why: "unlike-network" };
  if (!lastGood)
    return newest !== null && now.wall < newest - YEAR
      ? { trusted: false, why: "behind" }
      : good("plausible", gap(newest, now));
  if (now.wall < lastGood.wall - TOLERANCE) return { trusted: false, why: "behind" };
  const left = lastGood.unsettled - (passed ?? 0);
  if (passed !== null && Math.abs(jump ?? 0) <= TOLERANCE) return good(lastGood.by, left);
  if ((jump ?? 0) > FAR) return { trusted: false, why: "ahead" };
  // Between two starts time passes that nobody counts: of a night without power nothing is thought.
  const harmless = passed === null && (jump ?? 0) <= DAY;
  return good("plausible", harmless ? left : Math.max(left, SETTLES, jump ?? 0));
}

/** What a reading of this start of the machine has become by now; null for one of another. */
const hourOf = (reading: Reading | null, now: Reading): Instant | null =>
  reading && sameStart(now, reading) ? instant(Math.round(reading.wall + (now.up - reading.up))) : null;

/** An old database under a clock that is much later: it lay for long, or the clock is wrong. */
const gap = (newest: Instant | null, { wall }: Reading): number =>
  newest === null || wall - newest <= DAY ? 0 : Math.min(FAR, wall - newest);

/** Whether one was read after the other, without a start of the machine between them. */
export const sameStart = (one: Reading, other: Reading): boolean =>
  one.boot !== null && one.boot === other.boot && one.up >= other.up;

const isSynchronised = (wall: Instant, at: Instant | null): boolean =>
  at !== null && at <= wall + TOLERANCE && wall - at <= SYNCHRONISED_FOR;

/** What a time server, a person or the configuration said is not put right by a mobile network. */
const BETTER: readonly Ground[] = ["told", "synchronised", "person"];

/**
 * The hour by which an office's schedule is read: the clock's own, what the mobile network says, or what it would be had
 * nobody set it; null when nothing is known of it, and then no announcement may claim any hours. `before`: the last good
 * hour since the machine was started.
 */
export function officeHour(
  now: Reading,
  verdict: Verdict,
  before: LastGood | Reading | null,
  network: Reading | null = null,
): Instant | null {
  if (verdict.trusted) return now.wall;
  const told = hourOf(network, now);
  const isBetter = before !== null && "by" in before && BETTER.includes(before.by);
  if (told !== null && !isBetter) return told;
  const expected = before && instant(Math.round(before.wall + (now.up - before.up)));
  const isMoved = verdict.why === "unset" || verdict.why === "unlike-network";
  if (expected !== null && (isMoved || Math.abs(now.wall - expected) > FAR)) return expected;
  return verdict.why === "unset" ? null : now.wall;
}
