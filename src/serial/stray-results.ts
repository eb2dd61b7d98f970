import type { Clock } from "../kernel/clock.ts";
import { millis } from "../kernel/units.ts";

/** A modem that says a result twice says it again within this; up to 200 ms were seen after the end of sound sent. */
export const STRAY_WITHIN = millis(250);
/** After the end of sound received, where a caller may be waiting in silence for what comes next. */
export const STRAY_AFTER_SOUND = millis(60);

/**
 * The time after a result that a modem may repeat: the end of a stream, or a call that was taken. A command sent in it
 * would take the repeated one for its own, and its own would be left to the next.
 */
export class StrayResults {
  readonly #clock: Clock;
  #due = false;
  #over: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One may come from now on. */
  mayCome(within = STRAY_WITHIN): void {
    const over = this.#clock.sleep(within).then(() => {
      if (this.#over === over) this.#due = false;
    });
    this.#due = true;
    this.#over = over;
  }

  /** Resolves when none can come any more. */
  get over(): Promise<void> {
    return this.#over;
  }

  /** Is this line such a result? Asked once for each: a second one is none. */
  isStray(line: string): boolean {
    const stray = this.#due && line === "OK";
    if (stray) this.#due = false;
    return stray;
  }
}
