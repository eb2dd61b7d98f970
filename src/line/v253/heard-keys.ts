import { type DtmfReceiver, dtmfReceiver } from "../../audio/dtmf.ts";
import { FRAME, isConstant, type Pcm } from "../../audio/pcm.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";

/** A modem tells of a key within this of its tone, before it or after it. */
const TOGETHER = seconds(1);
/** The line has to be heard for so long before its sound can tell: the tone may have begun before. */
const GRACE = millis(300);

/**
 * Keys that a modem reports while the line is heard: modems take a voice for a key, so the tone must be in the sound. A
 * modem that plays hears nothing else, and is believed. Looks at the sound only when there is something to look for.
 */
export class HeardKeys {
  readonly #told: (digit: Digit) => void;
  readonly #dropped: (digit: Digit) => void;
  #recent: Pcm[] = [];
  #heard = millis(0);
  #search: { readonly digit: Digit; readonly receiver: DtmfReceiver; left: Millis }[] = [];

  constructor(told: (digit: Digit) => void, dropped: (digit: Digit) => void) {
    this.#told = told;
    this.#dropped = dropped;
  }

  /** The line is not heard any more, or not yet. */
  deaf(): void {
    for (const { digit } of this.#search) this.#dropped(digit);
    this.#search = [];
    this.#recent = [];
    this.#heard = millis(0);
  }

  /** 20 ms of the line. */
  hear(frame: Pcm): void {
    this.#heard = millis(this.#heard + FRAME);
    this.#recent.push(frame);
    if (this.#recent.length * FRAME > TOGETHER) this.#recent.shift();
    for (const search of [...this.#search]) {
      search.left = millis(search.left - FRAME);
      const found = search.receiver.feed(frame).includes(search.digit);
      if (!found && search.left > 0) continue;
      this.#search = this.#search.filter((other) => other !== search);
      if (found) this.#recent = [];
      if (found) this.#told(search.digit);
      else this.#dropped(search.digit);
    }
  }

  /** The modem says that this key was pressed. */
  reported(digit: Digit): void {
    // A modem that gives one value for ever is deaf, or plays what was taken down without sound.
    if (this.#heard < GRACE || this.#recent.every(isConstant)) {
      this.#told(digit);
      return;
    }
    const receiver = dtmfReceiver();
    const at = this.#recent.findIndex((frame) => receiver.feed(frame).includes(digit));
    if (at < 0) this.#search.push({ digit, receiver, left: TOGETHER });
    else {
      // One tone is one key: it does not prove the next.
      this.#recent = this.#recent.slice(at + 1);
      this.#told(digit);
    }
  }
}
