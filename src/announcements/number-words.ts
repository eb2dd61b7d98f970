import type { Language } from "../duty/office.ts";

const FRENCH =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const ENGLISH =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const FRENCH_TENS = ["", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt"];
const ENGLISH_TENS = ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

function french(n: number): string {
  const small = FRENCH[n];
  if (small !== undefined) return small;
  if (n === 80) return "quatre-vingts";
  // Seventy and ninety count on from sixty and eighty: soixante-douze, quatre-vingt-dix-sept.
  const ten = Math.min(8, Math.floor(n / 10) === 7 ? 6 : Math.floor(n / 10));
  const rest = n - ten * 10;
  const tens = FRENCH_TENS[ten] ?? "";
  if (rest === 0) return tens;
  return (rest === 1 || rest === 11) && ten < 8 ? `${tens} et ${french(rest)}` : `${tens}-${french(rest)}`;
}

function english(n: number): string {
  const small = ENGLISH[n];
  if (small !== undefined) return small;
  const tens = ENGLISH_TENS[Math.floor(n / 10)] ?? "";
  return n % 10 === 0 ? tens : `${tens}-${english(n % 10)}`;
}

/** A whole number from 0 to 99 as it is said. Outside that, its digits. */
export function numberInWords(n: number, language: Language): string {
  if (!Number.isInteger(n) || n < 0 || n > 99) return String(n);
  return language === "fr" ? french(n) : english(n);
}

/**
 * A telephone number as it is read aloud, from the form people write it in (`06 12 34 56 78`, `+44 20 7946 0958`):
 * in France pair by pair (`zéro six, douze, …`), in English figure by figure in the same groups.
 */
export function digitsInWords(shown: string, language: Language): string {
  const groups = shown.match(/\d+/g) ?? [];
  const spoken = groups.flatMap((group) => (language === "fr" ? pairs(group) : [figures(group)]));
  return (shown.trim().startsWith("+") ? "plus " : "") + spoken.join(", ");
}

function pairs(group: string): string[] {
  const odd = group.length % 2;
  const parts = [...(odd ? [group.slice(0, 1)] : []), ...(group.slice(odd).match(/../g) ?? [])];
  return parts.map((part) =>
    part.length === 2 && part.startsWith("0")
      ? `zéro ${french(Number(part.slice(1)))}`
      : numberInWords(Number(part), "fr"),
  );
}

const figures = (group: string): string => [...group].map((figure) => english(Number(figure))).join(" ");
