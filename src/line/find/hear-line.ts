import { cadenceDetector } from "../../audio/cadence.ts";
import { peakOf } from "../../audio/levels.ts";
import { decoder } from "../../audio/sample-formats.ts";
import { type Clock, within } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import type { Profile } from "../v253/profile.ts";
import type { SampleCandidate } from "../v253/sample-choice.ts";
import { type Check, found, type Tell } from "./check.ts";
import { ask } from "./identify.ts";

const LISTEN = seconds(4);
const AFTER_KEY = seconds(3);
const STEP = seconds(5);
/** In dB below full scale. The last bit of an 8-bit sample alone makes −42. */
const QUIET = -40;
/** The exchange falls silent at the first key of anything, and nothing is dialled by this one alone. */
const HARMLESS_KEY = "*";

export interface HearLine {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly profile: Profile;
  readonly samples: SampleCandidate;
  readonly country: string;
  readonly signal?: AbortSignal;
}

/**
 * Goes off-hook, listens for the dial tone, and whether it ends with a key. Needs an idle line, and keeps it busy for
 * ten seconds at most.
 */
export async function hearLine(options: HearLine, tell: Tell): Promise<void> {
  const { channel, profile, samples, signal } = options;
  try {
    await channel.command(profile.enterVoice);
    await channel.command(samples.command);
    await channel.command(profile.takeLine[0] ?? "ATH1", { within: STEP, success: ["OK", "VCON"] });
    const heard = await listen(options, LISTEN);
    if (signal?.aborted) return;
    tell(judge(heard));
    if (!heard.dialTone) return;
    const sent = await ask(channel, profile.tones.send.replace("{keys}", HARMLESS_KEY));
    const ends = sent !== null && !(await listen(options, AFTER_KEY)).dialTone;
    if (!signal?.aborted) tell(found(ends ? "keys" : "keys-ignored"));
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "serial.refused") throw thrown;
    tell(found("off-hook-refused", thrown.message));
  } finally {
    await hangUp(options);
  }
}

/** On-hook by the first way that the modem takes, and out of voice class. */
async function hangUp({ channel, profile }: HearLine): Promise<void> {
  for (const command of profile.hangUp) if ((await ask(channel, command)) !== null) break;
  await ask(channel, profile.leaveVoice);
}

interface Heard {
  readonly dialTone: boolean;
  readonly samples: number;
  readonly peak: number;
}

async function listen(options: HearLine, atMost: Millis): Promise<Heard> {
  const { channel, clock, profile, samples, country, signal } = options;
  const tones = cadenceDetector(country);
  const decode = decoder(samples.format);
  let dialTone = false;
  let count = 0;
  let peak = Number.NEGATIVE_INFINITY;
  const stream = await channel.receive(profile.receive, STEP);
  const reading = (async () => {
    for await (const bytes of stream.audio) {
      const pcm = decode(bytes);
      count += pcm.length;
      peak = Math.max(peak, peakOf(pcm));
      if (tones.feed(pcm) === "dial") dialTone = true;
      if (dialTone) return;
    }
  })();
  const enough = new Fault("line.no-dial-tone", "No dial tone came.");
  await within(
    clock,
    atMost,
    () => enough,
    () => reading,
    signal,
  ).catch((thrown) => {
    if (thrown !== enough && !signal?.aborted) throw thrown;
  });
  await stream.stop(profile.endReceive, STEP);
  return { dialTone, samples: count, peak };
}

function judge({ dialTone, samples, peak }: Heard): Check {
  if (dialTone) return found("dial-tone");
  if (samples === 0) return found("no-sound");
  return found(peak < QUIET ? "dead-line" : "no-dial-tone");
}
