import { type Instant, instant } from "./units.ts";

/** No appliance is older: whatever is stamped earlier was stamped by a clock that nobody had set. */
export const EARLIEST: Instant = instant(Date.UTC(2020, 0, 1));

/** Earlier than this release was made, a clock is wrong. */
export const RELEASED: Instant = instant(Date.UTC(2026, 0, 1));
