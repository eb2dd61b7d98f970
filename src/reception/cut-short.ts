import type { Rang } from "./ring-on-idle-line.ts";

/** A call that a caller came before is made again so often. */
const AT_MOST = 4;

/**
 * Calls of the box's own that could not be made now: whether each is made again. What only sounds like somebody who
 * calls is not to ring a person for ever.
 */
export function cutShort(): (id: number, rang: Rang) => boolean {
  const cut = new Map<number, number>();
  return (id, rang) => {
    if (rang === "no-line") return true;
    const times = rang === "called" ? (cut.get(id) ?? 0) + 1 : AT_MOST;
    if (times < AT_MOST) cut.set(id, times);
    else cut.delete(id);
    return times < AT_MOST;
  };
}
