import { cadenceDetector } from "../../audio/cadence.ts";
import { peakOf } from "../../audio/levels.ts";
import type { ToneCountry } from "../../audio/progress-tones.ts";
import { decoder } from "../../audio/sample-formats.ts";
import { type Clock, within } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import type { Profile } from "../v253/profile.ts";
import type { SampleCandidate } from "../v253/sample-choice.ts";
import { type Check, ok, trouble, warning } from "./check.ts";
import { ask } from "./identify.ts";

const LISTEN = seconds(4);
const STEP = seconds(5);
/** In dB below full scale. The last bit of an 8-bit sample alone makes −42. */
const QUIET = -40;

export interface HearLine {
  readonly channel: AtChannel;
  readonly clock: Clock;
  readonly profile: Profile;
  readonly samples: SampleCandidate;
  readonly country: ToneCountry;
}

/** Goes off-hook for a few seconds and listens for the dial tone. Needs an idle line, and keeps it busy meanwhile. */
export async function hearLine(options: HearLine): Promise<Check> {
  const { channel, profile, samples } = options;
  try {
    await channel.command(profile.enterVoice);
    await channel.command(samples.command);
    for (const command of profile.answer) await channel.command(command, { within: STEP, success: ["OK", "VCON"] });
    return judge(await listen(options));
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "serial.refused") throw thrown;
    return trouble("line", `The modem would not go off-hook: ${thrown.message} Is the telephone cable plugged in?`);
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

async function listen({ channel, clock, profile, samples, country }: HearLine): Promise<Heard> {
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
    LISTEN,
    () => enough,
    () => reading,
  ).catch((thrown) => {
    if (thrown !== enough) throw thrown;
  });
  await stream.stop(profile.endReceive, STEP);
  return { dialTone, samples: count, peak };
}

function judge({ dialTone, samples, peak }: Heard): Check {
  if (dialTone) return ok("line", "There is a dial tone: the modem is on a working line.");
  if (samples === 0)
    return trouble("line", "The modem sends no sound. Unplug it, wait ten seconds, and plug it in again.");
  if (peak < QUIET) {
    return trouble(
      "line",
      "The line is dead silent. Check the telephone cable, and that a plain phone works on that socket.",
    );
  }
  return warning(
    "line",
    "There is sound on the line but no dial tone. Is another phone in use, or the country set wrong?",
  );
}
