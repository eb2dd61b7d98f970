import { holidayTable } from "./holiday-table.ts";
import type { Language } from "./office.ts";
import { DAY_MS, type Day, dateOfDay, dayOfDate, type WallDate } from "./wall-clock.ts";

/** Public holidays by country and region, from a table made of `date-holidays`: a country is read when it is first asked for. */

export interface HolidayPlace {
  readonly country: string;
  readonly region?: string | undefined;
  readonly language: Language;
}

/** A public holiday as its region's calendar has it. */
export interface Holiday {
  /**
   * When it is, in the calendar's own words: `05-01`, `easter 50`. The same each year, in every language, and for the
   * day that makes up for it: what an office's choice about a holiday is kept by.
   */
  readonly rule: string;
  readonly name: string;
}

/** What an office says about public holidays. */
export interface HolidayChoice extends HolidayPlace {
  readonly closedOnHolidays: boolean;
  /** Rules of the holidays that are worked all the same. */
  readonly workedHolidays: readonly string[];
}

type Year = ReadonlyMap<Day, readonly Holiday[]>;
const years = new Map<string, Year>();
const MOST_YEARS = 100;

/** Whether this holiday closes the office. */
export const closesOn = (office: Omit<HolidayChoice, keyof HolidayPlace>, { rule }: Holiday): boolean =>
  office.closedOnHolidays && !office.workedHolidays.includes(rule);

/** The name of the public holiday that closes the office on `day`, or null. Of two on one day, one is enough to close. */
export function holidayClosing(office: HolidayChoice, day: Day): string | null {
  if (!office.closedOnHolidays) return null;
  return holidaysOn(office, day).find((holiday) => closesOn(office, holiday))?.name ?? null;
}

/** The public holidays on `day`; two in the years when Ascension is on the 1st of May. An unknown country has none. */
export const holidaysOn = (place: HolidayPlace, day: Day): readonly Holiday[] =>
  holidaysOfYear(place, new Date(day * DAY_MS).getUTCFullYear()).get(day) ?? [];

/** A year's public holidays in the order of their days. Bank, school and observance days are none. */
export function holidaysOfYear(place: HolidayPlace, year: number): Year {
  const { country, region, language } = place;
  const key = `${country}/${region ?? ""}/${language}/${year}`;
  const known = years.get(key);
  if (known) return known;
  if (years.size >= MOST_YEARS) years.clear();
  const found = new Map<Day, Holiday[]>();
  const table = countryNamed(country);
  for (const n of table ? rulesIn(table, region) : []) {
    const entry = table?.rules[n];
    if (!entry) continue;
    const [rule, inFrench, inEnglish] = entry;
    const name = language === "fr" ? inFrench : inEnglish;
    // Two of one name on one day are one.
    for (const day of name === "" ? [] : daysOf(entry, year))
      found.set(day, [...(found.get(day) ?? []), { rule, name }]);
  }
  const inOrder = new Map([...found].sort(([a], [b]) => a - b));
  years.set(key, inOrder);
  return inOrder;
}

/** A rule with its names in French and English, and its days as the table has them. */
type Entry = readonly [rule: string, inFrench: string, inEnglish: string, days: string];

interface Country {
  /** Places of rules in the list. */
  readonly whole: string;
  readonly states: readonly (readonly [code: string, inFrench: string, inEnglish: string, rules: string])[];
  readonly rules: readonly Entry[];
}

const countries = new Map<string, Country | null>();

function countryNamed(code: string): Country | null {
  const known = countries.get(code);
  if (known !== undefined) return known;
  const line = Object.hasOwn(holidayTable, code) ? holidayTable[code] : undefined;
  const country = line ? (JSON.parse(line()) as Country) : null;
  countries.set(code, country);
  return country;
}

const rulesIn = ({ whole, states }: Country, region: string | undefined): readonly number[] =>
  (states.find(([code]) => code === region)?.[3] ?? whole).split(" ").map(Number);

/** 1 January 2000: what the days of the table are counted from. */
const ORIGIN = dayOfDate("2000-01-01");
const written = new WeakMap<Entry, ReadonlyMap<number, readonly Day[]>>();

/** The days of a rule in a year: as it says itself, or as they are written. */
function daysOf(entry: Entry, year: number): readonly Day[] {
  const [rule, , , days] = entry;
  if (days === "=")
    return [rule.startsWith("easter") ? easterOf(year) + Number(rule.slice(6)) : dayOfDate(`${year}-${rule}`)];
  const known = written.get(entry) ?? byYear(days);
  written.set(entry, known);
  return known.get(year) ?? [];
}

/** Each as the distance from the one before, in digits and letters. */
function byYear(days: string): ReadonlyMap<number, readonly Day[]> {
  const found = new Map<number, Day[]>();
  let day = ORIGIN;
  for (const distance of days === "" ? [] : days.split(" ")) {
    day += Number.parseInt(distance, 36);
    const year = new Date(day * DAY_MS).getUTCFullYear();
    found.set(year, [...(found.get(year) ?? []), day]);
  }
  return found;
}

/** The Gregorian computus (Meeus, Jones, Butcher). */
function easterOf(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32) / DAY_MS;
}

/** A holiday with its days from today to the end of next year. */
export interface ComingHoliday extends Holiday {
  readonly days: readonly WallDate[];
}

/** The holidays from a day on to the end of the year after, each once, in the order in which they come. */
export function comingHolidays(place: HolidayPlace, from: Day): readonly ComingHoliday[] {
  const year = new Date(from * DAY_MS).getUTCFullYear();
  const coming = new Map<string, { readonly name: string; readonly days: WallDate[] }>();
  const all = [year, year + 1].flatMap((each) => [...holidaysOfYear(place, each)]).sort(([a], [b]) => a - b);
  for (const [day, holidays] of all)
    for (const { rule, name } of day < from ? [] : holidays) {
      const known = coming.get(rule);
      if (known) known.days.push(dateOfDay(day));
      else coming.set(rule, { name, days: [dateOfDay(day)] });
    }
  return [...coming].map(([rule, { name, days }]) => ({ rule, name, days }));
}

/** The rules of a place's public holidays, those of some years only as well. */
export function rulesOf(country: string, region: string | undefined): ReadonlySet<string> {
  const table = countryNamed(country);
  return new Set(table ? rulesIn(table, region).flatMap((n) => table.rules[n]?.[0] ?? []) : []);
}

/** The codes of the countries whose holidays are known. */
export const holidayPlaces = (): string[] => Object.keys(holidayTable);

/** The regions of a country that have holidays of their own. */
export const regionsOf = (country: string, language: Language): { readonly code: string; readonly name: string }[] =>
  (countryNamed(country)?.states ?? []).map(([code, inFrench, inEnglish]) => ({
    code,
    name: language === "fr" ? inFrench : inEnglish,
  }));

/** Whether holidays are known for this country, and for this region of it when one is named. */
export function knowsHolidays(country: string, region?: string): boolean {
  const table = countryNamed(country);
  return table !== null && (region === undefined || table.states.some(([code]) => code === region));
}
