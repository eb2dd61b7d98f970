import { Fault } from "../kernel/fault.ts";
import type { Hertz } from "../kernel/units.ts";
import { type Pcm, RATE } from "./pcm.ts";

/** Zero crossings of the sinc on either side: with the window below, a transition of 630 Hz at 8 kHz. */
const CROSSINGS = 32;
/** Kaiser's window at this beta leaves −80 dB in the stop band. */
const BETA = 7.86;
/** Middle of the transition, as a share of the lower Nyquist frequency: passes 3.4 kHz, stops 4 kHz. */
const CUT = 0.925;

const LEAST_RATE = 1000;
const MOST_RATE = 384_000;

/**
 * Brings samples (full scale ±1) of any rate to telephone sound: polyphase, by a windowed sinc.
 * Faults: `audio.unsupported` for a rate outside 1–384 kHz.
 */
export function toTelephone(samples: Float32Array, rate: Hertz): Pcm {
  if (!Number.isInteger(rate) || rate < LEAST_RATE || rate > MOST_RATE)
    throw new Fault("audio.unsupported", `A sample rate of ${rate} Hz can't be read.`);
  return rate === RATE ? Int16Array.from(samples, sixteenBits) : resample(samples, rate);
}

const sixteenBits = (x: number): number => Math.max(-32768, Math.min(32767, Math.round(x * 32768))) || 0;

function resample(samples: Float32Array, rate: number): Pcm {
  const shared = gcd(RATE, rate);
  const up = RATE / shared;
  const down = rate / shared;
  const cut = Math.min(1, RATE / rate) * CUT;
  const reach = Math.ceil(CROSSINGS / cut);
  const phases = new Map<number, Float64Array>();
  const out = new Int16Array(Math.floor((samples.length * up) / down));
  for (let n = 0; n < out.length; n++) {
    const phase = (n * down) % up;
    const middle = (n * down - phase) / up;
    let taps = phases.get(phase);
    if (!taps) {
      taps = kernel(phase / up, cut, reach);
      phases.set(phase, taps);
    }
    const first = middle - reach + 1;
    const from = Math.max(0, -first);
    const to = Math.min(taps.length, samples.length - first);
    let sum = 0;
    for (let i = from; i < to; i++) sum += (taps[i] as number) * (samples[first + i] as number);
    out[n] = sixteenBits(sum);
  }
  return out;
}

/** Taps for a point `fraction` of a sample after the middle one; they sum to 1, so DC is kept exactly. */
function kernel(fraction: number, cut: number, reach: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach }, (_, i) => {
    const x = i - reach + 1 - fraction;
    return sinc(x * cut) * kaiser(x / reach);
  });
  const sum = taps.reduce((a, b) => a + b, 0);
  return taps.map((tap) => tap / sum);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const kaiser = (x: number): number => (Math.abs(x) > 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA));

/** Modified Bessel function I₀, by its series. */
function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
