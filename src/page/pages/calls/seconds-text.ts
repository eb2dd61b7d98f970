import { preferences } from "../../lib/preferences.svelte.ts";
import { localeOf } from "../../lib/when.ts";

/** Milliseconds as seconds with one digit, `6,2 s`. */
export const secondsText = (ms: number): string =>
  `${new Intl.NumberFormat(localeOf(preferences.language), { maximumFractionDigits: 1 }).format(ms / 1000)}\u00a0s`;
