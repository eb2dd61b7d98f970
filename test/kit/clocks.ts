import { type Clock, systemClock } from "../../src/kernel/clock.ts";
import { type Instant, instant, type Millis, millis } from "../../src/kernel/units.ts";

/** A clock that stands still until it is set; nobody may sleep by it. */
export class SetClock implements Clock {
  time: Instant = instant(Date.UTC(2026, 10, 23, 14, 31, 59));
  now(): Instant {
    return this.time;
  }
  elapsed(): Millis {
    return millis(this.time);
  }
  sleep(): Promise<void> {
    return Promise.reject(new Error("nothing here waits for time"));
  }
}

/** Time that passes by hand, and an hour that is set beside it. Whoever sleeps is awake after each step that was long enough. */
export class HandClock implements Clock {
  #elapsed = 0;
  #wall: number;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(wall: Instant) {
    this.#wall = wall;
  }
  now = (): Instant => instant(this.#wall);
  elapsed = (): Millis => millis(this.#elapsed);
  setTo(wall: Instant): void {
    this.#wall = wall;
  }
  sleep(d: Millis, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const sleeper = { at: this.#elapsed + d, wake };
      signal?.addEventListener("abort", stop, { once: true });
      this.#sleepers.push(sleeper);
    });
  }
  pass(d: Millis): void {
    this.#elapsed += d;
    this.#wall += d;
    const due = this.#sleepers.filter(({ at }) => at <= this.#elapsed);
    this.#sleepers = this.#sleepers.filter((each) => !due.includes(each));
    for (const { wake } of due) wake();
  }
  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.length;
  }
  /** Until so many sleep. */
  async asleep(many: number): Promise<void> {
    while (this.sleeping < many) await new Promise((resolve) => setImmediate(resolve));
  }
}

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
