import type { MoveShift } from "../../../admin/schemas/office-changes.ts";
import { addDays, weekdayOf } from "../../lib/wall-date.ts";
import type { Occasion } from "./occasions.ts";

export type Extent = MoveShift["extent"];

/** A slot that was dragged, and where to; `from` and `until` as a date field has them. */
export interface MoveForm {
  readonly occasion: Occasion;
  person: string;
  from: string;
  until: string;
}

/** No slot of the rota lasts longer. */
const LONGEST = 24 * 3_600_000;

/** Where it goes, as the rota says it: its day, and times of the clock. Null for what no slot can be. */
export function placeOf({ person, from, until }: MoveForm): MoveShift["to"] | null {
  const lasts = Date.parse(`${until}:00Z`) - Date.parse(`${from}:00Z`);
  if (!(lasts > 0 && lasts <= LONGEST)) return null;
  const day = from.slice(0, 10);
  const to = until.slice(11, 16);
  const atMidnight = to === "00:00" && until.slice(0, 10) === addDays(day, 1);
  return { person, day, from: from.slice(11, 16), to: atMidnight ? "24:00" : to };
}

interface Repeat {
  readonly every: "week" | "month" | "day" | "once";
  readonly weekdays?: readonly number[];
}

/** How much of a repeat can move there: what the rota's repeats are able to say. */
export function extentsOf({ every, weekdays = [] }: Repeat, day: string, to: string): readonly Extent[] {
  if (every === "once") return ["once"];
  if (every === "month") return day === to ? ["once", "series"] : ["once"];
  if (every === "day") return ["once", "series"];
  const several = weekdays.length > 1 && weekdays.includes(weekdayOf(day));
  if (!several) return ["once", "series"];
  return day === to ? ["once", "weekday", "series"] : ["once", "weekday"];
}
