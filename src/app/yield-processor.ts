import { readdirSync } from "node:fs";
import { getPriority, setPriority } from "node:os";

/** So much nicer than whoever started it, and than the telephone; what makes speech is nicer still. */
const NICER = 5;
const NICEST = 19;

/**
 * Page, post and sheets are work beside calls: where there is too little of the processor, whoever answers has it first.
 * Linux counts each thread by itself; those that are started later follow the one that starts them.
 */
export function yieldProcessor(): void {
  const niceness = Math.min(NICEST, getPriority() + NICER);
  for (const thread of threads()) {
    try {
      setPriority(thread, niceness);
    } catch {
      // It has ended, or the system has no priorities: it runs as it is.
    }
  }
}

/** 0: the one that asks. */
function threads(): readonly number[] {
  try {
    return readdirSync("/proc/self/task").map(Number);
  } catch {
    return [0];
  }
}
