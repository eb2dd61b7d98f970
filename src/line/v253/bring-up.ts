import type { Clock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { millis, seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { callerIdForm, GCI } from "./countries.ts";
import type { Modem } from "./modem.ts";
import type { InitCommand, Profile } from "./profile.ts";
import { IDENTIFY, profileFor } from "./profiles.ts";
import { chooseSamples } from "./sample-choice.ts";
import type { V253Settings } from "./settings.ts";

export interface BringUp {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: V253Settings;
  /** By name; found by asking when absent. */
  readonly profile?: string;
  /** Put the modem back to a known state first: the way of the profile that it had. */
  readonly reset: Profile | null;
}

const SIGNS_OF_LIFE = 3;
const SIGN_WITHIN = millis(800);
const COMMAND_WITHIN = seconds(3);
/** ATZ answers first and works then. */
const RESET_TAKES = seconds(1);
const NOMINAL_GAIN = 128;
/** Results are given, as words; commands are not echoed. */
const ANSWERS_IN_WORDS = "ATQ0V1E0";

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
  await signOfLife(channel);
  if (reset) {
    await sayAll(channel, reset.reset);
    await clock.sleep(RESET_TAKES);
  }
  await sayAll(channel, [ANSWERS_IN_WORDS]);
  const said: string[] = [];
  for (const question of IDENTIFY) said.push(...(await attempt(channel, question)));
  const profile = profileFor(said, name);
  await sayAll(channel, profile.init);
  const country = GCI[settings.country];
  if (country !== undefined) await attempt(channel, `AT+GCI=${country}`);

  const samples = await voiceSamples(channel, profile);
  const modem: Modem = { channel, profile, samples, settings, clock, log };
  await prepareVoice(modem);
  await waitForCalls(modem);
  log.info("line.modem", { profile: profile.name, said: said.join(" / "), samples: samples.command });
  return modem;
}

async function signOfLife(channel: AtChannel): Promise<void> {
  for (let left = SIGNS_OF_LIFE - 1; ; left--) {
    try {
      await channel.command("AT", { within: SIGN_WITHIN });
      return;
    } catch (thrown) {
      // The first may be taken as the rest of something else: garbage before it, a speed to be found.
      const retriable = thrown instanceof Fault && ["serial.timeout", "serial.refused"].includes(thrown.code);
      if (!retriable || left === 0) throw thrown;
    }
  }
}

async function voiceSamples(channel: AtChannel, profile: Profile) {
  try {
    await channel.command(profile.enterVoice, { within: COMMAND_WITHIN });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "serial.refused") throw thrown;
    throw new Fault("line.unusable-modem", "This modem has no voice mode: it can't answer calls with sound.", thrown);
  }
  const samples = chooseSamples(profile.samples, await attempt(channel, "AT+VSM=?"));
  if (samples) return samples;
  throw new Fault("line.unusable-modem", "This modem offers no way of sending sound that this program knows.");
}

/** In voice class: sample format, gains, and no hanging up by itself. */
export async function prepareVoice({ channel, profile, samples, settings }: Modem): Promise<void> {
  await channel.command(samples.command, { within: COMMAND_WITHIN });
  await sayAll(channel, [
    // A modem with gain 0 in its memory is silent or muffled.
    { try: `AT+VGR=${settings.gains?.receive ?? NOMINAL_GAIN}` },
    { try: `AT+VGT=${settings.gains?.transmit ?? NOMINAL_GAIN}` },
    ...profile.voice,
  ]);
}

/** Back to class 0, where rings come as text; caller id is forgotten by some modems after each call. */
export async function waitForCalls({ channel, profile, settings }: Modem): Promise<void> {
  const form = profile.callerIdForms[callerIdForm(settings.country)] ?? [];
  await sayAll(channel, [profile.leaveVoice, ...form, ...profile.callerId]);
}

/** A sign of life from an idle modem. One that has reset itself meanwhile answers, but tells no caller id any more. */
export async function probe(modem: Modem): Promise<void> {
  const { channel, profile, log } = modem;
  await channel.command("AT", { within: COMMAND_WITHIN });
  const armed = await attempt(channel, profile.callerIdArmed);
  if (!armed.some((line) => /^(\+VCID:\s*)?0$/.test(line))) return;
  log.warn("line.rearmed");
  await sayAll(channel, [ANSWERS_IN_WORDS, ...profile.init]);
  await waitForCalls(modem);
}

async function sayAll(channel: AtChannel, commands: readonly InitCommand[]): Promise<void> {
  for (const command of commands) {
    if (typeof command === "string") await channel.command(command, { within: COMMAND_WITHIN });
    else await attempt(channel, command.try);
  }
}

/** What the modem says to a command that it may refuse. */
async function attempt(channel: AtChannel, command: string): Promise<readonly string[]> {
  try {
    return (await channel.command(command, { within: COMMAND_WITHIN })).lines;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "serial.refused") return [];
    throw thrown;
  }
}
