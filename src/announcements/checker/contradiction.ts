import type { Day } from "../../duty/wall-clock.ts";
import type { DateOfYear } from "./token.ts";

/** In minutes from midnight; `to` past 1440 lies in the next morning. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a text says against the schedule. */
export type Contradiction =
  | { readonly what: "open-days"; readonly days: readonly number[] }
  | { readonly what: "closed-days"; readonly days: readonly number[] }
  | { readonly what: "hours"; readonly day: number; readonly is: readonly Stretch[] }
  | { readonly what: "open-date" | "closed-date"; readonly date: Day }
  | { readonly what: "past-date" | "wrong-weekday" | "reopens"; readonly date: Day }
  /** Open again already on that day, or closed from that one on. */
  | { readonly what: "reopens-earlier" | "begins-earlier"; readonly date: Day }
  /** That day is closed from, or until, another hour. */
  | { readonly what: "closed-hours"; readonly date: Day; readonly is: readonly Stretch[] }
  | { readonly what: "no-such-date"; readonly date: DateOfYear }
  | { readonly what: "holidays"; readonly open: boolean };
