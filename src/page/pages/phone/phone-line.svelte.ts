import type { MobileAct, MobileState, PhoneAct, PhoneSign } from "../../../admin/schemas/phone.ts";
import { api, Refusal, sentenceOf } from "../../lib/api.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { EarPiece, fromUlaw, loudness } from "./ear-piece.ts";

export type LineState = "idle" | "dialling" | "ringing" | "talking" | "on-hold" | "put-through" | "ended";
export type End = "caller" | "called" | "busy" | "no-answer" | "unobtainable" | "gone";

const ends: readonly string[] = ["caller", "called", "busy", "no-answer", "unobtainable"];
const isEnd = (end: string): end is End => ends.includes(end);

/** What each event of the simulator means for the caller. */
const states: Readonly<Record<string, LineState>> = {
  rang: "ringing",
  answered: "talking",
  "on-hold": "on-hold",
  back: "talking",
  "put-through": "put-through",
  "hung-up": "ended",
};

/** A caller's telephone, and the mobiles that its call may ring. */
export class PhoneLine {
  state = $state<LineState>("idle");
  end = $state<End | null>(null);
  /** How loud it is now, 0 to 1. */
  level = $state(0);
  /** Samples heard so far in this call, 8000 a second. */
  samples = $state(0);
  mobiles = $state.raw<Readonly<Record<string, MobileState>>>({});
  readonly busy: boolean = $derived(this.state !== "idle" && this.state !== "ended");
  /** Somebody, or something, is there to hear keys and words. */
  readonly answered: boolean = $derived(
    this.state === "talking" || this.state === "put-through" || this.state === "on-hold",
  );
  #call: string | null = null;
  #leaving: AbortController | null = null;

  /** From a click: browsers let a page be heard only then. */
  async dial(line: string, from: string | null): Promise<void> {
    this.close();
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.state = "dialling";
    this.end = null;
    this.samples = 0;
    const ear = new EarPiece();
    try {
      for await (const sign of api.lines("phone/calls", leaving.signal, { body: { line, from } }))
        this.#take(sign, ear);
      if (this.busy) this.end = "gone";
    } catch (thrown) {
      if (!leaving.signal.aborted) {
        this.end = "gone";
        notes.say(sentenceOf(thrown), "bad");
      }
    } finally {
      ear.close();
      if (this.#leaving === leaving) this.#rest();
    }
  }

  act(act: PhoneAct): Promise<void> {
    return this.#send((call) => api.post("phone/calls/:call", { params: { call }, body: act }));
  }

  order(number: string, order: MobileAct["order"]): Promise<void> {
    return this.#send((call) => api.post("phone/calls/:call/mobiles", { params: { call }, body: { number, order } }));
  }

  /** Leaves the call, and the mobiles to themselves. */
  close(): void {
    this.#leaving?.abort();
    this.#leaving = null;
    this.#rest();
    this.state = "idle";
  }

  #rest(): void {
    this.#call = null;
    this.mobiles = {};
    this.level = 0;
    if (this.busy) this.state = "ended";
  }

  #take(sign: PhoneSign, ear: EarPiece): void {
    switch (sign.of) {
      case "placed":
        this.#call = sign.call;
        break;
      case "event":
        this.state = states[sign.event] ?? this.state;
        break;
      case "heard": {
        const sound = fromUlaw(sign.ulaw);
        this.samples += sound.length;
        this.level = loudness(sound);
        ear.play(sound);
        break;
      }
      case "mobiles":
        this.mobiles = Object.fromEntries(sign.mobiles.map(({ number, state }) => [number, state]));
        break;
      case "ended":
        this.state = "ended";
        this.level = 0;
        this.end = isEnd(sign.end) ? sign.end : "called";
    }
  }

  async #send(order: (call: string) => Promise<unknown>): Promise<void> {
    if (this.#call === null) return;
    try {
      await order(this.#call);
    } catch (thrown) {
      // The call has just ended: there is nothing to be told.
      if (!(thrown instanceof Refusal && thrown.status === 404)) notes.say(sentenceOf(thrown), "bad");
    }
  }
}
