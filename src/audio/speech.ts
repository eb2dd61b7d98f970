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

const window = Float64Array.from({ length: LOOK }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / LOOK));
const fft = transform(SIZE);
/** The window's own autocorrelation, which is taken out of a frame's. */
const windowAlike = autocorrelation(spectrumOf(window)).slice(0, LONGEST + 2);

/**
 * Is there a voice in this? Noise, tones, keys and clicks are none. In doubt it says yes, for a message must not be
 * lost. Stops reading as soon as it is sure: a second or two into an ordinary message.
 */
export function hasSpeech(pcm: Pcm): boolean {
  const floor = noiseFloor();
  let row = 0;
  let voiced = 0;
  for (let at = 0; at + LOOK <= pcm.length; at += FRAME_SAMPLES) {
    const level = dbov(pcm, at, at + FRAME_SAMPLES);
    const loud = level > floor.feed(level) + ABOVE;
    row = loud && isVoiced(pcm, at) ? row + 1 : 0;
    if (row >= ROW) voiced += row === ROW ? ROW : 1;
    if (voiced >= ENOUGH) return true;
  }
  return false;
}

function isVoiced(pcm: Pcm, at: number): boolean {
  const power = spectrumOf(window.map((w, n) => w * (pcm[at + n] as number)));
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

/** Power of each bin up to the Nyquist frequency; what lies below 60 Hz is left out. */
function spectrumOf(frame: Float64Array): Float64Array {
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  re.set(frame);
  fft(re, im);
  return Float64Array.from({ length: SIZE / 2 + 1 }, (_, k) => (re[k] as number) ** 2 + (im[k] as number) ** 2);
}

/** Share of the energy in the two strongest peaks. */
function tonality(power: Float64Array): number {
  const left = power.slice();
  const whole = left.reduce((a, b) => a + b, 0);
  let peaks = 0;
  for (let n = 0; n < 2; n++) {
    let top = 0;
    for (let k = 1; k < left.length; k++) if ((left[k] as number) > (left[top] as number)) top = k;
    for (let k = Math.max(0, top - PEAK); k <= Math.min(left.length - 1, top + PEAK); k++) {
      peaks += left[k] as number;
      left[k] = 0;
    }
  }
  return peaks / Math.max(whole, 1);
}

function autocorrelation(power: Float64Array): Float64Array {
  const re = Float64Array.from({ length: SIZE }, (_, k) => power[k <= SIZE / 2 ? k : SIZE - k] as number);
  fft(re, new Float64Array(SIZE));
  return re;
}
