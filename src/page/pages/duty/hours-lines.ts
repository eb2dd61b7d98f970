import type { HoursSlot } from "../../../duty/office.ts";
import { addDays, weekdayNames } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

/** A change that comes within this many days is on the paper: it hangs there for longer than its own week. */
const NEAR_DAYS = 60;

/**
 * The hours on paper, from the day it is for: `lun. mar. 09:00–17:00, jusqu'au jeudi 31 décembre`, and those that follow
 * where a change is near.
 */
export function hoursLines(
  slots: readonly HoursSlot[],
  first: string,
  times: Pick<Times, "wallDay">,
  locale: string,
  { duty }: Words,
): string[] {
  const w = duty.hours;
  const near = addDays(first, NEAR_DAYS);
  const names = weekdayNames(locale, "short");
  return slots
    .filter(({ starts, ends }) => (ends ?? "9999") >= first && (starts ?? "") <= near)
    .map(({ weekdays, from, to, starts, ends, interval = 1 }) =>
      [
        `${weekdays.map((day) => names[day - 1]).join(" ")} ${from}–${to}`,
        ...(interval > 1 ? [w.every(interval)] : []),
        ...(starts !== undefined && (starts > first || interval > 1) ? [w.from(times.wallDay(starts))] : []),
        ...(ends !== undefined && ends <= near ? [w.until(times.wallDay(ends))] : []),
      ].join(", "),
    );
}
