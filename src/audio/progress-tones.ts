import { type Hertz, hertz, type Millis, millis } from "../kernel/units.ts";
import { concat, type Pcm, samplesIn, silence } from "./pcm.ts";
import { type ToneOptions, tone } from "./tones.ts";

/** What an exchange says by tone. */
export type ProgressTone = "dial" | "busy" | "congestion" | "ringback" | "special-information";

export type ToneCountry = "FR" | "DE";

/** A stretch of a tone's cycle: a frequency, or a pause (`null`). */
export interface Beat {
  readonly hz: Hertz | null;
  readonly ms: Millis;
}

/** A cycle that repeats; a single sounding beat is a tone without end. */
export type Cadence = readonly Beat[];

const on = (hz: number, ms: number): Beat => ({ hz: hertz(hz), ms: millis(ms) });
const off = (ms: number): Beat => ({ hz: null, ms: millis(ms) });

/** ITU-T E.180 §7: the same everywhere. */
const specialInformation: Cadence = [on(950, 330), on(1400, 330), on(1800, 330), off(1000)];

/** ITU-T E.180 Supplement 2, "Various tones used in national networks". */
export const progressTones: Readonly<Record<ToneCountry, Readonly<Record<ProgressTone, Cadence>>>> = {
  FR: {
    dial: [on(440, 1000)],
    busy: [on(440, 500), off(500)],
    congestion: [on(440, 250), off(250)],
    ringback: [on(440, 1500), off(3500)],
    "special-information": specialInformation,
  },
  DE: {
    dial: [on(425, 1000)],
    busy: [on(425, 480), off(480)],
    congestion: [on(425, 240), off(240)],
    ringback: [on(425, 1000), off(4000)],
    "special-information": specialInformation,
  },
};

/** One cycle, to be played in a loop. */
function cycleOf(cadence: Cadence, options: ToneOptions = {}): Pcm {
  const endless = cadence.length === 1;
  return concat(
    cadence.map(({ hz, ms }) =>
      hz === null ? silence(ms) : tone([hz], ms, endless ? { ...options, ramp: millis(0) } : options),
    ),
  );
}

/** A tone as an exchange of that country sends it, for as long as asked. */
export function progressTone(
  kind: ProgressTone,
  duration: Millis,
  country: ToneCountry = "FR",
  options: ToneOptions = {},
): Pcm {
  const cycle = cycleOf(progressTones[country][kind], options);
  return Int16Array.from({ length: samplesIn(duration) }, (_, n) => cycle[n % cycle.length] as number);
}
