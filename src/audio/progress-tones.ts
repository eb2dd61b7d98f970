import { type Hertz, hertz, type Millis, millis } from "../kernel/units.ts";
import { concat, type Pcm, samplesIn, silence } from "./pcm.ts";
import { type CountryTones, countryTones } from "./tone-table.ts";
import { type ToneOptions, tone } from "./tones.ts";

/** What an exchange says by tone that bears on a call. */
export type ProgressTone = "dial" | "busy" | "congestion" | "ringback" | "special-information";

/** A stretch of a tone's cycle: one or two frequencies at once, or a pause (none). */
export interface Beat {
  readonly hz: readonly Hertz[];
  readonly ms: Millis;
}

/** A cycle that repeats; a single sounding beat is a tone without end. */
export type Cadence = readonly Beat[];

/** Reads a cadence as the table writes it. A tone without end is a beat of a second. */
export const cadenceOf = (text: string): Cadence =>
  text.split(" ").map((beat) => {
    const [tones = "", ms = "1000"] = beat.split("/");
    const hz = tones.split("+").map(Number);
    return { hz: hz.filter((each) => each > 0).map(hertz), ms: millis(Number(ms)) };
  });

/** The tones of a country (ISO 3166); those of France for one that is not in the table. */
export const tonesOfCountry = (country: string): CountryTones =>
  countryTones[country] ?? (countryTones.FR as CountryTones);

export type ToneKind = keyof CountryTones;

/** One cycle, to be played in a loop. */
function cycleOf(cadence: Cadence, options: ToneOptions = {}): Pcm {
  const endless = cadence.length === 1;
  return concat(
    cadence.map(({ hz, ms }) =>
      hz.length === 0 ? silence(ms) : tone(hz, ms, endless ? { ...options, ramp: millis(0) } : options),
    ),
  );
}

/** One cycle of a tone as an exchange of that country sends it, to be played in a loop. */
export const toneCycle = (kind: ToneKind, country: string, options: ToneOptions = {}): Pcm =>
  cycleOf(cadenceOf(tonesOfCountry(country)[kind]), options);

/** A tone as an exchange of that country sends it, for as long as asked. */
export function progressTone(kind: ToneKind, duration: Millis, country: string = "FR", options: ToneOptions = {}): Pcm {
  const cycle = cycleOf(cadenceOf(tonesOfCountry(country)[kind]), options);
  return Int16Array.from({ length: samplesIn(duration) }, (_, n) => cycle[n % cycle.length] as number);
}
