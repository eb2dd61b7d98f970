import { preferences } from "./preferences.svelte.ts";
import { localeOf } from "./when.ts";

/** A size as people say it: `3,2 Mo`, `1.4 GB`; whatever is there is 1 kB at least. */
export function sayBytes(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", 1e3] : bytes < 1e9 ? ["megabyte", 1e6] : ["gigabyte", 1e9];
  const n = bytes / size;
  const format = { style: "unit", unit, maximumFractionDigits: n < 10 && size > 1e3 ? 1 : 0 } as const;
  return new Intl.NumberFormat(localeOf(preferences.language), format).format(bytes < 1 ? 0 : Math.max(n, 1));
}
