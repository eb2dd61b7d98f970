import type { Instant } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";

type Clocks = Pick<AdminParts, "clock" | "time">;

/** The hour by which a call that comes now would be planned; null when none is known. */
export const hourOfCalls = ({ clock, time }: Clocks): Instant | null =>
  time ? time.hourFor(clock.now()) : clock.now();

/** The same, and what the clock says where no hour is known: something has to be shown. */
export const hourNow = (parts: Clocks): Instant => hourOfCalls(parts) ?? parts.clock.now();
