import type { Clock } from "../../kernel/clock.ts";
import { millis } from "../../kernel/units.ts";
import type { BytePipe } from "../../serial/byte-pipe.ts";

/** What may happen to bytes on their way. */
export type WireFault = "wedged" | "garbage-bytes" | "merged-reads" | "split-reads";
interface WireFaults {
  has(fault: WireFault): boolean;
}

/** Sound that may wait for a client that does not read; what is beyond is lost, as in a real modem. */
const MOST_WAITING = 65_536;
const BETWEEN_PIECES = millis(2);
const MERGED_FOR = millis(60);

/** What goes to the client, in order, with the faults that the wire may have. */
export class SerialSide {
  readonly #clock: Clock;
  readonly #faults: WireFaults;
  #pipe: BytePipe;
  #waiting: Uint8Array[] = [];
  #size = 0;
  #writing = false;
  #noise = 12345;

  constructor(clock: Clock, faults: WireFaults, pipe: BytePipe) {
    this.#clock = clock;
    this.#faults = faults;
    this.#pipe = pipe;
  }

  attach(pipe: BytePipe): void {
    this.#pipe = pipe;
    this.#waiting = [];
    this.#size = 0;
  }

  write(bytes: Uint8Array): void {
    if (this.#faults.has("wedged") || this.#size + bytes.length > MOST_WAITING) return;
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (!this.#writing) {
      this.#writing = true;
      void this.#drain();
    }
  }

  /** Text in 8-bit characters. */
  text(text: string): void {
    if (this.#faults.has("garbage-bytes")) this.write(this.#garbage());
    this.write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#faults.has("merged-reads")) await this.#clock.sleep(MERGED_FOR);
      const pipe = this.#pipe;
      const bytes = this.#taken();
      const pieces = this.#faults.has("split-reads") ? this.#split(bytes) : [bytes];
      for (const piece of pieces) {
        // A pipe that is gone swallows it: the reading side notices, and says so.
        await pipe.write(piece).catch(() => undefined);
        if (pieces.length > 1) await this.#clock.sleep(BETWEEN_PIECES);
      }
    }
    this.#writing = false;
  }

  #taken(): Uint8Array {
    const parts = this.#waiting;
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.#waiting = [];
    this.#size = 0;
    return whole;
  }

  #split(bytes: Uint8Array): readonly Uint8Array[] {
    const [first, second] = [this.#random(bytes.length), this.#random(bytes.length)].sort((a, b) => a - b);
    return [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)].filter(
      (p) => p.length > 0,
    );
  }

  #garbage(): Uint8Array {
    return Uint8Array.from({ length: 1 + this.#random(4) }, () => (this.#random(2) ? 0 : 0x80 + this.#random(0x80)));
  }

  /** The same at every run: a failing test fails again (Park and Miller's generator). */
  #random(below: number): number {
    this.#noise = (this.#noise * 48_271) % 2_147_483_647;
    return this.#noise % Math.max(1, below);
  }
}
