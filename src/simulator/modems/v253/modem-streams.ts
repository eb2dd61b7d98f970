import { FRAME_SAMPLES, type Pcm } from "../../../audio/pcm.ts";
import { encode, type SampleFormat } from "../../../audio/sample-formats.ts";
import type { Dialect } from "./dialects.ts";
import { CAN, type ClientToken, clientStream, DLE, doubled, ESC, ETX } from "./dle-codes.ts";
import type { ModemSettings } from "./modem-settings.ts";
import { silenceEar } from "./progress-ear.ts";
import { TransmitBuffer } from "./transmit-buffer.ts";

/** What a modem suffered from its client since it was created. */
export interface ModemTrouble {
  /** Times that the transmit buffer ran empty in the middle of a playback. */
  readonly underruns: number;
  /** Audio bytes dropped because the transmit buffer was full. */
  readonly overflowed: number;
}

export type ModemMode = "command" | "transmit" | "receive";

/** Where a stream's results go. */
interface Outlet {
  write(bytes: Uint8Array): void;
  report(code: string): void;
  /** A stream ended as its client asked. */
  over(): void;
}

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);
const PAUSE = 0x70;
const RESUME = 0x72;
const ABORT = 0x21;
const OVERRUN = 0x6f;
/** Of a step of 256. */
const OFFSET = 60;

/** Sound between client and line: `+VTX` one way, `+VRX` the other, never both. */
export class ModemStreams {
  mode: ModemMode = "command";
  readonly #dialect: Dialect;
  readonly #out: Outlet;
  #token = clientStream();
  #format: SampleFormat = "u8";
  #buffer = new TransmitBuffer("u8", 0);
  #room: (() => void) | null = null;
  #silence = silenceEar(Number.POSITIVE_INFINITY);
  #deaf = false;
  #past: ModemTrouble = { underruns: 0, overflowed: 0 };

  constructor(dialect: Dialect, out: Outlet) {
    this.#dialect = dialect;
    this.#out = out;
  }

  get trouble(): ModemTrouble {
    const { underruns, overflowed } = this.#buffer;
    return { underruns: this.#past.underruns + underruns, overflowed: this.#past.overflowed + overflowed };
  }

  transmit(settings: ModemSettings): void {
    this.#past = this.trouble;
    this.#begin(settings);
    this.#buffer = new TransmitBuffer(this.#format, this.#dialect.buffer * 8);
    this.mode = "transmit";
  }

  /** `mute`: whatever the line sounds like, it is told to be still. */
  receive(settings: ModemSettings, mute = false): void {
    const [sensitivity, time] = settings.silence;
    const listens = this.#dialect.hearsSilence && sensitivity > 0;
    this.#begin(settings);
    this.#silence = silenceEar(listens ? time * 100 : Number.POSITIVE_INFINITY);
    this.#deaf = mute || (this.#dialect.deafInVls1 && settings.vls === 1);
    this.mode = "receive";
  }

  /** Ends what it hears by itself: it comes too fast. */
  overrun(): void {
    if (this.mode !== "receive") return;
    this.#out.write(Uint8Array.of(DLE, OVERRUN, DLE, ETX));
    this.#finish();
  }

  /** The stream is over without a word, as at a reset. */
  drop(): void {
    this.mode = "command";
    this.#buffer.clear();
    this.#release();
  }

  /** No room for what a byte may stand for (`<DLE><SUB>` is two). */
  get full(): boolean {
    return this.mode === "transmit" && this.#buffer.room < 2;
  }

  /** A client held back by flow control goes on when the line has taken some. */
  roomMade(): Promise<void> {
    return new Promise((resolve) => {
      this.#room = resolve;
    });
  }

  /** A byte from the client while a stream is open. */
  take(byte: number): void {
    const token = this.#token(byte);
    if (!token) return;
    if (this.mode === "receive") this.#whileReceiving(token);
    else this.#whileTransmitting(token);
  }

  /** 20 ms for the line. */
  say(): Pcm {
    if (this.mode !== "transmit") return nothing;
    if (this.#buffer.ending && this.#buffer.empty) {
      this.#finish();
      return nothing;
    }
    const { frame, underrun } = this.#buffer.next();
    if (underrun) this.#out.report("u");
    this.#release();
    return frame;
  }

  /** 20 ms from the line. */
  hear(frame: Pcm): void {
    if (this.mode !== "receive") return;
    this.#out.write(doubled(encode(this.#format, this.#deaf ? nothing : this.#converted(frame))));
    const silence = this.#silence(frame);
    if (silence) this.#out.report(silence);
  }

  /** A converter of 8 bits is never set to the middle of a step, so that the noise of a line is seen at all. */
  #converted(frame: Pcm): Pcm {
    const linear = this.#format === "u8" || this.#format === "s8";
    return linear ? frame.map((sample) => Math.min(32_767, sample + OFFSET)) : frame;
  }

  #begin(settings: ModemSettings): void {
    this.#format = this.#dialect.samples[settings.samples]?.format ?? "u8";
    this.#token = clientStream();
  }

  #whileTransmitting(token: ClientToken): void {
    if ("audio" in token) {
      this.#buffer.put(token.audio);
      if (token.twice) this.#buffer.put(token.audio);
    } else if (token.code === ETX && this.#endsStream(token)) this.#buffer.ending = true;
    else if (token.code === CAN) this.#buffer.clear();
    else if (token.code === PAUSE) this.#buffer.paused = true;
    else if (token.code === RESUME) this.#buffer.paused = false;
    else if (token.code === ESC || token.code === ABORT) this.#finish();
  }

  #whileReceiving(token: ClientToken): void {
    if ("audio" in token || !(token.code === ESC || token.code === ABORT) || !this.#endsStream(token)) return;
    this.#out.write(Uint8Array.of(DLE, ETX));
    this.#finish();
  }

  #endsStream(token: { readonly afterDle: boolean }): boolean {
    return token.afterDle || !this.#dialect.longEnding;
  }

  #finish(): void {
    this.drop();
    this.#out.over();
  }

  #release(): void {
    this.#room?.();
    this.#room = null;
  }
}
