import type { Notice } from "./at-channel.ts";
import { ComplexEvent } from "./complex-event.ts";
import { DLE } from "./dle.ts";
import { TextLine } from "./text-line.ts";

export interface Parsed {
  /** Mostly none or one. Empty when the bytes ended before an item did. */
  readonly items: readonly Notice[];
  /** The first byte not taken. */
  readonly next: number;
}

const nothing: readonly Notice[] = [];
const FULL_STOP = 0x2e;
const CAPITAL_X = 0x58;

/**
 * Takes a modem's text apart into lines and `<DLE>` codes. Any chunking of the bytes gives the same items. It
 * stops after each item, since what follows a `CONNECT` is audio and not for this parser.
 */
export class AtParser {
  readonly #line = new TextLine();
  #dlePending = false;
  #event: ComplexEvent | null = null;

  next(bytes: Uint8Array, from = 0): Parsed {
    for (let at = from; at < bytes.length; at++) {
      const items = this.#take(bytes[at] as number);
      if (items.length > 0) return { items, next: at + 1 };
    }
    return { items: nothing, next: bytes.length };
  }

  /** Whether what came last, without a line end, is a prompt; it is taken then. */
  takePrompt(prompt: string): boolean {
    return this.#line.dropIf(prompt);
  }

  #take(byte: number): readonly Notice[] {
    if (this.#dlePending) {
      this.#dlePending = false;
      // A lone `<DLE>` is noise, and must not take the end of a line with it.
      if (byte !== 0x0d && byte !== 0x0a) return this.#code(byte);
    }
    if (byte === DLE) {
      this.#dlePending = true;
      return nothing;
    }
    if (this.#event) return this.#takeEvent(this.#event, byte);
    const text = this.#line.add(byte);
    return text === null ? nothing : [{ kind: "line", text }];
  }

  #code(code: number): readonly Notice[] {
    if (this.#event && (code === FULL_STOP || code === CAPITAL_X)) {
      const ended = this.#event.end();
      this.#event = code === CAPITAL_X ? new ComplexEvent() : null;
      return [ended];
    }
    if (code === CAPITAL_X) {
      this.#event = new ComplexEvent();
      return nothing;
    }
    // `<DLE><DLE>` and the like are the rest of an audio stream.
    return code > 0x20 && code <= 0x7e ? [{ kind: "dle", code: String.fromCharCode(code) }] : nothing;
  }

  #takeEvent(event: ComplexEvent, byte: number): readonly Notice[] {
    if (event.add(byte)) return nothing;
    this.#event = null;
    const ended = event.end();
    return event.stranger === null ? [ended] : [ended, { kind: "line", text: event.stranger }];
  }
}

/** Everything in these bytes, read as text from start to end. */
export function parseAt(parser: AtParser, bytes: Uint8Array): Notice[] {
  const items: Notice[] = [];
  for (let at = 0; at < bytes.length; ) {
    const parsed = parser.next(bytes, at);
    items.push(...parsed.items);
    at = parsed.next;
  }
  return items;
}
