import { FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import type { Caller } from "./caller.ts";
import type { MobileLeg } from "./mobile-phone.ts";
import { tonePlayer } from "./tone-plan.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

/** The network stops ringing a mobile after a minute. */
export const NETWORK_PATIENCE = 60_000;

/** A caller and a mobile with no line between them: dialled directly, forwarded by the network, or put through. */
export class Trunk {
  readonly #caller: Caller;
  readonly #leg: MobileLeg;
  readonly #ringback: () => Pcm;
  #connected = false;
  #rung = 0;

  constructor(caller: Caller, leg: MobileLeg, country: string) {
    this.#caller = caller;
    this.#leg = leg;
    this.#ringback = tonePlayer(country, "ringback");
    if (leg.state === "answered") this.#connect();
  }

  get over(): boolean {
    return this.#caller.state === "ended";
  }

  tick(): void {
    const caller = this.#caller;
    const leg = this.#leg;
    leg.step();
    const wasAnswered = caller.state !== "dialling" && caller.state !== "ringing";
    const said = wasAnswered ? caller.speak() : nothing;
    if (caller.wantsOut) {
      leg.drop();
      caller.end("caller");
      return;
    }
    switch (leg.state) {
      case "ringing":
        this.#rung += FRAME;
        if (wasAnswered) caller.hear(this.#ringback());
        else caller.hearRinging(this.#ringback());
        if (!wasAnswered && this.#rung >= caller.givesUpAfter) {
          leg.drop();
          caller.end("caller");
        } else if (this.#rung >= NETWORK_PATIENCE) {
          leg.drop();
          caller.end("no-answer");
        }
        return;
      case "answered":
        this.#connect();
        leg.hear(said);
        caller.hear(leg.say());
        return;
      case "busy":
        leg.drop();
        caller.end("busy");
        return;
      case "ended":
        caller.end("called");
    }
  }

  #connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    const { state, to } = this.#caller;
    if (state === "dialling" || state === "ringing") this.#caller.answeredBy(this.#leg.number);
    if (this.#leg.number !== to) this.#caller.putThrough(this.#leg.number);
    this.#leg.joined(this.#caller.from);
  }
}
