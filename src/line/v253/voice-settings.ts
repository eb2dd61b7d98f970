import { millis, seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { attempt } from "../saying.ts";
import type { Modem } from "./modem.ts";
import type { Profile } from "./profile.ts";
import type { SampleCandidate } from "./sample-choice.ts";
import type { V253Settings } from "./settings.ts";

/** A modem that answers is asked no longer than this for what it may do without, while a caller hears nothing. */
const CALLER_WAITS = seconds(1);
const NOMINAL_GAIN = 128;

/** Gains, and no hanging up by itself. A modem may do without any of them. */
const settingsOf = ({ voice }: Profile, { gains }: V253Settings): readonly string[] => [
  // A modem with gain 0 in its memory is silent or muffled.
  `AT+VGR=${gains?.receive ?? NOMINAL_GAIN}`,
  `AT+VGT=${gains?.transmit ?? NOMINAL_GAIN}`,
  ...voice,
];

/** Several commands as one line (V.250, 5.4.3): one answer to be waited for instead of many. */
const joined = (commands: readonly string[]): string =>
  commands.map((command, n) => (n === 0 ? command : command.replace(/^AT/, ""))).join(";");

/**
 * Says in voice class, on-hook, all that a call will need, and finds out how: the lines to be said in each call. One
 * line where the modem takes that, else one for each; those that it leaves unanswered are not said while a caller waits.
 */
export async function learnVoice(
  channel: AtChannel,
  samples: SampleCandidate,
  profile: Profile,
  settings: V253Settings,
): Promise<readonly string[]> {
  const optional = settingsOf(profile, settings);
  const line = joined([samples.command, ...optional]);
  if (typeof (await attempt(channel, line)) !== "string") return [line];
  const answered: string[] = [];
  for (const command of [samples.command, ...optional])
    if ((await attempt(channel, command)) !== "unanswered" || command === samples.command) answered.push(command);
  return answered;
}

/**
 * The same again, off-hook, where a change of class may have put it back: the sample format and, as long as a caller
 * can be left in silence, the rest. Throws when the modem answers nothing any more.
 */
export async function prepareVoice({ channel, clock, log, samples, inCall }: Modem): Promise<void> {
  const began = clock.elapsed();
  const [first = samples.command, ...rest] = inCall;
  let chosen = await attempt(channel, first);
  // One bad word spoils a whole line; the format is the one that matters.
  if (typeof chosen === "string" && first !== samples.command) chosen = await attempt(channel, samples.command);
  if (typeof chosen === "string") log.warn("line.samples", { command: samples.command, chosen });
  for (const command of rest) {
    const left = CALLER_WAITS - (clock.elapsed() - began);
    if (left <= 0) return log.info("line.settings-left", { from: command });
    await attempt(channel, command, millis(left));
  }
}
