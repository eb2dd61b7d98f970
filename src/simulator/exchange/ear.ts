import { FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import { type Digit, isDigit } from "../../kernel/phone-number.ts";

/** Share of a frame's energy that lies at one frequency, 0 to 1 (Goertzel's algorithm). */
function shareAt(frame: Pcm, hz: number, energy: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / 8000);
  let last = 0;
  let before = 0;
  for (const sample of frame) [last, before] = [sample + turn * last - before, last];
  const power = last * last + before * before - turn * last * before;
  return (2 * power) / (frame.length * energy);
}

const energyOf = (frame: Pcm): number => frame.reduce((sum, sample) => sum + sample * sample, 0);

/** Root mean square of a frame; full scale is 32768. */
export const levelOf = (frame: Pcm): number => Math.sqrt(energyOf(frame) / Math.max(1, frame.length));

/** About −45 dBm0: below it the simulated people and modems hear silence. */
export const QUIET = 130;

/**
 * The frequency of a frame that holds one steady tone and little else, or null. The estimate is from the rate of
 * zero crossings, then sharpened by the greatest share of energy near it.
 */
export function pureTone(frame: Pcm): number | null {
  const energy = energyOf(frame);
  if (frame.length < FRAME_SAMPLES || energy < frame.length * QUIET * QUIET) return null;
  let crossings = 0;
  for (let n = 1; n < frame.length; n++) {
    if ((frame[n] as number) >= 0 !== (frame[n - 1] as number) >= 0) crossings++;
  }
  const about = (crossings * 8000) / (2 * frame.length);
  if (about < 300 || about > 3400) return null;
  let best = { hz: 0, share: 0 };
  for (let hz = about - 40; hz <= about + 40; hz += 10) {
    const share = shareAt(frame, hz, energy);
    if (share > best.share) best = { hz, share };
  }
  return best.share > 0.85 ? Math.round(best.hz) : null;
}

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477, 1633];
const KEYS = ["123A", "456B", "789C", "*0#D"];

/** The key whose two tones make up a frame, or null: three quarters of the energy must be theirs, 8 dB apart at most. */
function dtmfIn(frame: Pcm): Digit | null {
  const energy = energyOf(frame);
  if (energy < frame.length * QUIET * QUIET) return null;
  const loudest = (tones: readonly number[]): { at: number; share: number } =>
    tones
      .map((hz, at) => ({ at, share: shareAt(frame, hz, energy) }))
      .reduce((best, other) => (other.share > best.share ? other : best));
  const row = loudest(ROWS);
  const column = loudest(COLUMNS);
  const twist = row.share / column.share;
  if (row.share + column.share < 0.75 || twist > 6.3 || twist < 0.16) return null;
  const key = KEYS[row.at]?.[column.at] ?? "";
  return isDigit(key) ? key : null;
}

export type KeyChange = { readonly down: Digit } | { readonly up: Digit };

/** Follows a key through frames of 20 ms: down when two frames in a row hold it, up when two in a row do not. */
export function dtmfEar(): (frame: Pcm) => KeyChange | null {
  let held: Digit | null = null;
  let seen: Digit | null = null;
  let missing = 0;
  return (frame) => {
    const key = dtmfIn(frame);
    const steady = key !== null && key === seen;
    seen = key;
    if (held !== null) {
      missing = key === held ? 0 : missing + 1;
      if (missing < 2) return null;
      const up = { up: held };
      held = null;
      missing = 0;
      return up;
    }
    if (!steady) return null;
    held = key;
    return { down: key };
  };
}
