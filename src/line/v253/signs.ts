import { type Millis, millis, seconds } from "../../kernel/units.ts";
import type { GoneSign } from "../line.ts";

/** What a DLE code means, as far as a call is concerned. Keys and caller id are read elsewhere. */
export type DleMeaning =
  | "ring"
  | "busy"
  | "congestion"
  | "dial"
  | "loop-break"
  | "machine-calls"
  | "telephone-lifted"
  | "ringback"
  | "special-information"
  | "waiting"
  | "underrun"
  | "overrun"
  | "nothing";

export type DleMeanings = Readonly<Record<string, DleMeaning>>;

/** The events of V.253 that bear on a call. A code that is not there means nothing to a call. */
export const v253Meanings: DleMeanings = {
  R: "ring",
  b: "busy",
  d: "dial",
  l: "loop-break",
  // Of the telephone beside the box, on every make; some makes say `p` where V.253 has `P`, and no telephone is put
  // down (`h`) that was not lifted before: by then the call is that person's, so it ends none.
  H: "telephone-lifted",
  P: "telephone-lifted",
  p: "telephone-lifted",
  h: "nothing",
  c: "machine-calls",
  e: "machine-calls",
  r: "ringback",
  J: "special-information",
  w: "waiting",
  u: "underrun",
  o: "overrun",
  // A polarity reversal also greets an answered call on some lines, so it ends none.
  L: "nothing",
};

/**
 * Which sign of a caller gone stands behind a meaning, and how it is taken: `likely` ones are checked by listening, as
 * far as the line can be heard; of the others (`repeated`) one time is none at all.
 */
const SIGNS: Readonly<Partial<Record<DleMeaning, { readonly sign: GoneSign; readonly grade: "likely" | "repeated" }>>> =
  {
    // The exchange breaks the loop at the end of a call, and at the answer, for a waiting call, or for no reason, too.
    "loop-break": { sign: "loop-break", grade: "likely" },
    // Modems take a sung vowel for a progress tone, and 1100 Hz in a voice for a fax; their manuals say that the report
    // repeats (dial tone each 3 s, busy and calling tones each 4 s) so that a false one can be passed over. Twice within
    // 10 s is a sign. A fax or data modem hears no announcement and leaves no message, so it counts as gone.
    dial: { sign: "dial-tone", grade: "repeated" },
    busy: { sign: "busy-tone", grade: "repeated" },
    congestion: { sign: "congestion-tone", grade: "repeated" },
    "machine-calls": { sign: "modem", grade: "repeated" },
  };

const AGAIN_WITHIN = seconds(10);
/** A tone that is reported again sooner is the same report. */
const APART = millis(300);

/** The last report that is none by itself, and how many of it came. */
export type Suspicion = { readonly meaning: DleMeaning; readonly at: Millis; readonly times: number } | null;

/** May the caller be gone, given what was suspected before? `times`: how often that was reported. */
export function judge(
  suspicion: Suspicion,
  meaning: DleMeaning,
  at: Millis,
): { readonly suspicion: Suspicion; readonly sign: GoneSign | null; readonly times: number } {
  const known = SIGNS[meaning];
  if (!known) return { suspicion, sign: null, times: 0 };
  if (known.grade === "likely") return { suspicion, sign: known.sign, times: 1 };
  const before = suspicion?.meaning === meaning && at - suspicion.at <= AGAIN_WITHIN ? suspicion : null;
  if (before && at - before.at < APART) return { suspicion, sign: null, times: before.times };
  const times = (before?.times ?? 0) + 1;
  return { suspicion: { meaning, at, times }, sign: times > 1 ? known.sign : null, times };
}
