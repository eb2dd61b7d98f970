import type { SampleFormat } from "../../audio/sample-formats.ts";

/** One line of `+VSM=?`: `1,"UNSIGNED PCM",8,0,8000,0,0` or `128,"8-BIT LINEAR",(7200,8000,11025)`. */
export interface OfferedSamples {
  readonly code: number;
  readonly label: string;
  /** Of a sample, by the field after the label or by the label; null when neither tells, 0 when they disagree. */
  readonly bits: number | null;
  /** In hertz, from – to; a single rate is both. Empty when not told. */
  readonly rates: readonly (readonly [number, number])[];
}

const OFFER = /^\s*(?:\+VSM\s*[:=]\s*)?\(?\s*(\d+)\s*\)?\s*,\s*(?:"([^"]*)"|'([^']*)'|([^,]*))(.*)$/i;
/** `(0,"SIGNED PCM",…),(1,"UNSIGNED PCM",…)` */
const TWO_OFFERS = /(?<=\))\s*,\s*(?=\(\s*\d+\s*,\s*["'])/;
/** The fields after the label hold bits, compression and rates in an order that differs: only a rate is so large. */
const LOWEST_RATE = 4000;
const MOST_BITS = 32;

/** Reads the answer to `+VSM=?`, whatever stands around the fields; other lines are left out. */
export function offeredSamples(lines: readonly string[]): readonly OfferedSamples[] {
  return lines
    .flatMap((line) => line.split(TWO_OFFERS))
    .flatMap((line) => {
      const [, code, quoted, single, bare = "", after = ""] = OFFER.exec(line) ?? [];
      if (code === undefined) return [];
      // A list may have no labels at all; what stands in their place is the first of the numbers.
      const isNumber = /^[\s()\d]+$/.test(bare);
      const label = (quoted ?? single ?? (isNumber ? "" : bare)).replace(/^\s*\(|\)\s*$/g, "").trim();
      const rest = isNumber ? `,${bare}${after}` : after;
      return [{ code: Number(code), label, bits: bitsOf(label, rest), rates: ratesOf(rest) }];
    });
}

const ratesOf = (rest: string): OfferedSamples["rates"] =>
  [...rest.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)]
    .map(([, from, to = from]) => [Number(from), Number(to)] as const)
    .filter(([, to]) => to >= LOWEST_RATE);

/** The first field after the label, unless that is a rate already; else as the label says. */
function bitsOf(label: string, rest: string): number | null {
  const first = Number(/^\s*,?\s*\(?\s*(\d+)/.exec(rest)?.[1] ?? 0);
  const field = first > 0 && first <= MOST_BITS ? first : null;
  const words = /(\d+)[-_ ]*BIT|(?:PCM|LINEAR)\D{0,2}(8|16)\b/i.exec(label);
  const said = words ? Number(words[1] ?? words[2]) : null;
  if (field !== null && said !== null && field !== said) return 0;
  return field ?? said;
}

/** What a label and its bits say of a format. */
export type Reading =
  | { readonly is: SampleFormat }
  /** It says less than a format: the code decides among these. */
  | { readonly oneOf: readonly SampleFormat[] }
  /** Compressed, or of a size that no format here has. */
  | "unknown";

const COMPRESSED = /ADPCM|CELP|GSM|G\.?72|DVI|\bIMA\b|LPC|MP3|DELTA|CVSD|\bSBC\b/;
const LINEAR_8: readonly SampleFormat[] = ["u8", "s8"];
const ANY_8: readonly SampleFormat[] = ["u8", "ulaw", "alaw", "s8"];

/** Reads label and bits: they decide, and not the code or the make. */
export function formatOf({ label, bits }: OfferedSamples): Reading {
  const words = label.toUpperCase();
  if (COMPRESSED.test(words)) return "unknown";
  const law = /A[-_ ]?LAW|G\.?711[-_ ]?A|PCMA/.test(words)
    ? "alaw"
    : /LAW|G\.?711[-_ ]?[UM]|PCMU/.test(words)
      ? "ulaw"
      : null;
  if (law) return bits === null || bits === 8 ? { is: law } : "unknown";
  const unsigned = /UNSIGNED|OFFSET/.test(words);
  const signed = !unsigned && /SIGNED|COMPLEMENT|2'?S\b/.test(words);
  if (bits === 16) return unsigned ? "unknown" : { is: "s16le" };
  if (bits !== null && bits !== 8) return "unknown";
  if (bits === 8 || /PCM|LINEAR|SIGNED|COMPLEMENT/.test(words)) {
    if (unsigned) return { is: "u8" };
    if (signed) return bits === 8 ? { is: "s8" } : { oneOf: ["s8", "s16le"] };
    return { oneOf: /PCM|LINEAR/.test(words) ? (bits === 8 ? LINEAR_8 : [...LINEAR_8, "s16le"]) : ANY_8 };
  }
  return { oneOf: ["u8", "ulaw", "alaw", "s8", "s16le"] };
}

/** Modems that give a range take every usual rate in it; one that tells none takes ours or refuses it. */
export const offers8000 = ({ rates }: OfferedSamples): boolean =>
  rates.length === 0 || rates.some(([from, to]) => from <= 8000 && to >= 8000);
