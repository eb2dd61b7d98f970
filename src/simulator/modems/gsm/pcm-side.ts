import { FRAME, FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { millis } from "../../../kernel/units.ts";
import type { BytePipe } from "../../../serial/byte-pipe.ts";
import { SerialSide } from "../serial-side.ts";
import type { GsmFaults } from "./gsm-faults.ts";

/** As the tty of such a module holds; what is beyond is lost. */
const MOST_WAITING = 65_536;
/** Bytes a millisecond of a module that is at the end of its tether. */
const STALLED_RATE = 10;
/** Of a clock that is not the network's: 200 ppm. */
const SLIPS_EVERY = 5000;
const FRAME_BYTES = FRAME_SAMPLES * 2;

/** The second port: frames of 20 ms, 16 bits, little end first, in both directions. */
export class PcmSide {
  readonly #clock: Clock;
  readonly #faults: GsmFaults;
  readonly #serial: (pipe: BytePipe) => SerialSide;
  #out: SerialSide | null = null;
  #pipe: BytePipe | null = null;
  #waiting = Buffer.alloc(0);
  #fed = false;
  #odd = false;
  #seed = 4321;
  #takes = 0;
  #gives = 0;
  mostWaiting = 0;
  /** Frames that the program owed. */
  underruns = 0;

  constructor(clock: Clock, faults: GsmFaults, first: BytePipe | null) {
    this.#clock = clock;
    this.#faults = faults;
    this.#serial = (pipe) => new SerialSide(clock, faults, pipe);
    this.attach(first);
  }

  attach(pipe: BytePipe | null): void {
    this.#pipe = pipe;
    this.#out = pipe && this.#serial(pipe);
    if (!pipe) return;
    void this.#read(pipe);
  }

  /** Before sound begins, and when it ends. */
  flush(begins = false): void {
    this.#waiting = Buffer.alloc(0);
    this.#odd = begins && this.#faults.has("odd-byte");
    this.mostWaiting = 0;
    this.#fed = false;
  }

  /** The next 20 ms that the program sent; silence where it sent none. By a clock of its own it takes one too many, or none. */
  taken(): Pcm {
    if (this.#slips(++this.#takes)) {
      if (this.#faults.has("slow-clock")) return new Int16Array(FRAME_SAMPLES);
      this.#next();
    }
    return this.#next();
  }

  #slips(frames: number): boolean {
    return frames % SLIPS_EVERY === 0 && (this.#faults.has("slow-clock") || this.#faults.has("fast-clock"));
  }

  #next(): Pcm {
    if (this.#waiting.length < FRAME_BYTES) {
      if (this.#fed) this.underruns++;
      return new Int16Array(FRAME_SAMPLES);
    }
    this.#fed = true;
    const bytes = this.#waiting.subarray(0, FRAME_BYTES);
    this.#waiting = this.#waiting.subarray(FRAME_BYTES);
    return Int16Array.from({ length: FRAME_SAMPLES }, (_, n) => bytes.readInt16LE(n * 2));
  }

  give(frame: Pcm): void {
    const slips = this.#slips(++this.#gives);
    const part = (FRAME * (this.#gives % SLIPS_EVERY)) / SLIPS_EVERY;
    if (this.#faults.has("slow-clock")) {
      if (!slips) void this.#late(part, frame);
    } else if (this.#faults.has("fast-clock")) {
      if (slips) this.#pass(frame);
      void this.#late(FRAME - part, frame);
    } else this.#pass(frame);
  }

  async #late(d: number, frame: Pcm): Promise<void> {
    await this.#clock.sleep(millis(d));
    this.#pass(frame);
  }

  #pass(frame: Pcm): void {
    const bytes = Buffer.alloc(FRAME_BYTES);
    if (this.#faults.has("static")) bytes.forEach((_, n) => void bytes.writeUInt8(this.#noise(), n));
    else frame.forEach((sample, n) => void bytes.writeInt16LE(sample, n * 2));
    this.#out?.write(this.#odd ? bytes.subarray(1) : bytes);
    this.#odd = false;
  }

  /** The same at every run (Park and Miller's generator). */
  #noise(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed & 0xff;
  }

  async close(): Promise<void> {
    await this.#pipe?.close();
  }

  async #read(pipe: BytePipe): Promise<void> {
    try {
      for await (const bytes of pipe.incoming) {
        if (this.#pipe !== pipe) return;
        if (this.#faults.has("uplink-stalls")) await this.#clock.sleep(millis(bytes.length / STALLED_RATE));
        if (this.#waiting.length + bytes.length <= MOST_WAITING) this.#waiting = Buffer.concat([this.#waiting, bytes]);
        this.mostWaiting = Math.max(this.mostWaiting, this.#waiting.length);
      }
    } catch {
      // The port is gone; another may be plugged in.
    }
  }
}
