import { EARLIEST, RELEASED } from "./plausible.ts";
import type { Instant } from "./units.ts";

interface Among {
  /** The time in a name, `20261123-143159` or `2026-11-23T14…`: it sorts by time and begins with the year. */
  stampOf(name: string): string;
  /** The one that was made just now; it stays, whatever its stamp says. */
  readonly made?: string;
  readonly now: Instant;
  /** How many stay, that one among them. */
  readonly kept: number;
}

/**
 * Of files that are kept in so many copies, those that have had their time. By an unset clock nothing has, and neither
 * has what an unset clock has stamped.
 */
export function outdated(names: readonly string[], { stampOf, made, now, kept }: Among): readonly string[] {
  if (now < RELEASED) return [];
  const earliest = String(new Date(EARLIEST).getUTCFullYear());
  const others = names.filter((name) => name !== made && stampOf(name) >= earliest);
  const newestFirst = others.sort((one, other) => (stampOf(one) < stampOf(other) ? 1 : -1));
  return newestFirst.slice(Math.max(0, kept - (made === undefined ? 0 : 1)));
}
