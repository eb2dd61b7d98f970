/** What a recording was made of, as it was then. */
export interface MadeWith {
  /** Its words; "" when nobody knows them. */
  readonly said: string;
  /** The facts that are in it, in words: `hours`, `office`, … */
  readonly facts: Readonly<Record<string, string>>;
  /** Numbers of the office's people that it says. */
  readonly numbers: readonly string[];
}
