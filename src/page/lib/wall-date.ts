/** Days of the calendar as `"2026-11-23"`: arithmetic without any zone. */
export type WallDate = string;

/** A day that the box can be asked about. */
export function isDate(text: string): text is WallDate {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) && text >= "1971" && text < "2199";
}

const DAY = 86_400_000;
const dayOf = (date: WallDate): number => Date.parse(`${date}T00:00:00Z`) / DAY;
const dateOf = (day: number): WallDate => new Date(day * DAY).toISOString().slice(0, 10);

export const addDays = (date: WallDate, days: number): WallDate => dateOf(dayOf(date) + days);
/** ISO: 1 Monday … 7 Sunday. */
export const weekdayOf = (date: WallDate): number => ((((dayOf(date) + 3) % 7) + 7) % 7) + 1;
export const mondayOf = (date: WallDate): WallDate => addDays(date, 1 - weekdayOf(date));

/** `2026-11-23` → `2026-11-01`, `months` later. */
export const firstOfMonth = (date: WallDate, months = 0): WallDate =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 10);

/** The days of a week, by their short name in a locale, Monday first. */
export function weekdayNames(locale: string, style: "long" | "short"): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" });
  return [5, 6, 7, 8, 9, 10, 11].map((day) => format.format(Date.UTC(2026, 0, day)));
}
