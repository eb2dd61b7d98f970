import { isDate, mondayOf, type WallDate } from "../../lib/wall-date.ts";

export const dutyViews = ["week", "month", "list"] as const;
export type DutyView = (typeof dutyViews)[number];

/** What of the schedule is shown: `/duty/week-2026-11-23`, `/duty/month-2026-11`. */
export interface Shown {
  readonly view: DutyView;
  readonly day: WallDate;
}

/** Anything unknown is today's week, as a list where there is no room for the calendar. */
export function shownOf(detail: string | null, today: WallDate, wide: boolean): Shown {
  const [, name, day] = /^([a-z]+)-(\d{4}-\d{2}(?:-\d{2})?)$/.exec(detail ?? "") ?? [];
  const view = dutyViews.find((known) => known === name);
  const date = day?.length === 7 ? `${day}-01` : (day ?? "");
  if (!view || !isDate(date)) return { view: view ?? (wide ? "week" : "list"), day: today };
  return { view, day: date };
}

export const detailOf = ({ view, day }: Shown): string => `${view}-${view === "month" ? day.slice(0, 7) : day}`;

/** The weeks that are shown: their first Monday, and how many. */
export function weeksOf({ view, day }: Shown): { readonly first: WallDate; readonly weeks: number } {
  if (view !== "month") return { first: mondayOf(day), weeks: 1 };
  const first = mondayOf(`${day.slice(0, 7)}-01`);
  const end = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1);
  return { first, weeks: Math.ceil((end - Date.parse(first)) / (7 * 86_400_000)) };
}
