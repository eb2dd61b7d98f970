import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Watch } from "./call-page.ts";

export interface Watchers {
  /** Tells all of them. One that fails harms neither the call nor the others. */
  readonly tell: Watch;
  /** Until the function that it gives is called. */
  add(watch: Watch): () => void;
}

export function createWatchers(first: Watch, log: Log): Watchers {
  const all = new Set<Watch>([first]);
  return {
    tell(told) {
      for (const watch of all)
        try {
          watch(told);
        } catch (thrown) {
          log.error("app.untold", { of: told.of, why: explain(thrown) });
        }
    },
    add(watch) {
      all.add(watch);
      return () => all.delete(watch);
    },
  };
}
