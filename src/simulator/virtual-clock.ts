import type { Clock } from "../kernel/clock.ts";
import { type Instant, instant, type Millis, millis } from "../kernel/units.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Turns of the event loop that must pass without a new sleeper before time moves on. */
const QUIET_TURNS = 2;

/**
 * Time that moves only when everything is waiting for it. Whole calls run in it in a fraction of a second, and
 * always alike. Real input and output (files, database) is announced with `hold`, and time stands still meanwhile.
 */
export class VirtualClock implements Clock {
  #now: number;
  #wallOffset = 0;
  #sleepers: Sleeper[] = [];
  #held = 0;
  #changes = 0;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return instant(this.#now + this.#wallOffset);
  }

  elapsed(): Millis {
    return millis(this.#now);
  }

  /** Sets the wall clock forward or back, as NTP or a person does; sleeps in progress do not notice. */
  jump(d: Millis): void {
    this.#wallOffset += d;
  }

  sleep(d: Millis, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      this.#changes++;
      const stop = () => {
        this.#changes++;
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, d),
        wake: () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
      };
      signal?.addEventListener("abort", stop, { once: true });
      const later = this.#sleepers.findIndex((other) => other.at > sleeper.at);
      this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, sleeper);
    });
  }

  /** Time stands still until `work` settles. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#held++;
    try {
      return await work;
    } finally {
      this.#held--;
      this.#changes++;
    }
  }

  /** Lets time pass until `goal` settles. */
  async run<T>(goal: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    goal.then(done, done);
    while (!settled) {
      await this.#quiet();
      if (settled) break;
      this.#advance();
    }
    return goal;
  }

  /** Lets this much time pass. */
  async pass(d: Millis): Promise<void> {
    await this.run(this.sleep(d));
  }

  #advance(): void {
    const next = this.#sleepers.shift();
    if (!next) return;
    this.#now = Math.max(this.#now, next.at);
    next.wake();
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      const before = this.#changes;
      // An empty list means that real input or output, not announced, is being waited for: don't spin.
      await new Promise<void>((resolve) =>
        this.#held > 0 || this.#sleepers.length === 0 ? setTimeout(resolve, 1) : setImmediate(resolve),
      );
      if (this.#held > 0 || this.#changes !== before) turns = -1;
    }
  }
}
