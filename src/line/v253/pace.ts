import { between, type Instant, type Millis, millis } from "../../kernel/units.ts";

/** Past this much more than was slept for, the wall clock was set: no sleep is so late. */
const LATEST = 1000;

/**
 * How long a sleep of `slept` really took, by a wall clock that may be set meanwhile. Sleeps are always a little
 * late, and summed up over a minute that would empty the modem's buffer.
 */
export function elapsed(before: Instant, after: Instant, slept: Millis): Millis {
  const shown = between(before, after);
  return shown >= slept && shown <= slept + LATEST ? shown : millis(slept);
}
