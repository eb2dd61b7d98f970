import type { Digit } from "../kernel/phone-number.ts";
import { type Hertz, hertz, type Millis, millis } from "../kernel/units.ts";
import { concat, type Pcm, RATE, samplesIn, silence } from "./pcm.ts";

/** Peak of a sine at this level; a full-scale sine is +3.14 dBm0 (G.711). */
export const amplitudeOf = (dbm0: number): number => 32767 * 10 ** ((dbm0 - 3.14) / 20);

export interface ToneOptions {
  /** Level of each frequency. */
  readonly dbm0?: number;
  /** Rise at the start and fall at the end, so that nothing clicks. */
  readonly ramp?: Millis;
}

/** Sines sounding together, each starting at phase 0. */
export function tone(frequencies: readonly Hertz[], duration: Millis, options: ToneOptions = {}): Pcm {
  const level = options.dbm0 ?? -12;
  return mix(
    frequencies.map((hz) => ({ hz, dbm0: level })),
    duration,
    options.ramp ?? millis(5),
  );
}

/** Sines with a level each. */
export function mix(
  parts: readonly { readonly hz: number; readonly dbm0: number }[],
  duration: Millis,
  ramp: Millis,
): Pcm {
  const length = samplesIn(duration);
  const sum = new Float64Array(length);
  for (const { hz, dbm0 } of parts) {
    const step = (2 * Math.PI * hz) / RATE;
    const peak = amplitudeOf(dbm0);
    for (let n = 0; n < length; n++) sum[n] = (sum[n] as number) + peak * Math.sin(step * n);
  }
  const edge = Math.min(samplesIn(ramp), length >> 1);
  return Int16Array.from(sum, (sample, n) => {
    const inside = Math.min(n, length - 1 - n);
    const shaped = inside < edge ? sample * 0.5 * (1 - Math.cos((Math.PI * (inside + 0.5)) / edge)) : sample;
    return Math.max(-32768, Math.min(32767, Math.round(shaped)));
  });
}

/** The beep after which a caller speaks: 1000 Hz, 400 ms, −12 dBm0. */
export const beep = (): Pcm => tone([hertz(1000)], millis(400));

/** Row and column of each key (ITU-T Q.23). */
export const dtmfRows = [697, 770, 852, 941].map(hertz) as readonly Hertz[];
export const dtmfColumns = [1209, 1336, 1477, 1633].map(hertz) as readonly Hertz[];
export const dtmfKeys: readonly Digit[] = [
  "1",
  "2",
  "3",
  "A",
  "4",
  "5",
  "6",
  "B",
  "7",
  "8",
  "9",
  "C",
  "*",
  "0",
  "#",
  "D",
];

export interface DtmfOptions {
  readonly on?: Millis;
  /** Silence after the tone. */
  readonly off?: Millis;
  /** Level of the row's tone. */
  readonly dbm0?: number;
  /** Column's level above the row's, in dB. */
  readonly twist?: number;
}

/** Keys pressed one after the other. */
export function dtmf(digits: readonly Digit[], options: DtmfOptions = {}): Pcm {
  const { on = millis(100), off = millis(100), dbm0 = -9, twist = 2 } = options;
  return concat(
    digits.flatMap((digit) => {
      const key = dtmfKeys.indexOf(digit);
      const row = dtmfRows[key >> 2] as Hertz;
      const column = dtmfColumns[key & 3] as Hertz;
      const parts = [
        { hz: row, dbm0 },
        { hz: column, dbm0: dbm0 + twist },
      ];
      return [mix(parts, on, millis(1)), silence(off)];
    }),
  );
}
