import { dbov, noiseFloor } from "../../audio/noise-floor.ts";
import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { type Heard, toneRuns } from "../../audio/tone-runs.ts";
import { type Millis, millis } from "../../kernel/units.ts";
import { Alarm } from "./alarm.ts";
import type { LegSound } from "./call-progress.ts";
import { hear } from "./hearing.ts";
import type { Modem } from "./modem.ts";

/** Progress tones (425 and 440 Hz alike), and the three of special information. */
const TONES = [432.5, 950, 1400, 1800] as const;
/** So far above the noise of the line, in dB, it is a sound. */
const SOUND = 8;
/** Long enough for no voice to keep the pitch. */
const A_DIAL_TONE = millis(300);

/** Says of each frame whether it is a tone of the exchange, some other sound (taken for a voice), or neither. */
export function legSounds(): (frame: Pcm) => LegSound {
  const floor = noiseFloor();
  const runs = toneRuns(TONES);
  let heard: Heard = "other";
  return (frame) => {
    runs.feed(frame, (run, ended) => {
      if (!ended) heard = run.heard;
    });
    const level = dbov(frame);
    if (level - floor.feed(level) < SOUND) return "quiet";
    return typeof heard === "number" ? "tone" : "voice";
  };
}

/** Waits for a tone, `atMost` so long; false when none came. */
export async function dialTone(modem: Modem, atMost: Millis, signal: AbortSignal): Promise<boolean> {
  const done = new AbortController();
  const alarm = new Alarm(modem.clock, () => done.abort());
  const soundOf = legSounds();
  let tone = 0;
  alarm.set(atMost);
  try {
    await hear(modem, AbortSignal.any([signal, done.signal]), (frame) => {
      tone = soundOf(frame) === "tone" ? tone + FRAME : 0;
      if (tone >= A_DIAL_TONE) done.abort();
    });
  } finally {
    alarm.clear();
  }
  return tone >= A_DIAL_TONE;
}
