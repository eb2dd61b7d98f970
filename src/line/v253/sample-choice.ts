import type { SampleFormat } from "../../audio/sample-formats.ts";
import { formatOf, type OfferedSamples, offeredSamples, offers8000 } from "./sample-offers.ts";

/** One way in which a modem can take and give samples, as its profile knows it. */
export interface SampleCandidate {
  /** First field of the answer to `+VSM=?`. */
  readonly code: number;
  readonly format: SampleFormat;
  /** The command that chooses it: `AT+VSM=1,8000,0,0`. */
  readonly command: string;
}

/** Half the bytes of 16 bits go over any port; linear 8 bits come first, for a law costs a table look-up and no more. */
const PREFERENCE: readonly SampleFormat[] = ["u8", "ulaw", "alaw", "s8", "s16le"];

/**
 * The ways that the modem offers at 8000 Hz, best first: what the make is known for, then what plain modems are, then
 * whatever else its list describes. What a code means is said by label and bits; by the make's list where they are
 * silent, and then by the plain one. An answer that says nothing usable (some modems give `OK` alone) leaves the make's
 * own; one that offers only other things gives none.
 */
export function chooseSamples(
  make: readonly SampleCandidate[],
  plain: readonly SampleCandidate[],
  lines: readonly string[],
): readonly SampleCandidate[] {
  const offers = offeredSamples(lines);
  if (offers.length === 0) return make;
  const known = [...make, ...plain];
  const usable = offers.filter(offers8000).flatMap((offer) => candidateOf(offer, known) ?? []);
  const place = ({ code, format }: SampleCandidate) => {
    const at = known.findIndex((wanted) => wanted.code === code && wanted.format === format);
    return at >= 0 && format !== "s16le" ? at : known.length + PREFERENCE.indexOf(format);
  };
  return usable.sort((a, b) => place(a) - place(b));
}

function candidateOf(offer: OfferedSamples, known: readonly SampleCandidate[]): SampleCandidate | null {
  const reading = formatOf(offer);
  if (reading === "unknown") return null;
  const { code } = offer;
  const same = known.filter((one) => one.code === code);
  const format =
    "is" in reading
      ? reading.is
      : (same.find((one) => reading.oneOf.includes(one.format))?.format ?? meantBy(offer, reading.oneOf));
  return format === null ? null : { code, format, command: same[0]?.command ?? `AT+VSM=${code},8000` };
}

/** With no list to ask, linear 8 bits are unsigned, as nearly every make has them; a label of nothing says too little. */
const meantBy = ({ bits }: OfferedSamples, oneOf: readonly SampleFormat[]): SampleFormat | null =>
  bits === 8 && oneOf.length === 2 ? "u8" : null;

/** What it offers, for a person: `129 IMA ADPCM at 7200 Hz`. */
export const offersInWords = (lines: readonly string[]): string =>
  offeredSamples(lines)
    .map(({ code, label, rates }) => {
      const at = rates.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(", ");
      return `${code} ${label}${at === "" ? "" : ` at ${at} Hz`}`.trim();
    })
    .join("; ");
