import { type Millis, millis, seconds } from "../kernel/units.ts";

/** What to do next with a modem that does not work. */
export type RecoveryStep =
  /** Ask it for a sign of life on the port as it is, then initialise again. */
  | { readonly do: "probe" }
  /** Open the port anew; with `reset`, put the modem back to a known state before initialising. */
  | { readonly do: "reopen"; readonly after: Millis; readonly reset: boolean };

/** How it came to that: nothing answered in time (or was nonsense), the port broke, or there is none to be opened. */
export type Breakdown = "silent" | "lost" | "absent";

/** Looking for a port costs nothing, and a modem that is back is wanted at once. */
const LOOK_AGAIN = millis(500);

const BACK_OFF: readonly Millis[] = [1, 2, 5, 10, 30].map(seconds);

/**
 * The stages in which a modem is brought back, for ever: a sign of life, the port opened again, a reset, then resets
 * further and further apart. `attempt` counts from 0. A port that broke can't be asked anything; one that is not there
 * is looked for all the time.
 */
export function recoveryStep(breakdown: Breakdown, attempt: number): RecoveryStep {
  if (breakdown === "absent") return { do: "reopen", after: LOOK_AGAIN, reset: false };
  const stage = breakdown === "lost" ? attempt + 1 : attempt;
  if (stage === 0) return { do: "probe" };
  if (stage <= 2) return { do: "reopen", after: millis(0), reset: stage === 2 };
  return { do: "reopen", after: BACK_OFF[Math.min(stage - 3, BACK_OFF.length - 1)] ?? seconds(30), reset: true };
}
