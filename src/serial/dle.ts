import type { Notice } from "./at-channel.ts";
import { ComplexEvent } from "./complex-event.ts";

/** ITU-T V.253 clause 9: what `<DLE>` means beside audio. */
export const DLE = 0x10;
export const ETX = 0x03;
export const CAN = 0x18;
export const SUB = 0x1a;

const FULL_STOP = 0x2e;
const CAPITAL_X = 0x58;

/** Doubles every `<DLE>`. Gives back the same array when there is none. */
export function shield(bytes: Uint8Array): Uint8Array {
  let found = bytes.indexOf(DLE);
  if (found === -1) return bytes;
  const shielded = new Uint8Array(bytes.length * 2);
  let from = 0;
  let length = 0;
  while (found !== -1) {
    shielded.set(bytes.subarray(from, found + 1), length);
    length += found + 1 - from;
    shielded[length++] = DLE;
    from = found + 1;
    found = bytes.indexOf(DLE, from);
  }
  shielded.set(bytes.subarray(from), length);
  return shielded.subarray(0, length + bytes.length - from);
}

export interface Unshielded {
  /** May share memory with the bytes given. */
  readonly audio: Uint8Array;
  /** The `<DLE>` codes and complex events met, in order. */
  readonly events: readonly Notice[];
  /** `<DLE><ETX>` was met: what follows `next` is text. */
  readonly ended: boolean;
  /** The first byte not taken. */
  readonly next: number;
}

const noEvents: readonly Notice[] = [];
const noAudio = new Uint8Array(0);

/** Takes a shielded stream apart, in chunks of any size: a pair may be split between two. */
export class Unshielder {
  #dlePending = false;
  #event: ComplexEvent | null = null;

  take(bytes: Uint8Array, from = 0): Unshielded {
    const plain = !this.#dlePending && this.#event === null;
    if (plain && bytes.indexOf(DLE, from) === -1) {
      return { audio: bytes.subarray(from), events: noEvents, ended: false, next: bytes.length };
    }
    // One longer than what comes in: a pending `<DLE>` and a `<SUB>` make two.
    const audio = new Uint8Array(bytes.length - from + 1);
    const events: Notice[] = [];
    let length = 0;
    let at = from;
    while (at < bytes.length) {
      if (this.#dlePending) {
        this.#dlePending = false;
        const code = bytes[at++] as number;
        if (code === DLE) audio[length++] = DLE;
        else if (code === SUB) {
          audio[length++] = DLE;
          audio[length++] = DLE;
        } else if (code === ETX) {
          this.#endEvent(events);
          return { audio: audio.subarray(0, length), events, ended: true, next: at };
        } else this.#code(code, events);
      } else if (this.#event) {
        at = this.#takeEvent(this.#event, bytes, at, events);
      } else {
        const found = bytes.indexOf(DLE, at);
        const end = found === -1 ? bytes.length : found;
        audio.set(bytes.subarray(at, end), length);
        length += end - at;
        at = end;
        if (found !== -1) {
          this.#dlePending = true;
          at++;
        }
      }
    }
    return { audio: length === 0 ? noAudio : audio.subarray(0, length), events, ended: false, next: at };
  }

  #code(code: number, events: Notice[]): void {
    if (this.#event && code === FULL_STOP) this.#endEvent(events);
    else if (code === CAPITAL_X) {
      this.#endEvent(events);
      this.#event = new ComplexEvent();
    } else if (code > 0x20 && code <= 0x7e) events.push({ kind: "dle", code: String.fromCharCode(code) });
  }

  /** The bytes of a complex event, up to the next `<DLE>`; one that never ends is given up, so that audio goes on. */
  #takeEvent(event: ComplexEvent, bytes: Uint8Array, from: number, events: Notice[]): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === DLE) {
        this.#dlePending = true;
        return at + 1;
      }
      if (!event.add(byte)) {
        this.#endEvent(events);
        return at + 1;
      }
    }
    return bytes.length;
  }

  #endEvent(events: Notice[]): void {
    if (this.#event) events.push(this.#event.end());
    this.#event = null;
  }
}
