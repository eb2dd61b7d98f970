import { DAY_MS } from "./wall-clock.ts";

/** From the first millisecond up to the second, without it. */
export type Range = readonly [from: number, until: number];

const PAGE_MS = 8 * DAY_MS;
const MOST_PAGES = 16;

/**
 * Keeps things by pages of eight days, so that a question about a day looks only at what is near, however many years
 * the office has planned. What lasts longer than some months is asked every time. The answer may hold things that
 * only come close to the range, in the order of the list.
 */
export function paged<T>(things: readonly T[], rangeOf: (thing: T) => Range): (range: Range) => readonly T[] {
  const pages = new Map<number, number[]>();
  const long: number[] = [];
  things.forEach((thing, index) => {
    const [first, last] = pagesOf(rangeOf(thing));
    if (last - first >= MOST_PAGES) long.push(index);
    else
      for (let page = first; page <= last; page++) {
        const listed = pages.get(page);
        if (listed) listed.push(index);
        else pages.set(page, [index]);
      }
  });
  const inOrder = (indices: Iterable<number>): readonly T[] =>
    [...new Set(indices)].sort((a, b) => a - b).flatMap((index) => things[index] ?? []);
  const ready = new Map<number, readonly T[]>();
  const onPage = (page: number): readonly T[] => {
    const found = ready.get(page) ?? inOrder([...long, ...(pages.get(page) ?? [])]);
    ready.set(page, found);
    return found;
  };
  return (range) => {
    const [first, last] = pagesOf(range);
    if (first === last) return onPage(first);
    const touched = Array.from({ length: last - first + 1 }, (_, n) => pages.get(first + n) ?? []);
    return inOrder([...long, ...touched.flat()]);
  };
}

const pagesOf = ([from, until]: Range): Range => [Math.floor(from / PAGE_MS), Math.floor((until - 1) / PAGE_MS)];
