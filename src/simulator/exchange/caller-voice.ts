import { FRAME, FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";
import { dtmf } from "../../audio/tones.ts";
import type { Digit } from "../../kernel/phone-number.ts";
import { millis } from "../../kernel/units.ts";
import type { CallerStep } from "./calls.ts";
import { levelOf, pureTone, QUIET } from "./ear.ts";

const nothing: Pcm = new Int16Array(FRAME_SAMPLES);

const BEEP_AT_LEAST = 120 / FRAME;
/** Hz. A long vowel of a clear voice is a tone of its pitch, and an exchange's are of 480 at most; beeps are higher. */
const BEEP_ABOVE = 500;
const PATIENCE_WITH_SILENCE = 10_000 / FRAME;

const keySounds = new Map<Digit, Pcm>();

/** Made once: it is asked for in every frame of a call. */
export function keySound(key: Digit): Pcm {
  const sound = keySounds.get(key) ?? dtmf([key], { on: millis(120), off: millis(80) });
  keySounds.set(key, sound);
  return sound;
}

/** The nth frame of a sound, filled up with silence; null past its end. */
export function frameOf(sound: Pcm, n: number): Pcm | null {
  const from = n * FRAME_SAMPLES;
  if (from >= sound.length) return null;
  if (from + FRAME_SAMPLES <= sound.length) return sound.subarray(from, from + FRAME_SAMPLES);
  const frame = new Int16Array(FRAME_SAMPLES);
  frame.set(sound.subarray(from));
  return frame;
}

/** What a caller does in 20 ms, given what it heard in the last. */
interface Moment {
  readonly said: Pcm;
  readonly pressed?: Digit;
  readonly hungUp?: true;
}

/** Walks through a script in steps of 20 ms. A key of `press` sounds at once, over whatever the script does. */
export function callerVoice(script: readonly CallerStep[]): {
  next(heard: Pcm): Moment;
  press(key: Digit): void;
  /** What is said besides the script, one after the other; a key sounds over it. */
  say(sound: Pcm): void;
} {
  const waiting = [...script];
  const sayings: Pcm[] = [];
  let saidFrame = 0;
  const pressed: Digit[] = [];
  let step: CallerStep | undefined;
  let done: (heard: Pcm) => boolean = () => true;
  let frame = 0;
  let keyFrame = 0;

  const walk = (heard: Pcm): Moment => {
    if (!step || done(heard)) {
      step = waiting.shift();
      if (!step) return { said: nothing };
      if ("hangUp" in step) return { said: nothing, hungUp: true };
      done = ending(step);
      frame = 0;
    }
    const key = frame === 0 && "key" in step ? { pressed: step.key } : {};
    return { said: frameOf(soundOf(step), frame++) ?? nothing, ...key };
  };

  const besides = (): Pcm | null => {
    for (let sound = sayings[0]; sound; sound = sayings[0]) {
      const frame = frameOf(sound, saidFrame++);
      if (frame) return frame;
      sayings.shift();
      saidFrame = 0;
    }
    return null;
  };

  return {
    press: (key) => void pressed.push(key),
    say: (sound) => void sayings.push(sound),
    next(heard) {
      const walked = walk(heard);
      const more = besides();
      const moment = more ? { ...walked, said: more } : walked;
      const [key] = pressed;
      if (!key || moment.hungUp) return moment;
      const sound = frameOf(keySound(key), keyFrame++);
      if (sound) return { ...moment, said: sound, ...(keyFrame === 1 ? { pressed: key } : {}) };
      pressed.shift();
      keyFrame = 0;
      return moment;
    },
  };
}

const soundOf = (step: CallerStep): Pcm => ("say" in step ? step.say : "key" in step ? keySound(step.key) : nothing);

/** Whether a step is over, asked before each frame but its first. */
function ending(step: CallerStep): (heard: Pcm) => boolean {
  let frames = 0;
  if ("wait" in step) return () => ++frames * FRAME >= step.wait;
  if ("say" in step) return () => ++frames * FRAME_SAMPLES >= step.say.length;
  if ("key" in step) return () => ++frames * FRAME_SAMPLES >= keySound(step.key).length;
  if ("untilBeep" in step) return beepHeard();
  if ("untilQuiet" in step) {
    let quiet = 0;
    let sounded = false;
    return (heard) => {
      const loud = levelOf(heard) > QUIET;
      sounded ||= loud;
      quiet = loud ? 0 : quiet + 1;
      return (sounded && quiet * FRAME >= step.untilQuiet) || quiet > PATIENCE_WITH_SILENCE;
    };
  }
  return () => true;
}

function beepHeard(): (heard: Pcm) => boolean {
  let pitch = 0;
  let length = 0;
  return (heard) => {
    const tone = pureTone(heard);
    const hz = tone !== null && tone > BEEP_ABOVE ? tone : null;
    if (hz !== null && (length === 0 || Math.abs(hz - pitch) <= 30)) {
      pitch = hz;
      length++;
      return false;
    }
    // A frame in which the tone fades or is cut is neither: only a beep long enough counts, then what follows it.
    const beeped = length >= BEEP_AT_LEAST;
    length = hz === null ? 0 : 1;
    pitch = hz ?? 0;
    return beeped;
  };
}
