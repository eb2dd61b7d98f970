import { dtmfReceiver } from "../../audio/dtmf.ts";
import type { Pcm } from "../../audio/pcm.ts";
import { silenceDetector } from "../../audio/silence.ts";
import { Channel } from "../../kernel/channel.ts";
import { type Clock, within } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { BytePipe, OpenPipe } from "../../serial/byte-pipe.ts";
import type { ListenOptions, TwoWay } from "../line.ts";
import { attempt, refusal } from "../saying.ts";
import type { GsmCall } from "./call.ts";
import { callList, heed, look, over, sureList } from "./look.ts";
import type { GsmModule } from "./module.ts";
import { SoundPath } from "./sound-path.ts";
import { switchOf } from "./sound-way.ts";
import type { GsmStation } from "./station.ts";

/** The list of calls says within this that a call is up. */
const SEEN_WITHIN = seconds(1.5);
const LOOK_EVERY = millis(250);
const TIMES_TAKEN = 2;

const SOUND_TRIES = 3;
const SOUND_AGAIN_AFTER = millis(300);
/** Frames come at once where sound comes at all. */
const HEARD_WITHIN = seconds(1.5);
const HEARD_EVERY = millis(20);
/** A caller waits in silence meanwhile. */
const OPEN_WITHIN = seconds(4);

/** Takes the call that rings, until the module's own list says so. Faults: `line.caller-gone`, `line.not-taken`, those of the channel. */
export async function takeCall(station: GsmStation, module: GsmModule, call: GsmCall, within: Millis): Promise<void> {
  for (let tried = 0; tried < TIMES_TAKEN; tried++) {
    try {
      await module.channel.command("ATA", { within, success: ["OK", "CONNECT", "VCON"] });
    } catch (thrown) {
      // `NO CARRIER` may be that of another call: the list says whether the caller is there.
      if (refusal(thrown) === null) throw thrown;
    }
    const until = station.clock.elapsed() + SEEN_WITHIN;
    while (station.clock.elapsed() < until) {
      const calls = await sureList(station, module);
      if (calls) heed(station, calls);
      if (call.gone) {
        // Whoever rang by then was taken in their stead, and nobody knows of it: silence is worse than an end.
        if (calls?.some(({ incoming, state }) => incoming && state === "active")) await hangUpAll(module);
        throw new Fault("line.caller-gone", "The caller hung up.");
      }
      if (calls?.some(({ id, state }) => id === call.id && state === "active")) {
        call.up = true;
        return;
      }
      await station.clock.sleep(LOOK_EVERY);
    }
  }
  throw new Fault("line.not-taken", "The module did not take the call, though it said so.");
}

/**
 * Brings the sound of a call that is up. A module that refuses it at first sounds broken afterwards, however healthy it
 * looks: it is started anew after this call. Null when the call was over before it had any. Fault `line.no-sound`.
 */
export async function bringSound(
  station: GsmStation,
  module: GsmModule,
  hear: (frame: Pcm, played: Pcm) => void,
  isOver: () => boolean,
): Promise<SoundPath | null> {
  const { clock, way, log } = station;
  const { channel, profile } = module;
  const turn = switchOf(profile, way);
  if (!way || !turn)
    throw new Fault("line.no-sound", "This module has no sound of its own, and no sound card is set for it.");
  await clock.sleep(turn.settle);
  if (isOver()) return null;
  for (let tried = 1; turn.on !== null && typeof (await attempt(channel, turn.on)) === "string"; tried++) {
    // Of a call that is gone it is refused by right.
    await look(station);
    if (isOver()) return null;
    station.degraded = profile;
    log.warn("line.sound-refused", { tried });
    if (tried === SOUND_TRIES) throw new Fault("line.no-sound", "The module gives no sound.");
    await clock.sleep(SOUND_AGAIN_AFTER);
  }
  const broken = (fault: Fault) => {
    station.degraded = profile;
    station.upkeep.report(fault, module);
  };
  const isStatic = () => {
    station.degraded = profile;
    log.warn("line.static");
  };
  const pipe = await soundPort(way.open, clock).catch((thrown) => {
    station.degraded = profile;
    throw thrown;
  });
  const sound = new SoundPath(pipe, clock, hear, broken, isStatic, way.over === "port");
  const until = clock.elapsed() + HEARD_WITHIN;
  while (sound.heard === 0 && !isOver()) {
    if (clock.elapsed() >= until) {
      station.degraded = profile;
      await sound.close().catch(() => undefined);
      throw new Fault("line.no-sound", "The module says that its sound is on, and none comes.");
    }
    await clock.sleep(HEARD_EVERY);
  }
  if (station.upkeep.modem === module) return sound;
  // Whoever ended all that there was knew nothing of it yet.
  await sound.close().catch(() => undefined);
  throw new Fault("line.trouble", "The module failed while its sound was brought.");
}

