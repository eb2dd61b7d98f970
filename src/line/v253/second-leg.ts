import { FRAME } from "../../audio/pcm.ts";
import type { ProgressTone } from "../../audio/progress-tones.ts";
import { type Millis, seconds } from "../../kernel/units.ts";
import type { DialOutcome } from "../line.ts";
import { followLeg, justDialled, type LegInput } from "./call-progress.ts";
import { hear, tonesOf } from "./hearing.ts";
import { pressKeys } from "./hook.ts";
import { dialTone, legSounds } from "./leg-sounds.ts";
import type { Modem } from "./modem.ts";

/** The exchange gives dial tone well within this after a flash. */
const DIAL_TONE_WITHIN = seconds(1.8);

/** A leg being rung; the modem's own reports of tones are told to it. */
export interface RungLeg {
  readonly outcome: Promise<DialOutcome>;
  recognised(tone: ProgressTone): void;
}

/**
 * Flash and keys: the caller is on hold and the leg begins to ring. False when no dial tone followed the flash: the
 * line knows no second call, and the keys would sound in the caller's ear.
 */
export async function startLeg(modem: Modem, digits: string, signal: AbortSignal): Promise<boolean> {
  await pressKeys(modem, modem.settings.transfer.start);
  const heard = await dialTone(modem, DIAL_TONE_WITHIN, signal);
  if (signal.aborted) return true;
  if (heard) await pressKeys(modem, digits, signal);
  else modem.log.warn("line.no-dial-tone", { before: "transfer" });
  return heard;
}

/** Listens to the leg until it is known what became of it. Aborted: `no-answer`. */
export function ringLeg(modem: Modem, ringFor: Millis, signal: AbortSignal): RungLeg {
  const known = new AbortController();
  const soundOf = legSounds(modem.settings.country);
  const tones = tonesOf(modem);
  let progress = justDialled;
  const tell = (input: LegInput) => {
    progress = followLeg(progress, input, ringFor);
    if (progress.outcome !== null) known.abort();
  };
  const listen = async (): Promise<DialOutcome> => {
    const end = await hear(modem, AbortSignal.any([signal, known.signal]), (frame) => {
      tell({ kind: "heard", sound: soundOf(frame), lasting: FRAME });
      const tone = tones.feed(frame);
      if (tone) tell({ kind: "recognised", tone });
    });
    return progress.outcome ?? (end === "ended" ? "failed" : "no-answer");
  };
  return { outcome: listen(), recognised: (tone) => tell({ kind: "recognised", tone }) };
}
