import type { WallDate } from "../../lib/wall-date.ts";
import type { Words } from "../../words/shape.ts";
import type { RotaView } from "./schedule.svelte.ts";

/** A day's public holiday by its name; one that is worked says so, unless the day has no hours or a closure. */
export function holidayText(rota: RotaView, date: WallDate, words: Words): string | null {
  const holiday = rota.holidays.find(({ day }) => day === date);
  if (!holiday) return null;
  const hours = rota.hours.filter(({ day }) => day === date);
  const worked = rota.stretches.some(
    ({ closed, from, until }) => closed === null && hours.some((slot) => slot.from < until && slot.until > from),
  );
  return !holiday.closes && worked ? words.duty.away.worked(holiday.name) : holiday.name;
}
