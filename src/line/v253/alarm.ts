import type { Clock } from "../../kernel/clock.ts";
import type { Millis } from "../../kernel/units.ts";

/** A reason of its own: the usual one, an error with a stack, would be made anew for every piece of sound. */
const PUT_OFF = "put off";

/** A deadline that can be put off or taken back. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set: AbortController | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings after `d` from now, and no earlier. */
  set(d: Millis): void {
    this.clear();
    const mine = new AbortController();
    this.#set = mine;
    this.#clock.sleep(d, mine.signal).then(
      () => {
        if (mine.signal.aborted) return;
        this.#set = null;
        this.#ring();
      },
      () => undefined,
    );
  }

  clear(): void {
    this.#set?.abort(PUT_OFF);
    this.#set = null;
  }
}