/** Opens the port of the sound. One that opens after all is not wanted any more. Fault `line.no-sound`. */
async function soundPort(open: OpenPipe, clock: Clock): Promise<BytePipe> {
  const opening = open();
  const late = () => new Fault("line.no-sound", "The port of the module's sound could not be opened in time.");
  return within(clock, OPEN_WITHIN, late, () => opening).catch((thrown) => {
    opening.then((port) => port.close()).catch(() => undefined);
    throw thrown;
  });
}

/** Sound for a caller's call: what they press is told, what they say goes to whoever listens. */
export async function bringCallSound(station: GsmStation, module: GsmModule, call: GsmCall): Promise<void> {
  const keys = dtmfReceiver();
  const hear = (frame: Pcm, played: Pcm) => {
    for (const digit of keys.feed(frame, played)) if (!call.gone) station.emit({ kind: "digit", digit });
    call.hear(frame);
  };
  call.bringing = bringSound(station, module, hear, () => call.over.signal.aborted).then((sound) => {
    call.sound = sound;
  });
  await call.bringing;
}

/** `Line.play`. */
export async function playInGsmCall(
  call: GsmCall | null,
  sound: AsyncIterable<Pcm>,
  signal: AbortSignal,
): Promise<void> {
  if (!call?.up || call.gone || !call.sound) return;
  await call.sound.play(sound, AbortSignal.any([signal, call.over.signal]));
}

/** `Line.listen`. */
export async function* listenInGsmCall(
  station: GsmStation,
  { silenceAfter }: ListenOptions,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  const { call } = station;
  if (!call?.up || call.gone || signal.aborted) return;
  const frames = new Channel<Pcm>();
  const stop = AbortSignal.any([signal, call.over.signal]);
  stop.addEventListener("abort", () => frames.close(), { once: true });
  const silence = silenceAfter === undefined ? null : silenceDetector({ after: silenceAfter });
  const hear = (frame: Pcm) => {
    frames.put(frame);
    if (silence?.feed(frame) === true && !call.gone) station.emit({ kind: "silence" });
  };
  call.hear = hear;
  try {
    yield* frames;
  } finally {
    if (call.hear === hear) call.hear = () => undefined;
  }
}

/** `Line.duplex`. */
export async function speakInGsmCall({ call }: GsmStation, ends: TwoWay, signal: AbortSignal): Promise<void> {
  if (!call?.up || call.gone || !call.sound) return;
  const { hear } = ends;
  call.hear = hear;
  await speakBy(call.sound, ends, AbortSignal.any([signal, call.over.signal]));
  if (call.hear === hear) call.hear = () => undefined;
}

/** Gives what is said until the signal aborts. */
export async function speakBy(sound: SoundPath, { say }: TwoWay, signal: AbortSignal): Promise<void> {
  const ended = sound.speak(say);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  ended();
}

/** On-hook, whatever was going on; until the module's own list is empty. */
export async function leaveCall(station: GsmStation, module: GsmModule, call: GsmCall): Promise<void> {
  const { channel, profile } = module;
  call.over.abort();
  // What is still being brought would be left to nobody: a port that stays open, a card that no next call can use.
  await call.bringing?.catch(() => undefined);
  const { sound } = call;
  call.sound = null;
  await sound?.close().catch(() => undefined);
  const off = switchOf(profile, station.way)?.off;
  if (off != null && sound) await attempt(channel, off);
  // Where the caller is gone already, on-hook would turn away whoever rings by now.
  if (!call.gone || !(await nobodyIsIn(module))) await hangUpAll(module);
  if (station.call === call) station.call = null;
}

/** Whoever rings meanwhile rings on. Fault `line.stalled` when a call does not end. */
export async function hangUpAll(module: GsmModule): Promise<void> {
  const { channel, profile } = module;
  for (const command of [profile.hangUp, "ATH", "AT+CHUP", "ATH"]) {
    await attempt(channel, command);
    if (await nobodyIsIn(module)) return;
  }
  throw new Fault("line.stalled", "The module does not hang up.");
}

/** No call but one that rings. */
const nobodyIsIn = async (module: GsmModule): Promise<boolean> =>
  (await callList(module))?.every(({ state }) => state === "incoming") === true;

export const caughtOver = (station: GsmStation, call: GsmCall, thrown: unknown): boolean => {
  const isGone = thrown instanceof Fault && thrown.code === "line.caller-gone";
  if (isGone) over(station, call);
  return isGone;
};
