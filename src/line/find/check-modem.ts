import type { Clock } from "../../kernel/clock.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { isMobile } from "../gsm/profiles.ts";
import type { Profile } from "../v253/profile.ts";
import { generic } from "../v253/profiles/generic.ts";
import { profileFor } from "../v253/profiles.ts";
import { chooseSamples, offersInWords, type SampleCandidate } from "../v253/sample-choice.ts";
import { found, type Tell } from "./check.ts";
import { hearLine } from "./hear-line.ts";
import { ask, identify } from "./identify.ts";

export interface ModemReport {
  /** The profile it is driven with. */
  readonly profile: string;
  /** What it says of itself. */
  readonly said: readonly string[];
}

export interface CheckModemOptions {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly hearLine?: boolean;
  readonly country?: string;
  /** The one that it is driven with whatever it says of itself. */
  readonly profile?: Profile;
  /** What else there is to look at where it is a mobile module; without it, that it is one is the trouble. */
  readonly mobile?: (said: readonly string[]) => Promise<void>;
  /** Somebody needs the modem: nothing more is begun, and it is left on-hook and out of voice class. */
  readonly signal?: AbortSignal;
}

/** What a modem that answers can do; leaves it on-hook and out of voice class. Faults: those of the channel. */
export async function checkModem(options: CheckModemOptions, tell: Tell): Promise<ModemReport> {
  const { channel, signal } = options;
  const identified = await identify(channel, profileFor);
  const { said } = identified;
  const profile = options.profile ?? identified.profile;
  const report = { profile: profile.name, said };
  if (options.mobile && isMobile(said)) {
    await options.mobile(said);
    return report;
  }
  tell(identity(profile, said));

  if (signal?.aborted || !(await hasVoice(channel, tell, said)) || signal?.aborted) return report;
  const samples = await checkSamples(channel, profile, tell);
  if (!signal?.aborted) await checkCallerId(channel, profile, tell);
  await ask(channel, profile.leaveVoice);
  if (samples && !profile.duplex) tell(found("half-duplex"));
  if (samples && options.hearLine && !signal?.aborted)
    await hearLine({ ...options, profile, samples, country: options.country ?? "FR" }, tell);
  return report;
}

function identity(profile: Profile, said: readonly string[]) {
  const words = said.length === 0 ? "nothing" : `"${said.join(" / ").slice(0, 120)}"`;
  return profile === generic ? found("stranger", words) : found("known", `${words}: known here as ${profile.name}`);
}

async function hasVoice(channel: AtChannel, tell: Tell, said: readonly string[]): Promise<boolean> {
  const classes = (await ask(channel, "AT+FCLASS=?"))?.join(",") ?? "";
  const has = /(?<![\d.])8(?![\d.])/.test(classes);
  if (has) tell(found("voice"));
  else if (isMobile(said)) tell(found("mobile-module"));
  else tell(found("no-voice"));
  return has;
}

async function checkSamples(channel: AtChannel, profile: Profile, tell: Tell): Promise<SampleCandidate | null> {
  if ((await ask(channel, profile.enterVoice)) === null) {
    tell(found("voice-refused", profile.enterVoice));
    return null;
  }
  const lines = (await ask(channel, "AT+VSM=?")) ?? [];
  const samples = chooseSamples(profile.samples, generic.samples, lines)[0] ?? null;
  const offered = offersInWords(lines);
  if (!samples) tell(found("no-samples", offered));
  else if (offered === "") tell(found("samples-untold", samples.command));
  else tell(found("samples", `${samples.format} at 8000 samples a second (${samples.command})`));
  return samples;
}

async function checkCallerId(channel: AtChannel, profile: Profile, tell: Tell): Promise<void> {
  for (const command of profile.callerId) {
    const text = typeof command === "string" ? command : command.try;
    if ((await ask(channel, text)) === null) return tell(found("caller-id-refused", text));
  }
  tell(found("caller-id"));
}
