import { FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import type { Caller } from "./caller.ts";
import type { Network } from "./line-front.ts";
import { lineNoise } from "./line-noise.ts";
import { mixed } from "./mixed.ts";
import type { MobileLeg } from "./mobile-phone.ts";
import {
  allServices,
  type ForwardWhen,
  type SimCall,
  type SimCallEnd,
  type SimCallState,
  type SimCard,
  type SimDevice,
  type SimForward,
  type SimServices,
} from "./sim-calls.ts";
import type { TextOnAir } from "./texts.ts";
import { tonePlayer } from "./tone-plan.ts";
import { NETWORK_PATIENCE } from "./trunk.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

/** One call of a SIM, as the network has it. */
interface Party {
  readonly id: number;
  state: SimCallState;
  multiparty: boolean;
  /** How long it rings, here or there. Milliseconds. */
  rung: number;
  readonly tone: () => Pcm;
  readonly far: { readonly caller: Caller } | { readonly leg: MobileLeg };
}

/** A SIM at the exchange: several calls at once, of which one, or those that are joined, can be heard. */
export class SimLine implements SimCard {
  readonly number: string;
  readonly forwards: Partial<Record<ForwardWhen, SimForward>> = {};
  services: SimServices;
  #reachable = true;
  readonly #network: Network;
  #parties: Party[] = [];
  readonly #noise = lineNoise();
  #device: SimDevice | null = null;
  #waitingTexts: TextOnAir[] = [];
  #reference = 0;

  constructor(network: Network, number: string, services: Partial<SimServices> = {}) {
    this.#network = network;
    this.number = number;
    this.services = { ...allServices, ...services };
  }

  get reachable(): boolean {
    return this.#reachable;
  }

  set reachable(is: boolean) {
    this.#reachable = is;
    this.roomForTexts();
  }

  get active(): boolean {
    return this.#parties.length > 0;
  }

  get calls(): readonly SimCall[] {
    return this.#parties.map(shown);
  }

  plug(device: SimDevice): void {
    this.#device = device;
    this.roomForTexts();
  }

  send(text: Omit<TextOnAir, "from" | "at">, report: boolean): { reference: number } | { cause: number } {
    const { texts, reports } = this.services;
    if (!this.reachable) return { cause: 331 };
    if (texts !== true) return { cause: texts };
    if (report && !reports) return { cause: 50 };
    const at = this.#network.clock.now();
    const reference = this.#reference++ & 0xff;
    this.#network.text({ ...text, from: this.number, at });
    if (report) this.#device?.reported(reference, text.to, at);
    return { reference };
  }

  /** For this number; kept by the network while it can't be given. */
  texted(text: TextOnAir): void {
    this.#waitingTexts.push(text);
    this.roomForTexts();
  }

  roomForTexts(): void {
    if (!this.reachable || !this.#device) return;
    const waiting = this.#waitingTexts;
    this.#waitingTexts = [];
    for (const text of waiting) if (!this.#device.text(text)) this.#waitingTexts.push(text);
  }

  unplug(): void {
    this.hangUp();
    this.#device = null;
  }

  /** A call for this number: it rings, waits, goes elsewhere or is turned away. */
  offer(caller: Caller): void {
    const { always, busy, unreachable } = this.forwards;
    const { length } = this.#parties;
    const speaks = this.#is("active") ?? this.#is("held") ?? this.#is("alerting") ?? this.#is("dialling");
    const mayWait = this.services.waiting && length === 1 && speaks !== undefined;
    const away = !this.reachable || !this.#device;
    const elsewhere = always ?? (away ? unreachable : length > 0 && !mayWait ? busy : undefined);
    if (elsewhere) this.#network.forward(caller, elsewhere.to);
    else if (away) caller.end("unobtainable");
    else if (length > 0 && !mayWait) caller.end("busy");
    else {
      caller.rang(this.number);
      this.#add(length > 0 ? "waiting" : "incoming", { caller });
    }
  }

  answer(): boolean {
    const incoming = this.#is("incoming");
    if (!incoming) return false;
    this.#take(incoming);
    return true;
  }

  hangUp(id?: number): boolean {
    const those = this.#parties.filter((party) => id === undefined || party.id === id);
    for (const party of those) this.#end(party, "own");
    return those.length > 0;
  }

  dial(to: string): boolean {
    if (this.#parties.length > 1 || this.#is("active") || this.#is("incoming") || !this.reachable) return false;
    const leg = this.#network.ring(to, this.number, this.number);
    if (leg) {
      this.#add("dialling", { leg });
      return true;
    }
    const call = { id: this.#freeId(), direction: "out", state: "dialling", multiparty: false } as const;
    this.#device?.changed({ ...call, number: to, why: "given" }, "unobtainable");
    return true;
  }

  refuse(): boolean {
    const waiting = this.#is("waiting");
    if (!waiting) return this.#is("held") ? this.hangUp(this.#is("held")?.id) : false;
    this.#end(waiting, "own");
    return true;
  }

  swap(): boolean {
    if (!this.services.hold) return false;
    const [active, other] = [this.#all("active"), this.#is("waiting") ?? this.#is("held")];
    if (active.length === 0 && !other) return false;
    for (const party of active) this.#hold(party);
    if (other) this.#take(other);
    return true;
  }

  next(): boolean {
    const active = this.#all("active");
    const other = this.#is("waiting") ?? this.#is("held");
    for (const party of active) this.#end(party, "own");
    if (other) this.#take(other);
    return active.length > 0 || other !== undefined;
  }

  join(): boolean {
    const [active, held] = [this.#is("active"), this.#is("held")];
    if (!this.services.conference || !active || !held) return false;
    this.#take(held);
    for (const party of [active, held]) {
      party.multiparty = true;
      this.#tell(party);
    }
    return true;
  }

  transfer(): boolean {
    const [active, held] = [this.#is("active"), this.#is("held")];
    if (!this.services.transfer || !active || !held) return false;
    const caller = [active, held].flatMap(({ far }) => ("caller" in far ? [far.caller] : []))[0];
    const leg = [active, held].flatMap(({ far }) => ("leg" in far ? [far.leg] : []))[0];
    if (!caller || !leg) return false;
    this.#parties = [];
    for (const party of [active, held]) this.#device?.changed(shown(party), "own");
    this.#network.connect(caller, leg);
    return true;
  }

  deflect(to: string): boolean {
    const incoming = this.#is("incoming");
    if (!this.services.deflection || !incoming || !("caller" in incoming.far)) return false;
    this.#sendOn(incoming, incoming.far.caller, to);
    return true;
  }

  tick(): void {
    for (const party of [...this.#parties]) this.#step(party);
    const active = this.#all("active");
    const alerting = this.#is("alerting");
    if (active.length === 0) {
      // The module's own clock goes on: what it is given meanwhile reaches nobody.
      if (!alerting && !this.#is("held")) return;
      this.#device?.say();
      this.#device?.hear(alerting ? alerting.tone() : nothing);
      return;
    }
    const own = this.#device?.say() ?? nothing;
    const said = active.map(({ far }) => ("caller" in far ? far.caller.speak() : far.leg.say()));
    active.forEach(({ far }, n) => {
      const others = said.filter((_, other) => other !== n).reduce(mixed, own);
      if ("caller" in far) far.caller.hear(others);
      else far.leg.hear(others);
    });
    this.#device?.hear(this.#noise(said.reduce(mixed, nothing)));
    for (const { far } of active) if ("caller" in far && far.caller.wantsOut) this.#left(far.caller);
  }

  #step(party: Party): void {
    const { far } = party;
    if ("caller" in far) this.#stepCaller(party, far.caller);
    else this.#stepLeg(party, far.leg);
  }

  #stepCaller(party: Party, caller: Caller): void {
    if (party.state === "held") {
      caller.speak();
      caller.hear(nothing);
    } else if (party.state !== "active") {
      party.rung += FRAME;
      caller.hearRinging(party.tone());
      const { noAnswer } = this.forwards;
      if (noAnswer && party.rung >= noAnswer.after * 1000) this.#sendOn(party, caller, noAnswer.to);
      else if (party.rung >= NETWORK_PATIENCE) {
        caller.end("no-answer");
        this.#remove(party, "remote");
      }
    }
    const gaveUp = party.state !== "held" && party.state !== "active" && party.rung >= caller.givesUpAfter;
    if (this.#parties.includes(party) && (gaveUp || caller.wantsOut)) this.#left(caller);
  }

  #stepLeg(party: Party, leg: MobileLeg): void {
    leg.step();
    if (leg.state === "ringing") {
      party.rung += FRAME;
      if (party.state === "dialling" && party.rung >= DIALLING) this.#become(party, "alerting");
      if (party.rung >= NETWORK_PATIENCE) this.#end(party, "no-answer");
    } else if (leg.state === "answered") {
      if (party.state !== "held" && party.state !== "active") this.#become(party, "active");
    } else this.#end(party, party.state === "active" || party.state === "held" ? "remote" : "busy");
  }

  #left(caller: Caller): void {
    const party = this.#parties.find(({ far }) => "caller" in far && far.caller === caller);
    caller.end("caller");
    if (party) this.#remove(party, "remote");
  }

  #sendOn(party: Party, caller: Caller, to: string): void {
    this.#remove(party, "sent-on");
    this.#network.forward(caller, to);
  }

  #take(party: Party): void {
    if ("caller" in party.far) {
      if (party.state === "held") party.far.caller.back();
      else party.far.caller.answeredBy(this.number);
    }
    this.#become(party, "active");
  }

  #hold(party: Party): void {
    if ("caller" in party.far) party.far.caller.hold();
    this.#become(party, "held");
  }

  #end(party: Party, why: SimCallEnd): void {
    const { far, state } = party;
    if ("leg" in far) far.leg.drop();
    else far.caller.end(state === "waiting" || state === "incoming" ? "busy" : "called");
    this.#remove(party, why);
  }

  #remove(party: Party, why: SimCallEnd): void {
    if (!this.#parties.includes(party)) return;
    this.#parties = this.#parties.filter((each) => each !== party);
    if (this.#parties.length === 1) for (const last of this.#parties) last.multiparty = false;
    this.#device?.changed(shown(party), why);
    const [last] = this.#parties;
    // Nobody speaks any more with whom it would have to wait.
    if (this.#parties.length === 1 && last?.state === "waiting") this.#become(last, "incoming");
  }

  #add(state: SimCallState, far: Party["far"]): void {
    const tone = tonePlayer(this.#network.country, "ringback");
    const party = { id: this.#freeId(), state, multiparty: false, rung: 0, tone, far };
    this.#parties.push(party);
    this.#tell(party);
    this.#network.wake();
  }

  #become(party: Party, state: SimCallState): void {
    if (party.state === state) return;
    party.state = state;
    this.#tell(party);
  }

  #tell(party: Party): void {
    this.#device?.changed(shown(party), null);
  }

  #is(state: SimCallState): Party | undefined {
    return this.#parties.find((party) => party.state === state);
  }

  #all(state: SimCallState): readonly Party[] {
    return this.#parties.filter((party) => party.state === state);
  }

  #freeId(): number {
    for (let id = 1; ; id++) if (!this.#parties.some((party) => party.id === id)) return id;
  }
}

/** The network needs so long to find the one who is dialled. */
const DIALLING = 1000;

function shown({ id, state, multiparty, far }: Party): SimCall {
  const base = { id, state, multiparty };
  if ("leg" in far) return { ...base, direction: "out", number: far.leg.number, why: "given" };
  const { from, unavailable } = far.caller;
  const why = unavailable ? "unavailable" : from === null ? "withheld" : "given";
  return { ...base, direction: "in", number: why === "given" ? from : null, why };
}
