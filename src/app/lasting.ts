import type { Clock } from "../kernel/clock.ts";
import { between, type Instant, type Millis, millis, plus } from "../kernel/units.ts";

/** Whether something goes on, and until when; null: until it is told otherwise. */
export interface Lasting {
  readonly on: boolean;
  readonly until: Instant | null;
}

export const over: Lasting = { on: false, until: null };

/**
 * What goes on until an hour lasts as long as that was away when it was said, whoever sets the clock meanwhile; the hour
 * that is told is always by the clock of now.
 */
export function lasting(clock: Pick<Clock, "now" | "elapsed">, { on, until }: Lasting): () => Lasting {
  if (!on || until === null) return () => ({ on, until: null });
  const end = clock.elapsed() + Math.max(0, between(clock.now(), until));
  const left = (): Millis => millis(Math.round(end - clock.elapsed()));
  return () => (left() > 0 ? { on: true, until: plus(clock.now(), left()) } : over);
}
