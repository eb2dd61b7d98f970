import type { Instant } from "../kernel/units.ts";
import type { Absence, Person } from "./office.ts";

/** Why something is so: a code for programs, values for the sentence that people read (`attendant/words.ts`). */
export interface Reason {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Why no one is on duty now. */
export type Closed =
  | { readonly by: "hours" }
  | { readonly by: "holiday"; readonly name: string }
  | { readonly by: "closure"; readonly name: string };

/** The state of the reception at an instant. */
export interface Duty {
  readonly at: Instant;
  /** Null when the office is open. */
  readonly closed: Closed | null;
  /** The momentary absence that holds now. */
  readonly absence: Absence | null;
  /** In the order to ring them. Filled from the rota (or an override) whether or not the office is open. */
  readonly onDuty: readonly Person[];
  readonly onCall: readonly Person[];
  readonly because: readonly Reason[];
}
