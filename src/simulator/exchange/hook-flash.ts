import type { Millis } from "../../kernel/units.ts";

const NOTICED_FROM = 80;
const HANG_UP_FROM = 1000;

/** So long after a flash a digit may follow; without one, the flash alone means "back to the caller". */
export const DIGIT_AFTER_FLASH = 500;

/** What an opening of the loop for so long means to the exchange. */
export function flashMeans(d: Millis): "nothing" | "flash" | "hang-up" {
  if (d < NOTICED_FROM) return "nothing";
  return d > HANG_UP_FROM ? "hang-up" : "flash";
}
