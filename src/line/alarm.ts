import type { Clock } from "../kernel/clock.ts";
import { type Millis, millis } from "../kernel/units.ts";
import { sleepReading } from "../serial/deadline.ts";

/**
 * A deadline that can be put off or taken back. Putting it off costs nothing: one sleep waits on, and looks at its end
 * whether it is time. What waits in the port when it is time is read first, and may put it off.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  /** When to ring, and until when the sleep under way lasts: by the clock's elapsed time. */
  #due = millis(Number.POSITIVE_INFINITY);
  #wakesAt = millis(Number.POSITIVE_INFINITY);
  #sleeping: AbortController | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings after `d` from now, and no earlier. */
  set(d: Millis): void {
    this.#due = millis(this.#clock.elapsed() + d);
    if (this.#sleeping && this.#wakesAt <= this.#due) return;
    this.#sleeping?.abort();
    this.#sleep(d);
  }

  /** Has it been set, and neither rung nor been taken back? */
  get isSet(): boolean {
    return this.#sleeping !== null;
  }

  clear(): void {
    this.#sleeping?.abort();
    this.#sleeping = null;
  }

  #sleep(d: Millis): void {
    const mine = new AbortController();
    this.#sleeping = mine;
    this.#wakesAt = millis(this.#clock.elapsed() + d);
    sleepReading(this.#clock, d, mine.signal).then(
      () => {
        if (mine.signal.aborted) return;
        const left = millis(this.#due - this.#clock.elapsed());
        if (left > 0) return this.#sleep(left);
        this.#sleeping = null;
        this.#ring();
      },
      () => undefined,
    );
  }
}
