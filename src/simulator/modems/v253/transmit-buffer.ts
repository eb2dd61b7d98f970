import { FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import { bytesPerSample, decoder, type SampleFormat } from "../../../audio/sample-formats.ts";

/** What is buffered before playing starts, so that a client that writes frame by frame does not stumble at once. */
const PREFETCH_FRAMES = 2;

/** The sound between the serial port and the line: filled by the client, drained by the line at the sample rate. */
export class TransmitBuffer {
  readonly #bytes: Uint8Array;
  readonly #frame: number;
  readonly #decode: (bytes: Uint8Array) => Pcm;
  #size = 0;
  #playing = false;
  ending = false;
  paused = false;
  underruns = 0;
  overflowed = 0;

  constructor(format: SampleFormat, samples: number) {
    this.#bytes = new Uint8Array(samples * bytesPerSample[format]);
    this.#frame = FRAME_SAMPLES * bytesPerSample[format];
    this.#decode = decoder(format);
  }

  /** Bytes that still fit. */
  get room(): number {
    return this.#bytes.length - this.#size;
  }

  get empty(): boolean {
    return this.#size === 0;
  }

  put(byte: number): void {
    if (this.room === 0) this.overflowed++;
    else this.#bytes[this.#size++] = byte;
  }

  clear(): void {
    this.#size = 0;
    this.#playing = false;
  }

  /** The next 20 ms for the line; silence while there is nothing. `underrun`: it ran dry in mid-stream just now. */
  next(): { readonly frame: Pcm; readonly underrun: boolean } {
    const frame = new Int16Array(FRAME_SAMPLES);
    this.#playing ||= this.ending || this.#size >= PREFETCH_FRAMES * this.#frame;
    if (!this.#playing || this.paused) return { frame, underrun: false };
    const taken = Math.min(this.#frame, this.#size);
    frame.set(this.#decode(this.#bytes.slice(0, taken)));
    this.#bytes.copyWithin(0, taken, this.#size);
    this.#size -= taken;
    const underrun = taken < this.#frame && !this.ending;
    if (underrun) {
      this.underruns++;
      this.#playing = false;
    }
    return { frame, underrun };
  }
}
