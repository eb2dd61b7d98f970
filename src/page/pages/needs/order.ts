import type { NeedView } from "../../../admin/schemas/needs.ts";

const ranks = { fragile: 0, urgent: 1, usual: 2 } as const;
const keyOf = ({ weight, dueAt, openedAt, id }: NeedView) => [ranks[weight], dueAt, openedAt, id] as const;

/** As the box lists what is open: by weight, then by deadline. */
export function byWeight(one: NeedView, other: NeedView): number {
  const [a, b] = [keyOf(one), keyOf(other)];
  for (const n of [0, 1, 2] as const) if (a[n] !== b[n]) return a[n] - b[n];
  return a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0;
}

/** The one to go on with once this one is dealt with: the next, or the first where it was the last. */
export function following(list: readonly NeedView[], id: string): string | null {
  const place = list.findIndex((each) => each.id === id);
  const rest = list.filter((each) => each.id !== id);
  return (rest[Math.max(0, place)] ?? rest[0])?.id ?? null;
}
