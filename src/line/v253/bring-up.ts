import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { millis, seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { SIGN_OF_LIFE } from "../../serial/at-words.ts";
import { asked, attempt, type InitCommand, insist, isSilence, refusal, sayAll, signOfLife } from "../saying.ts";
import { callerIdForm, GCI } from "./countries.ts";
import type { Modem } from "./modem.ts";
import type { Profile } from "./profile.ts";
import { generic } from "./profiles/generic.ts";
import { IDENTIFY, profileFor } from "./profiles.ts";
import { chooseSamples, offersInWords, type SampleCandidate } from "./sample-choice.ts";
import type { V253Settings } from "./settings.ts";
import { learnVoice } from "./voice-settings.ts";

export interface BringUp {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
  /** By name; found by asking when absent. */
  readonly profile?: string;
  /** Put the modem back to a known state first: the way of the profile that it had. */
  readonly reset: Profile | false;
}

const SIGNS_OF_LIFE = 3;
const SIGN_WITHIN = millis(800);
/** One that is there and takes its time. */
const LATE_SIGN_WITHIN = seconds(2.5);
/** ATZ answers first and works then. */
const RESET_TAKES = seconds(1);

/**
 * Out of whatever state a program before left the modem in: the ends of both streams (V.253: `<DLE><CAN>`,
 * `<DLE><ETX>`, `<DLE>!`), and of a command half written. A modem in command mode passes over it.
 */
export const LEAVE_ANY_STREAM = Uint8Array.of(0x10, 0x18, 0x10, 0x03, 0x10, 0x21, 0x0d);

/**
 * From an open port to a modem on-hook in class 0, caller id armed. Faults: those of the channel, and
 * `line.unusable-modem` when it has no voice or no sample format known here.
 */
export async function bringUp({ channel, clock, log, settings, profile: name, reset }: BringUp): Promise<Modem> {
  await wake(channel);
  if (reset) {
    await putBack(channel, reset.reset);
    await clock.sleep(RESET_TAKES);
    await wake(channel);
  }
  const said: string[] = [];
  for (const question of IDENTIFY) said.push(...(await asked(channel, question)));
  const profile = profileFor(said, name);
  await sayAll(channel, profile.init);
  const country = GCI[settings.country];
  if (country !== undefined) await attempt(channel, `AT+GCI=${country}`);

  const samples = await voiceSamples(channel, profile);
  const inCall = await learnVoice(channel, samples, profile, settings);
  const modem: Modem = { channel, profile, samples, settings, clock, log, inCall };
  await waitForCalls(modem);
  log.info("line.modem", { profile: profile.name, said: said.join(" / "), samples: samples.command });
  return modem;
}

/** Until it answers, in words and without echo, whatever it was left in. */
async function wake(channel: AtChannel): Promise<void> {
  for (let left = SIGNS_OF_LIFE - 1; ; left--) {
    try {
      await channel.command(SIGN_OF_LIFE, { within: left === SIGNS_OF_LIFE - 1 ? SIGN_WITHIN : LATE_SIGN_WITHIN });
      return;
    } catch (thrown) {
      // The first may be taken as the rest of something else: garbage before it, a speed to be found.
      if (left === 0 || !(isSilence(thrown) || refusal(thrown) !== null)) throw thrown;
    }
  }
}

/** A modem that was told by `AT&W` to be quiet, or to speak in numbers, is so again after this: its answer is no matter. */
async function putBack(channel: AtChannel, reset: readonly InitCommand[]): Promise<void> {
  for (const command of reset) await attempt(channel, typeof command === "string" ? command : command.try);
}

async function voiceSamples(channel: AtChannel, profile: Profile): Promise<SampleCandidate> {
  try {
    await insist(channel, profile.enterVoice);
  } catch (thrown) {
    if (refusal(thrown) === null) throw thrown;
    throw new Fault("line.unusable-modem", "This modem has no voice mode: it can't answer calls with sound.", thrown);
  }
  const lines = await asked(channel, "AT+VSM=?");
  for (const choice of chooseSamples(profile.samples, generic.samples, lines)) {
    for (const command of new Set([choice.command, `AT+VSM=${choice.code},8000`])) {
      if (typeof (await attempt(channel, command)) !== "string") return { ...choice, command };
    }
  }
  const offers = offersInWords(lines);
  throw new Fault(
    "line.unusable-modem",
    `This modem offers no sound that this program knows, at 8000 samples a second. It offers: ${offers || "nothing"}.`,
  );
}

/** Back to class 0, where rings come as text; caller id is forgotten by some modems after each call. */
export async function waitForCalls({ channel, profile, settings }: Modem): Promise<void> {
  const form = profile.callerIdForms[callerIdForm(settings.country)] ?? [];
  await sayAll(channel, [profile.leaveVoice, ...form, ...profile.callerId]);
}

/** A sign of life from an idle modem. One that has reset itself meanwhile answers, but tells no caller id any more. */
export async function probe(modem: Modem): Promise<void> {
  const { channel, profile, log } = modem;
  await signOfLife(channel);
  const armed = await asked(channel, profile.callerIdArmed);
  if (!armed.some((line) => /^(\+VCID:\s*)?0$/.test(line))) return;
  log.warn("line.rearmed");
  await sayAll(channel, profile.init);
  await waitForCalls(modem);
}
