import type { Leave, Office } from "./office.ts";
import { paged } from "./pages.ts";
import { DAY_MS, type Day, dayOfDate } from "./wall-clock.ts";

/**
 * Who is on leave on a day of the calendar. Leave takes a person out of whatever begins on one of its days, whole: a
 * night that begins the evening before runs to its end, and one that begins on the last day is not taken up at midnight.
 */
export function leaveDays({ leave }: Pick<Office, "leave">): (person: string, day: Day) => Leave | null {
  const on = paged(
    leave.map((of) => ({ of, first: dayOfDate(of.firstDay), last: dayOfDate(of.lastDay) })),
    ({ first, last }) => [first * DAY_MS, (last + 1) * DAY_MS],
  );
  return (person, day) =>
    on([day * DAY_MS, (day + 1) * DAY_MS]).find(
      ({ of, first, last }) => of.person === person && first <= day && day <= last,
    )?.of ?? null;
}

/** Longest time that counts as one: a night, a day and night, on the longest day of the year too. Milliseconds. */
const LONGEST = 25 * 3_600_000;

/** Whether a replacement is one stretch of work, such as a night, and not a time of many. */
export const isOneStretch = ({ from, until }: { readonly from: number; readonly until: number }): boolean =>
  until - from <= LONGEST;
