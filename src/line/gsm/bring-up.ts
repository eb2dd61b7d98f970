import type { Clock } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { SIGN_OF_LIFE } from "../../serial/at-words.ts";
import { type Check, found } from "../find/check.ts";
import { asked, attempt, isSilence, refusal, sayAll, signOfLife } from "../saying.ts";
import { callsIn, isRinging } from "./call-list.ts";
import type { GsmModule } from "./module.ts";
import type { GsmProfile } from "./profile.ts";
import { gsmProfileFor, IDENTIFY } from "./profiles.ts";
import { isReachable, type Network, networkIn, type Registration, registrationIn, signalIn } from "./registration.ts";
import type { GsmSettings } from "./settings.ts";
import { openSim, type PinMemory } from "./sim.ts";
import { type SoundWay, switchOf } from "./sound-way.ts";
import { whichSim } from "./which-sim.ts";

export interface GsmBringUp {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: GsmSettings;
  readonly pins: PinMemory;
  /** Where the settings have none. */
  readonly pin: () => Promise<string | null>;
  /** By name; found by asking when absent. */
  readonly profile?: string;
  /** Start the module anew first, in the way of the profile that it had. */
  readonly reset: GsmProfile | false;
  /** That was done. */
  readonly wasReset: () => void;
  /** On which its sound comes to this program. */
  readonly way: SoundWay | null;
  /** It has to wait for something, which lasts. */
  readonly waits: (fault: Fault) => void;
  /** The line is closed, or its port is wanted by somebody else. */
  readonly signal: AbortSignal;
}

const SIGNS_OF_LIFE = 3;
const SIGN_WITHIN = millis(1500);
/** A module that starts anew is gone from its port for some seconds. */
const RESET_TAKES = seconds(3);
/** Registration takes a few seconds, and more after a start; then somebody is told. */
const USUAL_REGISTRATION = seconds(20);
const LOOK_EVERY = seconds(2);
/** A PIN that is put in on the page, or a SIM that was changed, is seen by then. */
const SIM_AGAIN = seconds(10);
/** A sound card that is plugged in again, or that another program leaves, is seen by then. */
const CARD_AGAIN = seconds(5);
/** The answer about voice over LTE may take its time after a start. */
const ASK_WITHIN: Millis = seconds(5);

/** Leaves the prompt of a text message, and a command half written. */
export const LEAVE_ANY_PROMPT = Uint8Array.of(0x1b, 0x0d);

/**
 * From an open port to a module that is registered and tells of calls. Waits for the network as long as it takes. Faults:
 * those of the channel, and `line.no-sim`.
 */
export async function bringUpGsm(options: GsmBringUp): Promise<GsmModule> {
  const { channel, clock, log, reset, signal: stop } = options;
  await wake(channel);
  if (reset) {
    // Some are gone from their port before they have said OK.
    await attempt(channel, reset.reset).finally(options.wasReset);
    await clock.sleep(RESET_TAKES, stop);
    await wake(channel);
  }
  await attempt(channel, "AT+CMEE=1");
  const said: string[] = [];
  for (const question of IDENTIFY) said.push(...(await asked(channel, question)));
  const profile = gsmProfileFor(said, options.profile);
  if (!switchOf(profile, options.way)) await noSound(options, profile);
  await simIsOpen(options);
  await sayAll(channel, profile.init);
  await sayAll(channel, profile.volte?.set ?? []);
  await endLeftovers(channel, profile);
  await registered(options);
  const network = networkIn(await asked(channel, "AT+COPS?"));
  const signal = signalIn(await asked(channel, "AT+CSQ"));
  log.info("line.module", { profile: profile.name, said: said.join(" / "), ...network, signal });
  await warnOfTechnology(options, profile, network);
  await cardWorks(options);
  return { channel, profile, sim: await whichSim(channel, network.operator) };
}

/** Sound and calls of which nobody here knows any more: silence for whoever is in one. */
async function endLeftovers(channel: AtChannel, profile: GsmProfile): Promise<void> {
  for (const off of new Set([profile.sound?.off, profile.card.off])) if (off != null) await attempt(channel, off);
  const said = await attempt(channel, "AT+CLCC");
  const calls = typeof said === "string" ? [] : callsIn(said.lines);
  const left = calls.filter((call) => !isRinging(call));
  if (left.length === 0) return;
  // Going on-hook would turn away whoever rings at this moment.
  if (left.length === calls.length) await attempt(channel, profile.hangUp);
  else for (const { id } of left) await attempt(channel, `AT+CHLD=1${id}`);
}

