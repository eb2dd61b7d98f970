import { livelyEar } from "../../audio/lively.ts";
import { dbov, noiseFloor } from "../../audio/noise-floor.ts";
import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { type Heard, toneRuns } from "../../audio/tone-runs.ts";
import { type CadenceTone, signaturesOf } from "../../audio/tone-signatures.ts";
import { type Millis, millis } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import type { LegSound } from "./call-progress.ts";
import { hear, tonesOf } from "./hearing.ts";
import type { Modem } from "./modem.ts";

/** So far above the noise of the line, in dB, it is a sound. */
const SOUND = 8;
/** Long enough for no voice to keep the pitch. */
const A_DIAL_TONE = millis(300);

/**
 * Says of each frame whether it is a tone of the exchange, a voice, quiet, or some other sound that says nothing new, as
 * the tones of other countries are, which a mobile's network plays.
 */
export function legSounds(country: string): (frame: Pcm) => LegSound {
  const floor = noiseFloor();
  const ear = livelyEar();
  let lively = false;
  const runs = toneRuns(signaturesOf(country).chords);
  let heard: Heard = "other";
  return (frame) => {
    runs.feed(frame, (run, ended) => {
      if (!ended) heard = run.heard;
    });
    ear.feed(frame, (now) => {
      lively = now;
    });
    const level = dbov(frame);
    if (level - floor.feed(level) < SOUND) return "quiet";
    if (typeof heard === "number") return "tone";
    return lively ? "voice" : "strange";
  };
}

/** So long the place of the caller is looked at before a flash, and so long when there is a tone in it. */
export const GLANCE = millis(800);
const LOOK = millis(3500);
const A_SUSPICION = millis(100);

/**
 * The tone of the exchange that is where the caller should be, or null. While a prompt is played most modems hear
 * nothing, and a caller who hung up in it must not have somebody rung for nobody.
 */
export async function toneInPlaceOfCaller(modem: Modem, signal: AbortSignal): Promise<CadenceTone | null> {
  const done = new AbortController();
  const alarm = new Alarm(modem.clock, () => done.abort());
  const soundOf = legSounds(modem.settings.country);
  const tones = tonesOf(modem);
  let suspicious = 0;
  let found: CadenceTone | null = null;
  alarm.set(GLANCE);
  try {
    await hear(modem, AbortSignal.any([signal, done.signal]), (frame) => {
      found ??= tones.feed(frame);
      if (found) done.abort();
      if (soundOf(frame) !== "tone") return;
      suspicious += FRAME;
      if (suspicious === A_SUSPICION) alarm.set(LOOK);
    });
  } finally {
    alarm.clear();
  }
  return found;
}

/** Waits for a tone, `atMost` so long; false when none came. */
export async function dialTone(modem: Modem, atMost: Millis, signal: AbortSignal): Promise<boolean> {
  const done = new AbortController();
  const alarm = new Alarm(modem.clock, () => done.abort());
  const soundOf = legSounds(modem.settings.country);
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
