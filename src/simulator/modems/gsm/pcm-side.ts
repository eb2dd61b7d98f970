import { FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { BytePipe } from "../../../serial/byte-pipe.ts";
import { SerialSide } from "../serial-side.ts";
import type { GsmFaults } from "./gsm-faults.ts";

/** As the tty of such a module holds; what is beyond is lost. */
const MOST_WAITING = 65_536;
const FRAME_BYTES = FRAME_SAMPLES * 2;

/** The second port: frames of 20 ms, 16 bits, little end first, in both directions. */
export class PcmSide {
  readonly #serial: (pipe: BytePipe) => SerialSide;
  #out: SerialSide | null = null;
  #pipe: BytePipe | null = null;
  #waiting = Buffer.alloc(0);
  #fed = false;
  mostWaiting = 0;
  /** Frames that the program owed. */
  underruns = 0;

  constructor(clock: Clock, faults: GsmFaults, first: BytePipe | null) {
    this.#serial = (pipe) => new SerialSide(clock, faults, pipe);
    this.attach(first);
  }

  attach(pipe: BytePipe | null): void {
    this.#pipe = pipe;
    this.#out = pipe && this.#serial(pipe);
    if (!pipe) return;
    void this.#read(pipe);
  }

  flush(): void {
    this.#waiting = Buffer.alloc(0);
    this.mostWaiting = 0;
    this.#fed = false;
  }

  /** The next 20 ms that the program sent; silence where it sent none. */
  taken(): Pcm {
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
    const bytes = Buffer.alloc(FRAME_BYTES);
    frame.forEach((sample, n) => void bytes.writeInt16LE(sample, n * 2));
    this.#out?.write(bytes);
  }

  async close(): Promise<void> {
    await this.#pipe?.close();
  }

  async #read(pipe: BytePipe): Promise<void> {
    try {
      for await (const bytes of pipe.incoming) {
        if (this.#pipe !== pipe) return;
        if (this.#waiting.length + bytes.length <= MOST_WAITING) this.#waiting = Buffer.concat([this.#waiting, bytes]);
        this.mostWaiting = Math.max(this.mostWaiting, this.#waiting.length);
      }
    } catch {
      // The port is gone; another may be plugged in.
    }
  }
}
