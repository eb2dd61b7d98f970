import { progressTones, type ToneCountry } from "../../audio/progress-tones.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import type { Profile } from "../v253/profile.ts";
import { generic, profileFor } from "../v253/profiles.ts";
import { chooseSamples, offeredSamples, type SampleCandidate } from "../v253/sample-choice.ts";
import { type Check, ok, trouble, warning } from "./check.ts";
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
}

/** What a modem that answers can do; leaves it on-hook and out of voice class. Faults: those of the channel. */
export async function checkModem(options: CheckModemOptions, checks: Check[]): Promise<ModemReport> {
  const { channel } = options;
  const { profile, said } = await identify(channel, profileFor);
  const report = { profile: profile.name, said };
  checks.push(identity(profile, said));

  if (!(await hasVoice(channel, checks, said))) return report;
  const samples = await checkSamples(channel, profile, checks);
  await checkCallerId(channel, profile, checks);
  await ask(channel, profile.leaveVoice);
  if (samples && options.hearLine) {
    checks.push(await hearLine({ ...options, profile, samples, country: toneCountry(options.country) }));
  }
  return report;
}

function identity(profile: Profile, said: readonly string[]): Check {
  const words = said.length === 0 ? "nothing" : said.join(" / ").slice(0, 120);
  if (profile !== generic) return ok("identity", `It says "${words}": known here as ${profile.name}.`);
  return warning("identity", `It says "${words}", which is not known here. It is driven as a plain V.253 modem.`);
}

async function hasVoice(channel: AtChannel, checks: Check[], said: readonly string[]): Promise<boolean> {
  const classes = (await ask(channel, "AT+FCLASS=?"))?.join(",") ?? "";
  const has = /(?<![\d.])8(?![\d.])/.test(classes);
  if (has) checks.push(ok("voice", "It has voice: it can play and record."));
  else if (/SIMCOM|QUECTEL|SIM\d{3}|EC25|EG25/i.test(said.join(" "))) {
    checks.push(trouble("voice", "This is a mobile module, not an analog modem: set it up as a mobile line."));
  } else {
    checks.push(
      trouble(
        "voice",
        "It has no voice: it can send data or fax only. Another modem is needed (USRobotics 5637, Zoom 3095 …).",
      ),
    );
  }
  return has;
}

async function checkSamples(channel: AtChannel, profile: Profile, checks: Check[]): Promise<SampleCandidate | null> {
  if ((await ask(channel, profile.enterVoice)) === null) {
    checks.push(trouble("samples", `It lists voice but refuses ${profile.enterVoice}.`));
    return null;
  }
  const lines = (await ask(channel, "AT+VSM=?")) ?? [];
  const samples = chooseSamples(profile.samples, lines);
  const offered = offeredSamples(lines).map(({ code, label }) => `${code} ${label}`.trim());
  if (!samples) checks.push(trouble("samples", `It offers no form of sound known here, only: ${offered.join(", ")}.`));
  else if (offered.length === 0) {
    checks.push(warning("samples", `It does not say which forms of sound it takes; ${samples.command} will be tried.`));
  } else checks.push(ok("samples", `Sound goes as ${samples.format} at 8000 samples a second (${samples.command}).`));
  return samples;
}

async function checkCallerId(channel: AtChannel, profile: Profile, checks: Check[]): Promise<void> {
  for (const command of profile.callerId) {
    const text = typeof command === "string" ? command : command.try;
    if ((await ask(channel, text)) !== null) continue;
    const sentence = `It refuses ${text}: callers are answered, but without their number.`;
    checks.push(warning("caller-id", sentence));
    return;
  }
  checks.push(
    ok("caller-id", "It takes the command for caller id. Whether the operator sends it, only a call can tell."),
  );
}

const isToneCountry = (country: string): country is ToneCountry => Object.hasOwn(progressTones, country);
const toneCountry = (country = "FR"): ToneCountry => (isToneCountry(country) ? country : "FR");
