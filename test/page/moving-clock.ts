import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";

/** The machine's clock, set to another time. */
export class MovingClock implements Clock {
  #ahead = 0;
  now = (): Instant => instant(Date.now() + this.#ahead);
  elapsed = systemClock.elapsed;
  sleep = systemClock.sleep;
  set(to: Instant): void {
    this.#ahead = to - Date.now();
  }
}
