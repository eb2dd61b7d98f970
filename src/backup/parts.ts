import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../store/store.ts";

export interface BackupsParts {
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly release: string;
  /** Throws for the text of a `config.json` that this release can't use. */
  readonly checkConfig: (text: string) => void;
  /**
   * Closes the house when no call is going on, does the work with nobody in it, and opens a new one; null where the
   * house can't be followed by another.
   */
  readonly again: ((work: () => Promise<void>) => void) | null;
  /** See `format.ts`. */
  readonly work?: number;
}
