import type { SampleFormat } from "../../audio/sample-formats.ts";

/** One way in which a modem can take and give samples, as its profile knows it. */
export interface SampleCandidate {
  /** First field of the answer to `+VSM=?`. */
  readonly code: number;
  readonly format: SampleFormat;
  /** The command that chooses it: `AT+VSM=1,8000,0,0`. */
  readonly command: string;
}

/** One line of `+VSM=?`: `1,"UNSIGNED PCM",8,0,8000,0,0` or `128,"8-BIT LINEAR",(7200,8000,11025)`. */
export interface OfferedSamples {
  readonly code: number;
  readonly label: string;
  /** In hertz: each rate, or the two bounds of a range. Empty when not told. */
  readonly rates: readonly number[];
}

const OFFER = /^\s*(?:\+VSM:\s*)?(\d+)\s*,\s*"?([^",]*)"?(.*)$/i;
/** The fields after the label hold bits, compression and rates in an order that differs: only a rate is so large. */
const LOWEST_RATE = 4000;

/** Reads the answer to `+VSM=?`, whatever stands around the fields; other lines are left out. */
export function offeredSamples(lines: readonly string[]): readonly OfferedSamples[] {
  return lines.flatMap((line) => {
    const [, code, label = "", rest = ""] = OFFER.exec(line) ?? [];
    if (code === undefined) return [];
    const rates = (rest.match(/\d+/g) ?? []).map(Number).filter((n) => n >= LOWEST_RATE);
    return [{ code: Number(code), label: label.trim(), rates }];
  });
}

/**
 * The first candidate that the modem offers at 8000 Hz. An answer that says nothing usable (some modems give `OK`
 * alone) leaves the profile's first candidate; one that offers only other things gives null.
 */
export function chooseSamples(
  candidates: readonly SampleCandidate[],
  lines: readonly string[],
): SampleCandidate | null {
  const offers = offeredSamples(lines);
  if (offers.length === 0) return candidates[0] ?? null;
  return candidates.find((wanted) => offers.some((offer) => offer.code === wanted.code && at8000(offer))) ?? null;
}

/** Modems that give a range or several rates take every usual one between; not told means take it. */
function at8000({ rates }: OfferedSamples): boolean {
  return rates.length === 0 || (Math.min(...rates) <= 8000 && Math.max(...rates) >= 8000);
}
