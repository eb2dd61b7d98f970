import { type Instant, instant, plus } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";

type Clocks = Pick<AdminParts, "clock" | "time">;

/** The hour by which a call that comes now would be planned; null when none is known. */
export const hourOfCalls = ({ clock, time }: Clocks): Instant | null =>
  time ? time.hourFor(clock.now()) : clock.now();

/** The same, and what the clock says where no hour is known: something has to be shown. */
export const hourNow = (parts: Clocks): Instant => hourOfCalls(parts) ?? parts.clock.now();

/** From when on something is deleted for its age: a clock that was set just now is waited for; null while it is in doubt. */
export function sweepsFrom({ clock, time }: Clocks): Instant | null {
  const verdict = time?.verdict();
  if (!verdict) return instant(0);
  if (!verdict.trusted) return null;
  return verdict.good.unsettled > 0 ? plus(clock.now(), verdict.good.unsettled) : instant(0);
}
