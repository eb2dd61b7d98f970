import { Fault } from "../../kernel/fault.ts";
import type { TellWay } from "../../kernel/forward-ways.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import type { DialOutcome, Transfer } from "../line.ts";
import { attempt } from "../saying.ts";
import { type GsmCall, type Leg, newLeg } from "./call.ts";
import { join } from "./join.ts";
import { hold, knockIsOver, unhold } from "./knock.ts";
import { become, look } from "./look.ts";
import type { GsmModule } from "./module.ts";
import type { GsmStation } from "./station.ts";

/** How often the list of calls is looked at while something is about to change in it. */
const LOOK_EVERY = millis(500);
/** A call that was dialled stands in the list by then. */
const LISTED_WITHIN = seconds(3);

const TIMES_DROPPED = 3;

const nobody = (): void => undefined;

export const isDialable = (to: string): boolean => /^\+?\d{3,20}$/.test(to);

/** A second call of the SIM's own: the caller is on hold by the network meanwhile (27.007, `+CHLD`). */
export function secondCall(station: GsmStation): Transfer {
  return {
    async dial(to, ringFor, signal, _urgent, tell = nobody) {
      if (!isDialable(to)) throw new Fault("line.undialable", "This number can't be dialled on this line.");
      const done = await withCall(station, (call, module) => dial(station, call, module, to, ringFor, signal, tell));
      return done ?? "failed";
    },
    async complete(joined, tell = nobody, only) {
      let isJoined = false;
      const told = () => {
        isJoined = true;
        joined({ over: null });
      };
      const done = await withCall(station, (call, module) => join(station, call, module, told, tell, only));
      if (done === "refused")
        throw new Fault("line.not-joined", "The operator of the SIM connects nobody, and allows no conference.");
      if (done !== "joined" && !isJoined)
        throw new Fault("line.no-leg", "The second call was over before it could be joined.");
    },
    async release() {
      await withCall(station, (call, module) => leaveLeg(station, call, module));
    },
  };
}

async function withCall<T>(
  station: GsmStation,
  work: (call: GsmCall, module: GsmModule) => Promise<T>,
): Promise<T | null> {
  const { call } = station;
  const module = station.upkeep.modem;
  if (!call?.up || call.gone || !module) return null;
  return careful(station, module, () => work(call, module));
}

async function dial(
  station: GsmStation,
  call: GsmCall,
  module: GsmModule,
  to: string,
  ringFor: Millis,
  signal: AbortSignal,
  tell: TellWay,
): Promise<DialOutcome> {
  if (signal.aborted) return "no-answer";
  const held = await hold(station, module, call);
  if (held === "refused") {
    station.known.learn("hold", false);
    tell("hold", "refused");
  }
  if (held !== "held") return "failed";
  station.known.learn("hold", true);
  const leg = newLeg();
  call.leg = leg;
  const stop = AbortSignal.any([signal, call.over.signal]);
  let outcome = await ring(station, module, leg, to, ringFor, stop);
  if (outcome !== "answered" && leg.id === null && (await knockIsOver(station, module, call))) {
    leg.word = null;
    outcome = await ring(station, module, leg, to, ringFor, stop);
  }
  // Never in the list of calls, and no word of a telephone that is busy: the network made no second call.
  if (outcome === "failed" && leg.id === null && !call.gone) tell("second-call", "refused");
  if (leg.id !== null) station.known.learn("second-call", true);
  if (outcome === "answered" && !signal.aborted && !call.gone) return outcome;
  await leaveLeg(station, call, module);
  return outcome === "answered" ? "no-answer" : outcome;
}

/** Dials, and waits until it is known what became of it. Aborted: `no-answer`. */
export async function ring(
  station: GsmStation,
  module: GsmModule,
  leg: Leg,
  to: string,
  ringFor: Millis,
  signal: AbortSignal,
): Promise<DialOutcome> {
  const { clock } = station;
  // Refused or not, the list says whether somebody is rung: the word may be that of another call.
  const refused = typeof (await attempt(module.channel, `ATD${to};`, seconds(8))) === "string";
  await look(station);
  if (refused && leg.id === null) return outcomeOf(leg);
  const since = clock.elapsed();
  for (;;) {
    if (signal.aborted) return "no-answer";
    if (leg.state === "active") return "answered";
    if (leg.state === "gone") return outcomeOf(leg);
    const passed = clock.elapsed() - since;
    if (passed >= ringFor) return "no-answer";
    if (leg.id === null && passed >= LISTED_WITHIN) return outcomeOf(leg);
    const changed = new Promise<void>((resolve) => {
      leg.changed = resolve;
    });
    await Promise.race([changed, clock.sleep(LOOK_EVERY, signal).catch(() => undefined)]);
    await look(station);
  }
}

const outcomeOf = ({ word }: Leg): DialOutcome =>
  word === "BUSY" ? "busy" : word === "NO ANSWER" ? "no-answer" : "failed";

/** Drops the leg, and back to the caller. */
async function leaveLeg(station: GsmStation, call: GsmCall, module: GsmModule): Promise<void> {
  const { leg } = call;
  if (!leg) return;
  call.leg = null;
  become(leg, "gone");
  if (call.gone) return;
  await dropLegs(station, module);
  await unhold(station, module, call);
}

/** Ends what the line has dialled, by the list of calls, and nothing else. */
export async function dropLegs(station: GsmStation, module: GsmModule): Promise<void> {
  for (let tried = 0; tried < TIMES_DROPPED; tried++) {
    const calls = await look(station);
    const legs = calls?.filter(({ incoming }) => !incoming);
    if (legs?.length === 0) return;
    for (const { id } of legs ?? []) await attempt(module.channel, `AT+CHLD=1${id}`);
  }
}
