import { atOnce, type InSteps } from "./in-steps.ts";
import { dbov, noiseFloor } from "./noise-floor.ts";
import { FRAME_SAMPLES, type Pcm, RATE } from "./pcm.ts";
import { transform } from "./spectrum.ts";

/** A frame of 32 ms, so that two periods of the deepest voice fit; looked at every 20 ms. */
const LOOK = 256;
const SIZE = 512;
/** Pitch of a voice: 70 to 400 Hz, as lags in samples. */
const SHORTEST = Math.floor(RATE / 400);
const LONGEST = Math.floor(RATE / 70);
/** How alike a frame is to itself a period later. Noise stays under this by chance. */
const PERIODIC = 0.55;
/** Above this share of the energy in two narrow peaks it is a tone, or a pair of them. */
const TONAL = 0.85;
/** A peak is its bin and two beside it (±31 Hz), the width of the window. */
const PEAK = 4;
/** Above the line's noise, in dB, to be listened to at all. */
const ABOVE = 6;
/** Voiced frames in a row: fewer are a click or the edge of a tone. */
const ROW = 3;
/** Voiced frames altogether, 240 ms: less than "oui, bonjour", more than a cough. */
const ENOUGH = 12;
/** Looks in a step: half a second. */
const STEP = 25;

const window = Float64Array.from({ length: LOOK }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / LOOK));
const fft = transform(SIZE);
/** The window's own autocorrelation, which is taken out of a frame's. */
const windowAlike = autocorrelation(spectrumOf(window));

/**
 * Is there a voice in this? Noise, tones, keys and clicks are none. In doubt it says yes, for a message must not be
 * lost. Stops reading as soon as it is sure: a second or two into an ordinary message.
 */
export const hasSpeech = (pcm: Pcm): boolean => atOnce(speechInSteps(pcm, () => true));

/** The same, a step at a time. Looks of 20 ms that are not `within` are passed over. */
export function* speechInSteps(pcm: Pcm, within: (look: number) => boolean): InSteps<boolean> {
  const floor = noiseFloor();
  let row = 0;
  let voiced = 0;
  for (let at = 0; at + LOOK <= pcm.length; at += FRAME_SAMPLES) {
    if ((at / FRAME_SAMPLES) % STEP === STEP - 1) yield;
    const level = dbov(pcm, at, at + FRAME_SAMPLES);
    const loud = level > floor.feed(level) + ABOVE;
    row = loud && within(at / FRAME_SAMPLES) && isVoiced(pcm, at) ? row + 1 : 0;
    if (row >= ROW) voiced += row === ROW ? ROW : 1;
    if (voiced >= ENOUGH) return true;
  }
  return false;
}

function isVoiced(pcm: Pcm, at: number): boolean {
  const frame = new Float64Array(LOOK);
  for (let n = 0; n < LOOK; n++) frame[n] = (window[n] as number) * (pcm[at + n] as number);
  const power = spectrumOf(frame);
  if (tonality(power) > TONAL) return false;
  const alike = autocorrelation(power);
  const whole = alike[0] as number;
  let best = 0;
  for (let lag = SHORTEST; lag <= LONGEST; lag++) {
    const here = alike[lag] as number;
    if (here < (alike[lag - 1] as number) || here < (alike[lag + 1] as number)) continue;
    best = Math.max(best, ((here / whole) * (windowAlike[0] as number)) / (windowAlike[lag] as number));
  }
  return best > PERIODIC;
}

/** Power of each bin, those above the Nyquist frequency too. */
function spectrumOf(frame: Float64Array): Float64Array {
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  re.set(frame);
  fft(re, im);
  for (let k = 0; k < SIZE; k++) re[k] = (re[k] as number) ** 2 + (im[k] as number) ** 2;
  return re;
}

/** Share of the energy in the two strongest peaks. */
function tonality(power: Float64Array): number {
  const left = power.slice(0, SIZE / 2 + 1);
  let whole = 0;
  for (let k = 0; k < left.length; k++) whole += left[k] as number;
  const peaks = takePeak(left) + takePeak(left);
  return peaks / Math.max(whole, 1);
}

/** Takes the strongest peak out of a spectrum, and gives what it held. */
function takePeak(power: Float64Array): number {
  let top = 0;
  for (let k = 1; k < power.length; k++) if ((power[k] as number) > (power[top] as number)) top = k;
  let held = 0;
  for (let k = Math.max(0, top - PEAK); k <= Math.min(power.length - 1, top + PEAK); k++) {
    held += power[k] as number;
    power[k] = 0;
  }
  return held;
}

/** By Wiener and Khinchin: the transform of the power. */
function autocorrelation(power: Float64Array): Float64Array {
  const re = power.slice();
  fft(re, new Float64Array(SIZE));
  return re;
}
