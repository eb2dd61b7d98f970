import { dtmfReceiver } from "../../audio/dtmf.ts";
import type { Pcm } from "../../audio/pcm.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import type { Digit, PhoneNumber } from "../../kernel/phone-number.ts";
import { careful } from "../careful.ts";
import { found } from "../find/check.ts";
import { broken } from "../find/diagnose.ts";
import type { OwnCallOutcome, Place, TrialCall, TrialEnd, TrialStep, Trials } from "../line.ts";
import { attempt, signOfLife } from "../saying.ts";
import { anewWhenIdle } from "./anew.ts";
import { newLeg } from "./call.ts";
import { checkCard, checkNetwork } from "./check-module.ts";
import { bringSound, hangUpAll } from "./in-call.ts";
import { callList, look } from "./look.ts";
import type { GsmModule } from "./module.ts";
import { dropLegs, isDialable, ring } from "./second-call.ts";
import type { SoundPath } from "./sound-path.ts";
import { switchOf } from "./sound-way.ts";
import { type GsmStation, isTaken } from "./station.ts";

/** As whoever is rung for a caller hears it: a second time, for the first word is lost on the way to the ear. */
const TIMES_SAID = 2;
const ANY: readonly Digit[] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"];

interface Heard {
  readonly outcome: OwnCallOutcome;
  readonly key: Digit | null;
}
const none = (outcome: OwnCallOutcome): Heard => ({ outcome, key: null });

/** Calls of the line's own; see `Place`. */
export const ownGsmCalls =
  (station: GsmStation): Place =>
  (to, call, signal) =>
    own(station, to, call, call.keys, () => undefined, signal);

/** What a person tries out on a mobile line; see `Trials`. */
export const gsmTrials = (station: GsmStation, name: string): Trials => ({
  async call(to, call, tell, signal) {
    const { end, outcome, key } = await own(station, to, call, ANY, tell, signal);
    return { end, outcome: outcome === "key" ? (key === "1" ? "accepted" : "refused") : outcome, secondCall: null };
  },
  async check(_, tell, signal) {
    const module = idleModule(station);
    try {
      tell(found("port-open", name));
      await signOfLife(module.channel);
      tell(found("answers"));
      tell(found("known", module.profile.name));
      await checkNetwork(module.channel, module.profile, tell);
      if (station.way?.over === "card" && !signal.aborted) await checkCard(station.way, tell);
    } catch (thrown) {
      const fault = asFault(thrown, "line.trouble");
      tell(broken(fault));
      station.upkeep.report(fault, module);
    }
    return signal.aborted ? "stopped" : "done";
  },
});

export function idleModule(station: GsmStation): GsmModule {
  if (isTaken(station)) throw new Fault("line.busy", "The line is in use.");
  const module = station.upkeep.modem;
  if (!module) throw new Fault("line.trouble", "The module can't be used at the moment.");
  return module;
}

async function own(
  station: GsmStation,
  to: PhoneNumber,
  call: TrialCall,
  keys: readonly Digit[],
  tell: (step: TrialStep) => void,
  signal: AbortSignal,
): Promise<Heard & { readonly end: TrialEnd }> {
  if (!isDialable(to)) throw new Fault("line.undialable", "This number can't be dialled on this line.");
  const module = idleModule(station);
  const { leg, called, broken } = { leg: newLeg(), called: new AbortController(), broken: new AbortController() };
  let hasEnded = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve;
  });
  station.own = { leg, called, broken, keeps: false, hangUp: () => ended, knock: null };
  const stop = AbortSignal.any([signal, called.signal, broken.signal, station.closing]);
  let sound: SoundPath | null = null;

  const work = async (): Promise<Heard> => {
    tell("dialling");
    const outcome = await ring(station, module, leg, to, call.ringFor, stop);
    if (outcome !== "answered" || stop.aborted) return none(outcome === "answered" ? "no-answer" : outcome);
    tell("answered");
    const ear = dtmfReceiver();
    let pressed: Digit | null = null;
    const over = new AbortController();
    leg.changed = () => over.abort();
    const hear = (frame: Pcm, played: Pcm) => {
      const key = ear.feed(frame, played).find((digit) => keys.includes(digit));
      if (key === undefined || pressed !== null) return;
      pressed = key;
      over.abort();
    };
    sound = await bringSound(station, module, hear, () => stop.aborted || leg.state === "gone");
    if (!sound) return none("no-key");
    const quiet = AbortSignal.any([stop, over.signal]);
    for (let time = 0; time < TIMES_SAID && !quiet.aborted; time++) {
      await sound.play(call.prompt(), quiet);
      await station.clock.sleep(call.keyWithin, quiet).catch(() => undefined);
      await look(station);
    }
    return pressed === null ? none("no-key") : { outcome: "key", key: pressed };
  };

  try {
    const heard = (await careful(station, module, work)) ?? none("broken");
    if (broken.signal.aborted) return { end: "done", ...(heard.key === null ? none("broken") : heard) };
    const isStopped = signal.aborted || station.closing.aborted;
    return { end: called.signal.aborted ? "called" : isStopped ? "stopped" : "done", ...heard };
  } catch (thrown) {
    station.upkeep.report(thrown, module);
    return { end: "done", ...none("broken") };
  } finally {
    await careful(station, module, () => leave(station, module, sound));
    station.own = null;
    hasEnded();
    // Whoever waits rings now.
    await look(station);
    anewWhenIdle(station);
  }
}

/** Ends the line's own call alone: somebody may be waiting, also one of whom nothing told. */
export async function leave(station: GsmStation, module: GsmModule, sound: SoundPath | null): Promise<void> {
  await sound?.close().catch(() => undefined);
  const off = switchOf(module.profile, station.way)?.off;
  if (sound && off != null) await attempt(module.channel, off);
  await dropLegs(station, module);
  const calls = await callList(module);
  const isCalled = station.own?.called.signal.aborted === true || calls?.some(({ incoming }) => incoming) === true;
  const isOver = calls?.length === 0 && station.own?.leg.id != null;
  // What was dialled may not be in the list yet.
  if (!isCalled && !isOver) await hangUpAll(module);
}
