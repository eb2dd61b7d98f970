import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Told, Watch } from "../reception/call-entry.ts";

export interface Watchers {
  /** Tells all of them. One that fails harms neither the call nor the others. */
  readonly tell: Watch;
  /** Until the function that it gives is called. Begins with the state of each line, for who comes late. */
  add(watch: Watch): () => void;
  /** How things stand: the state of each line, and the last that was told of each call that goes on. */
  standing(): readonly Told[];
}

export function createWatchers(first: Watch, log: Log): Watchers {
  const all = new Set<Watch>([first]);
  const lines = new Map<string, Told>();
  const calls = new Map<string, Told>();
  return {
    tell(told) {
      if (told.of === "line") lines.set(told.line, told);
      else if (told.of === "call") calls.set(told.call.id, told);
      else calls.delete(told.call.id);
      for (const watch of all)
        try {
          watch(told);
        } catch (thrown) {
          log.error("app.untold", { of: told.of, why: explain(thrown) });
        }
    },
    add(watch) {
      for (const state of lines.values()) watch(state);
      all.add(watch);
      return () => all.delete(watch);
    },
    standing: () => [...lines.values(), ...calls.values()],
  };
}

/** Knows whether a call is going on. */
export function watchCalls(watchers: Watchers): { idle(): Promise<void> } {
  const ongoing = new Set<string>();
  const waiting = new Set<() => void>();
  watchers.add((told) => {
    if (told.of === "call") ongoing.add(told.call.id);
    else if (told.of === "end") ongoing.delete(told.call.id);
    if (ongoing.size > 0) return;
    for (const wake of waiting) wake();
    waiting.clear();
  });
  return {
    idle: () =>
      new Promise((resolve) => {
        if (ongoing.size === 0) resolve();
        else waiting.add(resolve);
      }),
  };
}
