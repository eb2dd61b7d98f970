import type { Statistics } from "../../../admin/schemas/calls.ts";

/** Fewer calls than that prove nothing. */
const ENOUGH = 20;
const TOO_MANY_LOST = 0.1;

/**
 * When the volume outgrows the set-up (G13): which part of the calls is lost, 0 to 1, and the hour of the day in which
 * most of them are. Null while all is well.
 */
export function adviceOn({
  total,
  hours,
}: Pick<Statistics, "total" | "hours">): { readonly lost: number; readonly hour: number } | null {
  const lost = total.lost / total.calls;
  if (total.calls < ENOUGH || lost < TOO_MANY_LOST) return null;
  const [worst] = hours.toSorted((a, b) => b.lost - a.lost);
  return { lost, hour: worst?.hour ?? 0 };
}
