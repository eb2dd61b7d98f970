import type { DateOfYear, Of, Times } from "./token.ts";
import { ENGLISH_DAY, FRENCH_DAY, weekdayNamed } from "./weekdays.ts";

const FR_MONTHS =
  "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|janv\\.?|févr?\\.?|avr\\.?|juil\\.?|sept\\.?|oct\\.?|nov\\.?|déc\\.?";
const EN_MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?(?!\\p{L})";
/** How the name of each month begins, and no other does, without its accents. */
const STARTS: readonly (readonly string[])[] = [
  ["jan"],
  ["fe"],
  ["mar"],
  ["av", "ap"],
  ["mai", "may"],
  ["juin", "jun"],
  ["juil", "jul"],
  ["ao", "au"],
  ["se"],
  ["oc"],
  ["no"],
  ["de"],
];

/** A date whose parts are the groups w, d, m (or n in figures) and y with this number behind. */
export const frenchDate = (n: string): string =>
  `(?:(?<w${n}>${FRENCH_DAY}) )?(?<d${n}>\\d{1,2})(?: (?<m${n}>${FR_MONTHS})|/(?<n${n}>\\d{1,2}))?(?:[ /](?<y${n}>20\\d\\d))?`;
export const englishDate = (n: string): string =>
  `(?:(?<w${n}>${ENGLISH_DAY}),? )?(?:the )?(?:(?<d${n}>\\d{1,2})(?: of)? (?<m${n}>${EN_MONTHS})|(?<k${n}>${EN_MONTHS}) (?:the )?(?<e${n}>\\d{1,2})(?! ?(?:[:.]\\d|[ap]m)))(?:,? (?<y${n}>20\\d\\d))?`;

type Groups = Readonly<Record<string, string | undefined>>;

export function monthIn(groups: Groups, n: string): number | null {
  const name = groups[`m${n}`] ?? groups[`k${n}`];
  if (name !== undefined) {
    const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "");
    const at = STARTS.findIndex((starts) => starts.some((start) => plain.startsWith(start)));
    return at < 0 ? null : at + 1;
  }
  const figure = Number(groups[`n${n}`] ?? "0");
  return figure >= 1 && figure <= 12 ? figure : null;
}

function dateIn(groups: Groups, n: string): DateOfYear {
  const year = groups[`y${n}`];
  return {
    day: Number(groups[`d${n}`] ?? groups[`e${n}`]),
    month: monthIn(groups, n),
    year: year === undefined ? null : Number(year),
    weekday: weekdayNamed(groups[`w${n}`]),
  };
}

/** One date; "le 3" alone is one only after another. */
export function dateOf(groups: Groups, side: Of<"dates">["side"]): Of<"dates"> | null {
  const date = dateIn(groups, "1");
  if (date.day < 1 || (date.day > 31 && date.month === null)) return null;
  const bare = date.month === null && date.weekday === null;
  return { is: "dates", from: date, to: date, side, ...(bare && { bare: true }) };
}

/** `at`: when it begins on the first day. */
export function datesOf(groups: Groups, at?: Times): Of<"dates"> | null {
  const to = dateIn(groups, "2");
  const from = dateIn(groups, "1");
  if (![from, to].every(({ day }) => day >= 1 && day <= 31) || to.month === null) return null;
  const month = from.month ?? to.month;
  return {
    is: "dates",
    from: { ...from, month, year: from.year ?? to.year },
    to,
    side: "on",
    ...(at !== undefined && { at }),
  };
}

/** A holiday by its name, which is a date of every year. */
export function named(day: number, month: number): Of<"dates"> {
  const date = { day, month, year: null, weekday: null };
  return { is: "dates", from: date, to: date, side: "on" };
}
