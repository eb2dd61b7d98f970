/** What a sentence of the journal is made with: who, what came of it, of what by its name, and several as a sum. */
export interface JournalTold {
  readonly by: string;
  readonly did: "added" | "changed" | "removed";
  /** Empty where it has none. */
  readonly name: string;
  /** « 8 au planning, 2 congés »; empty where nothing is counted. */
  readonly sum: string;
}
