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

const years = new Map<string, ReadonlyMap<Day, string>>();
const MOST_YEARS = 100;

/** The name of the public holiday on `day`, or null. A country that the library does not know has none. */
export function holidayOn(place: HolidayPlace, day: Day): string | null {
  return holidaysOfYear(place, new Date(day * DAY_MS).getUTCFullYear()).get(day) ?? null;
}

/** A year's public holidays in the order of their days. Bank, school and observance days are none. */
export function holidaysOfYear(place: HolidayPlace, year: number): ReadonlyMap<Day, string> {
  const key = `${place.country}/${place.region ?? ""}/${place.language}/${year}`;
  const known = years.get(key);
  if (known) return known;
  if (years.size >= MOST_YEARS) years.clear();
  const names = new Map<Day, string>();
  const { country, region } = place;
  const calendar = new (load())({ country, ...(region && { state: region }) }, { types: ["public"] });
  for (const holiday of calendar.getHolidays(year, place.language) ?? []) {
    const first = dayOfDate(holiday.date.slice(0, 10));
    const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / DAY_MS));
    for (let day = first; day < first + days; day++) if (!names.has(day)) names.set(day, holiday.name);
  }
  years.set(key, names);
  return names;
}

/** The next holidays from a day on, as many as asked for; fewer where a year has none. */
export function nextHolidays(
  place: HolidayPlace,
  from: Day,
  count: number,
): { readonly date: WallDate; readonly name: string }[] {
  const year = new Date(from * DAY_MS).getUTCFullYear();
  const all = [year, year + 1].flatMap((each) => [...holidaysOfYear(place, each)]);
  return all
    .filter(([day]) => day >= from)
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([day, name]) => ({ date: dateOfDay(day), name }));
}

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