/** Nobody is answered in silence: it is told, and stays so until somebody changes the configuration or the module. */
async function noSound({ channel, clock, waits, signal }: GsmBringUp, { name, sound }: GsmProfile): Promise<never> {
  const words = sound
    ? "The line has no port for the module's sound, so nobody is answered: put it into config.json (sound_port)."
    : `The sound of this module (${name}) comes on analog pins, so nobody is answered: name the sound card at them in config.json (sound_card).`;
  for (;;) {
    waits(new Fault("line.no-sound", words));
    await clock.sleep(SIM_AGAIN, signal);
    // A module that was unplugged ends it.
    await signOfLife(channel);
  }
}

/** A call that nobody can be heard in is none: the line is not ready without its sound card. */
async function cardWorks({ channel, way, clock, waits, signal }: GsmBringUp): Promise<void> {
  while (way?.over === "card") {
    try {
      return await way.look();
    } catch (thrown) {
      waits(asFault(thrown, "line.no-sound"));
      await clock.sleep(CARD_AGAIN, signal);
      await signOfLife(channel);
    }
  }
}

/** Until it answers, in words and without echo. A bare `AT` may be an error to a module that works. */
async function wake(channel: AtChannel): Promise<void> {
  for (let left = SIGNS_OF_LIFE - 1; ; left--) {
    try {
      await channel.command(SIGN_OF_LIFE, { within: SIGN_WITHIN });
      return;
    } catch (thrown) {
      if (refusal(thrown) !== null) break;
      if (left === 0 || !isSilence(thrown)) throw thrown;
    }
  }
  await attempt(channel, "ATE0");
}

/** A SIM that is locked waits for a person: starting the module anew again and again would open none. */
async function simIsOpen({ channel, clock, settings, pin, pins, waits, signal }: GsmBringUp): Promise<void> {
  for (;;) {
    try {
      return await openSim(channel, settings.pin ?? (await pin()), pins);
    } catch (thrown) {
      if (!(thrown instanceof Fault) || (thrown.code !== "line.sim-locked" && thrown.code !== "line.pin-refused"))
        throw thrown;
      waits(thrown);
      await clock.sleep(SIM_AGAIN, signal);
    }
  }
}

async function registered({ channel, clock, waits, signal }: GsmBringUp): Promise<void> {
  const since = clock.elapsed();
  for (let told = false; ; ) {
    const now = await registration(channel);
    if (isReachable(now)) return;
    if (!told && (now === "denied" || clock.elapsed() - since >= USUAL_REGISTRATION)) {
      told = true;
      waits(unregistered(now));
    }
    await clock.sleep(LOOK_EVERY, signal);
  }
}

export async function registration(channel: AtChannel): Promise<Registration> {
  return registrationIn([...(await asked(channel, "AT+CREG?")), ...(await asked(channel, "AT+CEREG?"))]);
}

export const unregistered = (now: Registration): Fault =>
  now === "denied"
    ? new Fault(
        "line.no-network",
        "The network refuses this SIM: nobody can call. Ask the operator whether it is active.",
      )
    : new Fault(
        "line.no-network",
        "The module finds no network: nobody can call. Look at the antenna, and at the signal here.",
      );

/** Calls may not come, though all else is well: it is told in words. */
async function warnOfTechnology({ channel, log }: GsmBringUp, profile: GsmProfile, network: Network): Promise<void> {
  for (const { code, sentence } of await technologyFindings(channel, profile, network))
    log.warn("line.network", { found: code, sentence });
}

/** What may keep calls from coming, by the network that the module is on. */
export async function technologyFindings(
  channel: AtChannel,
  profile: GsmProfile,
  { technology }: Network,
): Promise<readonly Check[]> {
  const isOld = profile.without !== undefined || technology === "2G" || technology === "3G";
  const old = isOld ? [found("old-network", technology ?? "2G")] : [];
  if (!profile.volte) return old;
  const said = await attempt(channel, profile.volte.ask, ASK_WITHIN);
  const mayCome = typeof said === "string" || profile.volte.can.test(said.lines.join("\n"));
  return mayCome ? old : [...old, found("no-volte")];
}
