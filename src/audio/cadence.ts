import type { Pcm } from "./pcm.ts";
import { type ToneRun, toneRuns } from "./tone-runs.ts";
import { type CadenceTone, signaturesOf, type Wanted } from "./tone-signatures.ts";

export interface CadenceDetector {
  /**
   * Takes any number of samples and says which tone has just been recognised. Goes on saying so while the tone
   * lasts: busy and congestion every two cycles, ringback at each ring, dial once for each unbroken tone.
   */
  feed(pcm: Pcm): CadenceTone | null;
}

/**
 * Listens for the tones that an exchange of the country (ISO 3166) sends: dial, busy, congestion, ringback, special
 * information; and for a fax that calls, from its second tone on. Frequencies within ±15 Hz, cadence within ±10 %, noise
 * down to 8 dB below the tone.
 */
export function cadenceDetector(country = "FR"): CadenceDetector {
  const { chords, known } = signaturesOf(country);
  const longest = Math.max(...known.map(({ runs }) => runs.length));
  const sound = toneRuns(chords);
  const past: ToneRun[] = [];
  let told = false;

  /** Does the past, with `run` last, end in this signature? */
  const ends = (runs: readonly Wanted[], run: ToneRun): boolean =>
    past.length >= runs.length - 1 &&
    runs.every((wanted, i) => {
      const back = runs.length - 1 - i;
      const was = back === 0 ? run : past[past.length - back];
      return was !== undefined && was.heard === wanted.heard && was.ms >= wanted.least && was.ms <= wanted.most;
    });

  return {
    feed(pcm) {
      let recognised: CadenceTone | null = null;
      sound.feed(pcm, (run, ended) => {
        const match = known.find(({ runs }) => {
          const openEnded = runs.at(-1)?.most === Number.POSITIVE_INFINITY;
          return openEnded ? !told && ends(runs, run) : ended && ends(runs, run);
        });
        if (match) recognised ??= match.tone;
        if (ended) {
          past.push(run);
          if (past.length > longest) past.shift();
          if (match) past.length = 0;
        }
        told = ended ? false : told || match !== undefined;
      });
      return recognised;
    },
  };
}
