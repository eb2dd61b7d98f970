import type { Closure, Leave, Office, RotaRule, Service } from "../../duty/office.ts";
import type { WallDate } from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";

/** What came with the question: the file, and what the admin decided about what the file does not say. */
export interface CalendarQuestion {
  readonly file: string | Uint8Array;
  readonly office: Office;
  readonly now: Instant;
  /** Of what names no service. */
  readonly service: Service;
  /** By a line's key: a person's id, one with `duty:`, `on-call:`, `both:` or `leave:` before it, `closure`, or `skip`. */
  readonly choices: Readonly<Record<string, string>>;
}

/** Why an entry is not taken, or what is to be known of how it is. */
export type Why =
  | "skipped"
  | "cancelled"
  | "past"
  | "no-time"
  | "nobody"
  | "unsure"
  | "part-day-leave"
  | "too-long"
  | "already"
  | "repeat-by-dates"
  | "not-obeyed"
  | "no-event"
  | "unknown-zone";

/** What becomes of one entry of the file. */
export interface CalendarLine {
  /** The same each time the file is read. */
  readonly key: string;
  readonly title: string;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly wholeDays: boolean;
  readonly repeats: boolean;
  readonly becomes: "shift" | "leave" | "closure" | null;
  readonly people: readonly string[];
  readonly service: Service | null;
  readonly why: readonly Why[];
  /** What the entry says and nothing here can follow, by the name that it has in the file. */
  readonly unmet: readonly string[];
  /** The last day that is taken of a repeat that goes on. */
  readonly coveredUntil: WallDate | null;
}

/** All that a file says of the schedule. Nothing of it is written. */
export interface CalendarReading {
  readonly lines: readonly CalendarLine[];
  /** Of past entries, how many have no line. */
  readonly pastUnlisted: number;
  readonly rota: readonly RotaRule[];
  readonly leave: readonly Leave[];
  readonly closures: readonly Closure[];
}

export type CalendarAnswer =
  | { readonly reading: CalendarReading }
  | { readonly refused: "no-calendar" | "calendar-too-long" };
