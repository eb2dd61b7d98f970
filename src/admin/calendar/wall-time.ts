import type { Day } from "../../duty/wall-clock.ts";

/** A time as a calendar writes it: on the clock of some zone. */
export interface WallTime {
  readonly day: Day;
  /** From midnight. */
  readonly minute: number;
  /** A day and no time. */
  readonly whole: boolean;
  /** `UTC`, the name in the file, or null: the clock on the wall. */
  readonly zone: string | null;
}
