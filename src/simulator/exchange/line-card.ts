import { FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import type { Caller } from "./caller.ts";
import { callerData } from "./caller-data.ts";
import { frameOf } from "./caller-voice.ts";
import { type DialledDigits, dialledDigits } from "./dialled-digits.ts";
import { dtmfEar } from "./ear.ts";
import { DIGIT_AFTER_FLASH, flashMeans } from "./hook-flash.ts";
import type { Front, Network } from "./line-front.ts";
import { lineNoise } from "./line-noise.ts";
import { mixed } from "./mixed.ts";
import { ringEvent } from "./ring-cadence.ts";
import type { Device, Socket, SocketOptions, WireEvent } from "./socket.ts";
import { type Forwarding, forwarded } from "./star-codes.ts";
import { type ToneName, tonePlan, tonePlayer } from "./tone-plan.ts";
import { NETWORK_PATIENCE } from "./trunk.ts";
import { WaitingCall } from "./waiting-call.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);
const idle: Front = { is: "idle" };
const quiet = (): Pcm => nothing;
const together = (sound: Pcm, beside: Pcm | null): Pcm => (beside ? mixed(sound, beside) : sound);

/** One line at the exchange: its wall socket on one side, the network on the other. */
export class LineCard implements Socket {
  readonly number: string;
  readonly options: SocketOptions;
  forwarding: Forwarding = {};
  hook: "on" | "off" = "on";
  readonly #network: Network;
  readonly #noise = lineNoise();
  #device: Device | null = null;
  #front: Front = idle;
  #caller: Caller | null = null;
  #waiting: WaitingCall | null = null;
  /** The telephone beside the modem, while it is lifted: what is said there, frame by frame. */
  #telephone: { readonly says: Pcm; frame: number } | null = null;

  constructor(network: Network, number: string, options: SocketOptions) {
    this.#network = network;
    this.number = number;
    this.options = options;
  }

  get active(): boolean {
    return this.#front.is !== "idle" || this.#taken;
  }

  /** Somebody or something holds the line. */
  get #taken(): boolean {
    return this.hook === "off" || this.#telephone !== null;
  }

  plug(device: Device): void {
    this.#device = device;
  }

  unplug(): void {
    this.onHook();
    this.#device = null;
  }

  /** In a call that stands, the line's own too; never into dialling or ringing. */
  get #mayKnock(): boolean {
    const front = this.#front;
    return front.is === "talking" || (front.is === "leg" && front.leg.state === "answered" && this.#caller === null);
  }

  /** A call for this line. False: it is busy. */
  offer(caller: Caller): boolean {
    if (this.#front.is === "idle" && !this.#taken) {
      this.#caller = caller;
      this.#front = { is: "ringing", since: 0, ringback: this.#tone("ringback") };
    } else if (this.options.callWaiting && this.#mayKnock && (this.#waiting?.over ?? true)) {
      this.#waiting = new WaitingCall(caller, this.#tone("waiting"));
    } else return false;
    caller.rang(this.number);
    this.#network.wake();
    return true;
  }

  lift(says: Pcm = nothing): void {
    if (this.#telephone) return;
    const held = this.hook === "off";
    this.#telephone = { says, frame: 0 };
    this.#wire({ kind: "telephone-lifted" });
    if (!held) this.#seized();
  }

  putDown(): void {
    if (!this.#telephone) return;
    this.#telephone = null;
    this.#wire({ kind: "telephone-put-down" });
    if (this.hook === "on") this.#released();
  }

  offHook(): void {
    if (this.hook === "off") return;
    this.hook = "off";
    if (!this.#telephone) this.#seized();
  }

  #seized(): void {
    if (this.#front.is === "ringing") {
      this.#wire({ kind: "ring-off" });
      this.#front = { is: "talking" };
      this.#caller?.answeredBy(this.number);
    } else this.#dialTone();
    this.#network.wake();
  }

  onHook(): void {
    if (this.hook === "on") return;
    this.hook = "on";
    if (!this.#telephone) this.#released();
  }

  #released(): void {
    const front = this.#front;
    this.#front = idle;
    const caller = this.#caller;
    this.#caller = null;
    if ("leg" in front && caller) this.#network.connect(caller, front.leg);
    else if ("leg" in front) front.leg.drop();
    else caller?.end("called");
    const waiting = this.#waiting?.caller;
    this.#waiting = null;
    if (waiting && waiting.state !== "ended") this.offer(waiting);
  }

  flash(d: Millis): void {
    const meant = this.hook === "on" ? "nothing" : flashMeans(d);
    if (meant === "hang-up") {
      this.onHook();
      this.offHook();
    } else if (meant === "flash" && this.options.secondCall !== false) this.#flashed();
  }

  #flashed(): void {
    const front = this.#front;
    switch (front.is) {
      case "idle":
      case "ringing":
        break;
      case "talking":
        this.#caller?.hold();
        this.#dialTone();
        break;
      case "dialling":
      case "tone":
        if (this.#caller) this.#backToCaller();
        else this.#dialTone();
        break;
      case "leg":
        if (this.#caller) {
          this.#front = { is: "asked", leg: front.leg, ear: dtmfEar(), waited: 0 };
        } else {
          front.leg.drop();
          this.#dialTone();
        }
        break;
      case "asked":
      case "conference":
        front.leg.drop();
        this.#backToCaller();
    }
  }

  /** Lets 20 ms pass on the line. */
  tick(): void {
    const device = this.hook === "off" ? this.#device : null;
    const beside = this.#saidBeside();
    const boxSaid = together(device?.say() ?? nothing, beside);
    const caller = this.#caller;
    const callerSaid = caller && this.#front.is !== "ringing" ? caller.speak() : nothing;
    if (caller?.wantsOut) this.#callerLeft(caller);
    const { toBox, toCaller } = this.#pass(boxSaid, callerSaid);
    if (this.hook === "off") this.#device?.hear(this.#noise(together(this.#waiting?.knock(toBox) ?? toBox, beside)));
    if (!this.#caller) return;
    if (this.#front.is === "ringing") this.#caller.hearRinging(this.#front.ringback());
    else this.#caller.hear(toCaller);
  }

  #saidBeside(): Pcm | null {
    const telephone = this.#telephone;
    return telephone && frameOf(telephone.says, telephone.frame++);
  }

  #pass(boxSaid: Pcm, callerSaid: Pcm): { readonly toBox: Pcm; readonly toCaller: Pcm } {
    const front = this.#front;
    switch (front.is) {
      case "idle":
        return { toBox: nothing, toCaller: nothing };
      case "ringing":
        this.#ring(front);
        return { toBox: nothing, toCaller: nothing };
      case "talking":
        return { toBox: callerSaid, toCaller: boxSaid };
      case "tone":
        return { toBox: front.tone(), toCaller: nothing };
      case "dialling":
        this.#dial(front.digits, boxSaid);
        return { toBox: front.digits.begun() ? nothing : front.tone(), toCaller: nothing };
      case "leg":
        return { toBox: this.#leg(front, boxSaid), toCaller: nothing };
      case "asked":
        this.#asked(front, boxSaid);
        return { toBox: nothing, toCaller: nothing };
      case "conference": {
        front.leg.step();
        if (front.leg.state !== "answered") this.#front = this.#caller ? { is: "talking" } : this.#toneFront("busy");
        front.leg.hear(mixed(boxSaid, callerSaid));
        const legSaid = front.leg.say();
        return { toBox: mixed(callerSaid, legSaid), toCaller: mixed(boxSaid, legSaid) };
      }
    }
  }

  #ring(front: Front & { is: "ringing" }): void {
    const caller = this.#caller;
    if (!caller) return;
    const { callerIdAt = "before-first-ring", noAnswerAfter = seconds(20) } = this.options;
    const [on, off] = tonePlan(this.#network.country).ring;
    const { ringEvery = on + off } = this.options;
    const event = ringEvent(front.since, callerIdAt, [on, ringEvery - on]);
    front.since += FRAME;
    const { noAnswer } = this.forwarding;
    if (front.since > caller.givesUpAfter) {
      this.#callerLeft(caller);
    } else if (noAnswer && front.since > noAnswerAfter) {
      this.#wire({ kind: "ring-off" });
      this.#front = idle;
      this.#caller = null;
      this.#network.forward(caller, noAnswer);
    } else if (event?.kind === "caller-id-due") {
      this.#wire({ kind: "caller-id", caller: callerData(caller, this.#network.clock.now(), this.#network.country) });
    } else if (event) this.#wire(event);
  }

  #dial(digits: DialledDigits, said: Pcm): void {
    const dialled = digits.hear(said);
    if (!dialled) return;
    if (dialled.kind === "nothing") this.#front = this.#toneFront("busy");
    else if (dialled.kind === "nonsense") this.#front = this.#toneFront("special");
    else if (dialled.kind === "code") {
      const { code } = dialled;
      const off = code.ask === "query" && !this.forwarding[code.when];
      this.forwarding = forwarded(this.forwarding, code);
      this.#front = this.#toneFront(off ? "busy" : "confirmation");
    } else {
      const leg = this.#network.ring(dialled.number, this.number, this.number);
      this.#front = leg
        ? { is: "leg", leg, tone: this.#tone("ringback", leg.tonesOf), rung: 0 }
        : this.#toneFront("special");
    }
  }

  #leg(front: Front & { is: "leg" }, said: Pcm): Pcm {
    const { leg } = front;
    leg.step();
    if (leg.state === "answered") {
      leg.hear(said);
      return leg.say();
    }
    if (leg.state === "ringing") {
      front.rung += FRAME;
      if (front.rung < NETWORK_PATIENCE) return front.tone();
      leg.drop();
      this.#front = this.#toneFront("congestion");
    } else {
      leg.drop();
      this.#front = { is: "tone", tone: this.#tone("busy", leg.tonesOf) };
    }
    return nothing;
  }

  /** `1` or nothing: back to the caller. `3`: all three together. `4`: the two are joined and the line is free. */
  #asked(front: Front & { is: "asked" }, said: Pcm): void {
    const { leg } = front;
    leg.step();
    const change = front.ear(said);
    front.waited = change && "down" in change ? Number.NEGATIVE_INFINITY : front.waited + FRAME;
    const key = change && "up" in change ? change.up : null;
    const caller = this.#caller;
    if (!caller) this.#front = { is: "leg", leg, tone: this.#tone("busy"), rung: 0 };
    else if (key === "3" && leg.state === "answered") {
      this.#front = { is: "conference", leg };
      caller.back();
    } else if (key === "4") {
      this.#caller = null;
      this.#front = this.#toneFront("busy");
      this.#network.connect(caller, leg);
    } else if (key !== null || front.waited >= DIGIT_AFTER_FLASH) {
      leg.drop();
      this.#backToCaller();
    }
  }

  #backToCaller(): void {
    this.#front = { is: "talking" };
    this.#caller?.back();
  }

  #callerLeft(caller: Caller): void {
    caller.end("caller");
    this.#caller = null;
    const front = this.#front;
    const { endSign = "busy" } = this.options;
    switch (front.is) {
      case "idle":
        return;
      case "ringing":
        this.#wire({ kind: "ring-off" });
        this.#front = idle;
        return;
      case "talking":
        if (endSign === "loop-break") this.#wire({ kind: "loop-break" });
        this.#front =
          endSign === "loop-break" || endSign === "nothing" ? { is: "tone", tone: quiet } : this.#toneFront(endSign);
        return;
      case "conference":
        this.#front = { is: "leg", leg: front.leg, tone: quiet, rung: 0 };
        return;
      case "leg":
        // The mobile rings on until the line hangs up: whoever forgets to do so leaves it ringing.
        this.#wire({ kind: "loop-break" });
        front.tone = this.#tone("busy");
        return;
      case "asked":
        this.#wire({ kind: "loop-break" });
        return;
      case "dialling":
      case "tone":
        this.#wire({ kind: "loop-break" });
        this.#front = this.#toneFront(endSign === "dial" ? "dial" : "busy");
    }
  }

  #dialTone(): void {
    this.#front = { is: "dialling", digits: dialledDigits(), tone: this.#tone("dial") };
  }

  #tone(name: ToneName, country: string | null = null): () => Pcm {
    return tonePlayer(country ?? this.#network.country, name);
  }

  #toneFront(name: ToneName): Front {
    return { is: "tone", tone: this.#tone(name) };
  }

  #wire(event: WireEvent): void {
    this.#device?.wire(event);
  }
}
