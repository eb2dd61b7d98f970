import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";

/** Who can be had for no other caller: one of their numbers is rung by the box, or they speak with a caller through it. */
export interface TakenPerson {
  readonly person: string;
  /** The number that is in use. */
  readonly number: string;
  readonly with: "being-rung" | "conversation";
  readonly since: Instant;
}

/** The people that all lines of the box know to be taken. One for the telephone process. */
export interface Taken {
  /** From now until what it gives is called, which may be more than once. */
  take(contact: Pick<TakenPerson, "person" | "number">, by: TakenPerson["with"]): () => void;
  /** Whether the person is taken, at whichever of their numbers, or the number is, whoever shares it. */
  has(contact: Pick<TakenPerson, "person" | "number">): boolean;
  /** In the order in which they were taken. */
  all(): readonly TakenPerson[];
  /** Tells of each change, until what it gives is called. */
  onChange(tell: () => void): () => void;
}

/**
 * Where the box hands a call over and leaves (a transfer by hook flash, or in the network), it does not know how long they
 * speak: such people are not in here once the line is free.
 */
export function openTaken(clock: Clock): Taken {
  const taken = new Set<TakenPerson>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const tell of [...listeners]) tell();
  };
  return {
    take({ person, number }, by) {
      const entry: TakenPerson = { person, number, with: by, since: clock.now() };
      taken.add(entry);
      changed();
      return () => {
        if (taken.delete(entry)) changed();
      };
    },
    has: ({ person, number }) => [...taken].some((each) => each.person === person || each.number === number),
    all: () => [...taken],
    onChange(tell) {
      // Each its own, so that the same function may listen twice.
      const mine = (): void => tell();
      listeners.add(mine);
      return () => void listeners.delete(mine);
    },
  };
}
