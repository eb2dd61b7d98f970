import type { Millis } from "../kernel/units.ts";
import { DLE, ETX, SUB } from "./dle.ts";
import { withoutSecrets } from "./secrets.ts";
import type { Side, TranscriptEntry } from "./transcript.ts";

const CR = 0x0d;
const LF = 0x0a;
const LONGEST = 512;

export interface TapSideOptions {
  readonly side: Side;
  /** Write audio down instead of counting it. */
  readonly full: boolean;
  readonly put: (entry: TranscriptEntry) => void;
  /** A line was completed; it may change what the next byte is. */
  readonly onLine: (text: string) => void;
}

/**
 * One direction of a transcript: gathers bytes into whole lines (so that a PIN is seen as a whole, and masked,
 * however it was split), `<DLE>` codes, and runs of audio.
 */
export class TapSide {
  audio = false;
  readonly #options: TapSideOptions;
  #held: number[] = [];
  #count = 0;
  #dlePending = false;
  #since: Millis | null = null;

  constructor(options: TapSideOptions) {
    this.#options = options;
  }

  take(bytes: Uint8Array, now: Millis): void {
    for (const byte of bytes) {
      if (this.#dlePending) this.#pair(byte, now);
      else if (byte === DLE) this.#dlePending = true;
      else this.#plain(byte, now);
    }
    if (this.#options.full && this.audio) this.flush();
  }

  #pair(code: number, now: Millis): void {
    this.#dlePending = false;
    if (this.audio && (code === DLE || code === SUB)) this.#sound(now, DLE, code);
    else {
      this.flush();
      this.#hold(now, DLE, code);
      this.flush();
      if (code === ETX) this.audio = false;
    }
  }

  #sound(now: Millis, ...bytes: readonly number[]): void {
    this.#since ??= now;
    if (this.#options.full) this.#held.push(...bytes);
    else this.#count += bytes.length;
  }

  #plain(byte: number, now: Millis): void {
    // A CR ends the line already when no LF follows it; what that line says may make this byte audio.
    if (!this.audio && byte !== LF) this.interrupted();
    if (this.audio) this.#sound(now, byte);
    else this.#text(byte, now);
  }

  #text(byte: number, now: Millis): void {
    this.#hold(now, byte);
    const ends = byte === LF || (byte === CR && this.#options.side === ">");
    if ((ends && this.#visible()) || this.#held.length >= LONGEST) this.#line();
  }

  #visible(): boolean {
    return this.#held.some((byte) => byte > 0x20 && byte < 0x7f);
  }

  #hold(now: Millis, ...bytes: readonly number[]): void {
    this.#since ??= now;
    this.#held.push(...bytes);
  }

  #line(): void {
    const text = Buffer.from(this.#held).toString("latin1");
    this.flush();
    this.#options.onLine(text.trim());
  }

  /** The other side speaks: what is complete is written down, so that the order stays. */
  interrupted(): void {
    if (this.#count > 0) this.flush();
    else if (this.#held.at(-1) === CR && this.#visible()) this.#line();
  }

  flush(): void {
    const at = this.#since;
    const { side, put } = this.#options;
    if (at !== null && this.#count > 0) put({ kind: "audio", at, side, count: this.#count });
    if (at !== null && this.#held.length > 0) {
      const text = withoutSecrets(Buffer.from(this.#held).toString("latin1"));
      put({ kind: "bytes", at, side, bytes: Buffer.from(text, "latin1") });
    }
    this.#since = null;
    this.#count = 0;
    this.#held = [];
  }
}
