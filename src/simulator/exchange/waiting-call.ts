import { FRAME, type Pcm } from "../../audio/pcm.ts";
import type { Caller } from "./caller.ts";
import { mixed } from "./mixed.ts";

const TONE_EVERY = 10_000;
const TONE_LASTS = 300;

/** A second caller at a line that is taken: heard by its tone, until it gives up. */
export class WaitingCall {
  readonly caller: Caller;
  readonly #tone: () => Pcm;
  #waited = 0;

  constructor(caller: Caller, tone: () => Pcm) {
    this.caller = caller;
    this.#tone = tone;
  }

  get over(): boolean {
    return this.caller.state === "ended";
  }

  /** 20 ms of what the line hears anyway, with the tone over it when it is due. */
  knock(frame: Pcm): Pcm {
    if (this.over) return frame;
    const due = this.#waited % TONE_EVERY < TONE_LASTS;
    const tone = this.#tone();
    this.#waited += FRAME;
    if (this.#waited > this.caller.givesUpAfter || this.caller.wantsOut) this.caller.end("caller");
    return due ? mixed(frame, tone) : frame;
  }
}
