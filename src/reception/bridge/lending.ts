import { Fault } from "../../kernel/fault.ts";
import type { Line } from "../../line/line.ts";

/** What an idle line is borrowed for: each comes before those after it. A call that comes in is before all of them. */
const ORDER = ["caller", "need", "trial"] as const;
export type Borrower = (typeof ORDER)[number];

/** A line as the others see it. */
export interface Standing {
  readonly line: Line;
  /** It said `ready`, and no trouble since. */
  up: boolean;
  /** Somebody calls, or is being hung up. */
  inCall: boolean;
}

export interface Lending {
  add(line: Line): Standing;
  /**
   * Has the line from now until what it gives is called. Whoever has it for less is stopped (`stop`), and waited for.
   * Fault `line.busy` where it is in a call, or lent for as much.
   */
  borrow(name: string, by: Borrower, stop: AbortController): Promise<() => void>;
  /** Whether there is another line by which somebody could be spoken with, be it idle or not. */
  hasOther(of: string): boolean;
  /**
   * The lines over which whoever calls on this one may be put through: the idle ones first, and of those the last, for the
   * first ones are those that people call.
   */
  forLeg(of: string, urgent: boolean): readonly Line[];
}

interface Lent {
  readonly by: Borrower;
  readonly stop: AbortController;
  readonly over: Promise<void>;
}

/**
 * Who may borrow which line. `keptIdle`: so many idle lines are left for whoever calls next, unless the caller's matter is
 * urgent. One that is kept is never all of them: the caller's own and one more are always there to be joined.
 */
export function openLending(keptIdle = 0): Lending {
  const lines = new Map<string, Standing>();
  const lent = new Map<string, Lent>();
  const busy = () => new Fault("line.busy", "The line is in use.");
  const comesBefore = (by: Borrower, other: Lent | undefined): boolean =>
    other === undefined || ORDER.indexOf(by) < ORDER.indexOf(other.by);

  return {
    add(line) {
      const standing = { line, up: false, inCall: false };
      lines.set(line.name, standing);
      return standing;
    },

    async borrow(name, by, stop) {
      for (let has = lent.get(name); has; has = lent.get(name)) {
        if (!comesBefore(by, has)) throw busy();
        has.stop.abort();
        await has.over;
      }
      if (lines.get(name)?.inCall) throw busy();
      let over = () => {};
      lent.set(name, {
        by,
        stop,
        over: new Promise<void>((resolve) => {
          over = resolve;
        }),
      });
      return () => {
        if (lent.get(name)?.stop === stop) lent.delete(name);
        over();
      };
    },

    hasOther: (of) => [...lines.values()].some(({ line: { name, ringOut } }) => name !== of && ringOut !== undefined),

    forLeg(of, urgent) {
      const others = [...lines.values()].filter(({ line }) => line.name !== of).reverse();
      const idle = others.filter(({ line, up, inCall }) => up && !inCall && comesBefore("caller", lent.get(line.name)));
      const kept = urgent ? 0 : Math.min(keptIdle, Math.max(0, lines.size - 2));
      if (idle.length <= kept) return [];
      const free = idle.filter(({ line }) => !lent.has(line.name));
      return [...free, ...idle.filter((each) => !free.includes(each))]
        .map(({ line }) => line)
        .filter(({ ringOut }) => ringOut !== undefined);
    },
  };
}
