import type { Fault } from "../kernel/fault.ts";
import type { OutboxEntry } from "../store/outbox.ts";

/** One way in which what is in the outbox leaves the house. A file for each, under `OutboxEntry["channel"]`. */
export interface Channel {
  /** As it is set up now; null where it is not, and then its entries wait. */
  open(): Way | null;
}

/** A channel with the settings of one round. */
export interface Way {
  /** The same for the same settings: with others, what failed has another chance at once. */
  readonly setUp: string;
  /** Resolves when the other side has taken it; `needless`: it is of no use any more, and was not sent. Faults: `notify.*`. */
  deliver(entry: OutboxEntry): Promise<"sent" | "needless">;
  /** Whether the next entry would meet the same: the other side is the trouble, not this entry. */
  blocks(fault: Fault): boolean;
  /** Whether this entry will hardly be taken soon. */
  lasts(fault: Fault): boolean;
}
