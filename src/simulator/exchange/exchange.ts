import { FRAME } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type Log, silentLog } from "../../kernel/log.ts";
import { millis } from "../../kernel/units.ts";
import { Caller } from "./caller.ts";
import type { CallRequest, Mobile, MobileBehaviour, SimulatedCall } from "./calls.ts";
import { LineCard } from "./line-card.ts";
import type { Network } from "./line-front.ts";
import { listed, MobilePhone } from "./mobile-phone.ts";
import type { SimCard, SimServices } from "./sim-calls.ts";
import { SimLine } from "./sim-line.ts";
import type { Socket, SocketOptions } from "./socket.ts";
import { type Forwarding, national } from "./star-codes.ts";
import { type ReadText, Texts, type WrittenText } from "./texts.ts";
import { Trunk } from "./trunk.ts";

export interface ExchangeOptions {
  readonly clock: Clock;
  readonly log?: Log;
  /** ISO code; tones and cadences. Default `FR`. */
  readonly country?: string;
}

/** A telephone exchange: lines, mobiles, and the calls between them, in 20 ms steps of the clock. */
export interface Exchange {
  /** Creates the line, or gives the one that is there (`options` are for creating). */
  socket(number: string, options?: SocketOptions): Socket;
  /** Creates the subscription, or gives the one that is there (`services` are for creating). */
  sim(number: string, services?: Partial<SimServices>): SimCard;
  /** Creates the mobile, or gives the one there is a new behaviour. */
  mobile(number: string, behaviour: MobileBehaviour | readonly MobileBehaviour[]): Mobile;
  call(request: CallRequest): SimulatedCall;
  /** Somebody writes a text on a telephone. */
  text(text: WrittenText): void;
  /** The texts that came to telephones other than SIMs in modules. */
  readonly texts: readonly ReadText[];
  /** What the star codes dialled on a line have set. */
  forwarding(number: string): Forwarding;
  /** Is called after each step of 20 ms in which something was going on, until what it gives is called. */
  watch(step: () => void): () => void;
  readonly mobiles: readonly Mobile[];
  readonly calls: readonly SimulatedCall[];
}

/** Numbers may be given as dialled (`0612345678`) or in E.164 (`+33612345678`). */
export function createExchange(options: ExchangeOptions): Exchange {
  const { clock, log = silentLog, country = "FR" } = options;
  const lines = new Map<string, LineCard>();
  const sims = new Map<string, SimLine>();
  const mobiles = new Map<string, MobilePhone>();
  const calls: Caller[] = [];
  const watchers = new Set<() => void>();
  const texts = new Texts(clock);
  let trunks: Trunk[] = [];

  const tick = (): void => {
    for (const line of [...lines.values(), ...sims.values()]) if (line.active) line.tick();
    for (const trunk of trunks) trunk.tick();
    trunks = trunks.filter((trunk) => !trunk.over);
    for (const step of watchers) step();
  };
  const active = (): boolean => trunks.length > 0 || [...lines.values(), ...sims.values()].some((line) => line.active);
  const wake = metronome(clock, tick, active);

  const network: Network = {
    clock,
    country,
    wake,
    text(text) {
      const sim = sims.get(national(text.to, country));
      if (sim) sim.texted(text);
      else texts.arrived(text);
    },
    ring: (number, from, line) => mobiles.get(national(number, country))?.called(from, line) ?? null,
    connect(caller, leg) {
      trunks.push(new Trunk(caller, leg, country));
      log.info("simulator.put-through", { from: caller.from, to: leg.number });
      wake();
    },
    forward(caller, to) {
      const leg = network.ring(to, caller.from, null);
      if (!leg) return caller.end("unobtainable");
      caller.rang(leg.number);
      network.connect(caller, leg);
    },
  };

  return {
    get mobiles() {
      return [...mobiles.values()];
    },
    calls,
    socket(number, socketOptions = {}) {
      const key = national(number, country);
      const line = lines.get(key) ?? new LineCard(network, number, socketOptions);
      lines.set(key, line);
      return line;
    },
    sim(number, services = {}) {
      const key = national(number, country);
      const sim = sims.get(key) ?? new SimLine(network, number, services);
      sims.set(key, sim);
      return sim;
    },
    mobile(number, behaviour) {
      const key = national(number, country);
      const mobile = mobiles.get(key) ?? new MobilePhone(clock, number, []);
      mobile.behave(listed(behaviour));
      mobiles.set(key, mobile);
      return mobile;
    },
    call(request) {
      const caller = new Caller(clock, request);
      calls.push(caller);
      log.info("simulator.call", { from: request.from, to: request.to });
      const key = national(request.to, country);
      const line = lines.get(key);
      const sim = sims.get(key);
      if (sim) sim.offer(caller);
      else if (!line) network.forward(caller, request.to);
      else if (line.forwarding.always) network.forward(caller, line.forwarding.always);
      else if (!line.offer(caller)) {
        if (line.forwarding.busy) network.forward(caller, line.forwarding.busy);
        else caller.end("busy");
      }
      return caller;
    },
    texts: texts.read,
    text(text) {
      for (const part of texts.parted(text)) network.text(part);
    },
    watch(step) {
      watchers.add(step);
      return () => watchers.delete(step);
    },
    forwarding: (number) => lines.get(national(number, country))?.forwarding ?? {},
  };
}

/** Too far behind to make good for. */
const HOPELESS = 500;

/** Ticks every 20 ms while there is something to do; what was missed by less than half a second is made good. */
function metronome(clock: Clock, tick: () => void, active: () => boolean): () => void {
  let running = false;
  const run = async (): Promise<void> => {
    let due: number = clock.elapsed();
    while (active()) {
      due += FRAME;
      if (Math.abs(due - clock.elapsed()) > HOPELESS) due = clock.elapsed() + FRAME;
      await clock.sleep(millis(Math.max(0, due - clock.elapsed())));
      tick();
    }
    running = false;
  };
  return () => {
    if (running) return;
    running = true;
    void run();
  };
}
