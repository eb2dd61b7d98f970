import { type OutcomeGroup, outcomeGroups } from "../../store/outcome-groups.ts";
import type { CalledBack, SoughtRow } from "../../store/tallies.ts";
import type { CallBackTimes, TimeToPerson } from "../schemas/calls.ts";

/** So many of those who sought a person have to reach one within the target. */
const ENOUGH = 0.8;

/**
 * How long callers waited for a competent person. Whoever reached nobody is counted, as one who waited for longer than
 * anybody: a mean over the lucky ones alone keeps every target (P21). `target`: seconds.
 */
export function timeToPerson(rows: readonly SoughtRow[], target: number): TimeToPerson {
  const count = (all: readonly SoughtRow[]): number => all.reduce((sum, { calls }) => sum + calls, 0);
  const ofGroup = (group: OutcomeGroup) =>
    rows.filter(({ outcome }) => (outcomeGroups[group] as readonly string[]).includes(outcome));
  const [reached, sought] = [ofGroup("reached"), count(ofGroup("sought"))];
  // Whoever lifted the telephone beside the box was there at once.
  const timed = reached
    .map(({ outcome, hold, calls }) => ({ seconds: outcome === "taken-here" ? 0 : hold, calls }))
    .filter((each): each is { seconds: number; calls: number } => each.seconds !== null)
    .sort((a, b) => a.seconds - b.seconds);
  const timedCount = timed.reduce((sum, { calls }) => sum + calls, 0);
  const within = timed.filter(({ seconds }) => seconds <= target).reduce((sum, { calls }) => sum + calls, 0);
  const at = (part: number): number | null => {
    let seen = 0;
    for (const { seconds, calls } of timed) {
      seen += calls;
      if (seen >= sought * part) return seconds * 1000;
    }
    return null;
  };
  return {
    sought,
    reached: count(reached),
    notReached: sought - count(reached),
    lost: count(ofGroup("lost")),
    within,
    mean:
      timedCount === 0
        ? null
        : (timed.reduce((sum, { seconds, calls }) => sum + seconds * calls, 0) / timedCount) * 1000,
    median: sought === 0 ? null : at(0.5),
    p90: sought === 0 ? null : at(0.9),
    longest: timed.length === 0 ? null : (timed.at(-1)?.seconds ?? 0) * 1000,
    target: target * 1000,
    met: sought === 0 ? null : within >= sought * ENOUGH,
  };
}

/** What came of what callers were owed: whoever was not called back is counted, and got through is not waiting. */
export function callBackOf({ needs, delays, gotThrough, open }: CalledBack): CallBackTimes {
  const calledBack = delays.reduce((sum, { calls }) => sum + calls, 0);
  const half = (needs - gotThrough) / 2;
  let seen = 0;
  const median = delays.find(({ calls }) => {
    seen += calls;
    return seen >= half;
  });
  const whole = delays.reduce((sum, { seconds, calls }) => sum + seconds * calls, 0);
  return {
    needs,
    calledBack,
    gotThrough,
    open,
    mean: calledBack === 0 ? null : (whole / calledBack) * 1000,
    median: median ? median.seconds * 1000 : null,
    longest: delays.length === 0 ? null : (delays.at(-1)?.seconds ?? 0) * 1000,
  };
}
