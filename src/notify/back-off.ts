import { type Millis, millis, minutes, seconds } from "../kernel/units.ts";

/** What is trouble now may be none in a minute; what was refused for good is offered again all the same. */
const steps = { passing: [1, 5, 15].map(minutes), lasting: [1, 5, 15, 60, 360].map(minutes) } as const;
/** What has just been refused is not offered again in the same breath. */
const BREATH = seconds(30);

interface Failures {
  readonly count: number;
  /** By the clock's elapsed time, which nobody sets. */
  readonly last: Millis;
  readonly again: Millis;
}

/**
 * When each entry is tried again, never given up. It lives with the process, for a stamp on the disk is worth no more
 * than the clock that made it: after a start everything is tried once.
 */
export interface BackOff {
  /** How long until its turn; 0 where it has come. */
  wait(id: number, elapsed: Millis): Millis;
  /** After so many attempts before this one. Gives how long it waits now. */
  failed(id: number, attempts: number, trouble: keyof typeof steps, elapsed: Millis): Millis;
  delivered(id: number): void;
  /** The other side takes letters again: whatever waits is due. */
  works(elapsed: Millis): void;
  forget(): void;
}

export function createBackOff(): BackOff {
  const known = new Map<number, Failures>();
  return {
    wait: (id, elapsed) => millis(Math.max(0, (known.get(id)?.again ?? 0) - elapsed)),
    failed(id, attempts, trouble, elapsed) {
      const count = known.get(id)?.count ?? attempts;
      const wait = steps[trouble][Math.min(count, steps[trouble].length - 1)] ?? minutes(1);
      known.set(id, { count: count + 1, last: elapsed, again: millis(elapsed + wait) });
      return wait;
    },
    delivered: (id) => void known.delete(id),
    works(elapsed) {
      for (const [id, failures] of known)
        known.set(id, {
          ...failures,
          again: millis(Math.min(failures.again, Math.max(elapsed, failures.last + BREATH))),
        });
    },
    forget: () => known.clear(),
  };
}
