import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import type { Language } from "./office.ts";
import { DAY_MS, type Day, dateOfDay, dayOfDate, type WallDate } from "./wall-clock.ts";

/**
 * Public holidays by country and region, from `date-holidays`. The library brings the calendars of the whole world and
 * takes a tenth of a second to load, so it is loaded when the first day is asked for; a year's list is made once.
 */

const require = createRequire(import.meta.url);
let library: typeof Holidays | undefined;
const load = (): typeof Holidays => {
  library ??= require("date-holidays") as typeof Holidays;
  return library;
};

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
  for (const { rule, name, date, start, end } of calendarOf(country, region).getHolidays(year, language) ?? []) {
    const first = dayOfDate(date.slice(0, 10));
    const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
    for (let day = first; day < first + days; day++) found.set(day, [...(found.get(day) ?? []), { rule, name }]);
  }
  years.set(key, found);
  return found;
}

const calendarOf = (country: string, region: string | undefined): Holidays =>
  new (load())({ country, ...(region && { state: region }) }, { types: ["public"] });

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
export const rulesOf = (country: string, region: string | undefined): ReadonlySet<unknown> =>
  new Set(
    calendarOf(country, region)
      .getRules()
      .map((holiday) => "rule" in holiday && holiday.rule),
  );

/** The codes of the countries whose holidays are known. */
export const holidayPlaces = (): string[] => Object.keys(new (load())().getCountries() ?? {});

/** The regions of a country that have holidays of their own. */
export const regionsOf = (country: string, language: Language): { readonly code: string; readonly name: string }[] =>
  Object.entries(new (load())().getStates(country, language) ?? {}).map(([code, name]) => ({ code, name }));

/** Whether holidays are known for this country, and for this region of it when one is named. */
export function knowsHolidays(country: string, region?: string): boolean {
  const calendar = new (load())();
  if (!(country in (calendar.getCountries() ?? {}))) return false;
  return region === undefined || region in (calendar.getStates(country) ?? {});
}
