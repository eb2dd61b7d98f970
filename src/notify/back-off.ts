import { type Instant, type Millis, minutes, plus } from "../kernel/units.ts";

const steps: readonly Millis[] = [1, 5, 15, 60].map(minutes);
const LAST = minutes(6 * 60);

/** When to try again after the attempt that came after `attempts` others. Never given up. */
export const retryAt = (now: Instant, attempts: number): Instant => plus(now, steps[attempts] ?? LAST);
