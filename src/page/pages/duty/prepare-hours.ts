import type { HoursSlot } from "../../../duty/office.ts";
import { addDays, mondayOf } from "../../lib/wall-date.ts";

/** The hours with a change prepared: those in force end the day before, and begin anew on the day, to be edited. */
export function prepareChange(slots: readonly HoursSlot[], day: string): HoursSlot[] {
  const lasting = slots.filter(({ starts, ends }) => (ends ?? "9999") >= day && (starts ?? "") < day);
  const before = slots.map((slot) => (lasting.includes(slot) ? { ...slot, ends: addDays(day, -1) } : slot));
  return [...before, ...lasting.map((slot) => ({ ...slot, starts: beginning(slot, day) }))];
}

/** Hours of every second week go on in the weeks that they are of. */
function beginning({ starts, interval = 1 }: HoursSlot, day: string): string {
  if (starts === undefined || interval === 1) return day;
  for (let monday = mondayOf(starts); ; monday = addDays(monday, 7 * interval))
    if (addDays(monday, 6) >= day) return monday > day ? monday : day;
}

/** Whether each says what it must: its days, and from when its weeks are counted. */
export const isWhole = ({ weekdays, starts, ends, interval = 1 }: HoursSlot): boolean =>
  weekdays.length > 0 &&
  (interval === 1 || starts !== undefined) &&
  (starts === undefined || ends === undefined || starts <= ends);
