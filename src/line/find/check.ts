export type Outcome = "ok" | "warning" | "trouble";

/** What was looked at, in the order in which a technician would. */
export type CheckName = "port" | "other-programs" | "answers" | "identity" | "voice" | "samples" | "caller-id" | "line";

export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  /** What was found and, unless it is well, what to do about it. */
  readonly sentence: string;
}

export const ok = (name: CheckName, sentence: string): Check => ({ name, outcome: "ok", sentence });
export const warning = (name: CheckName, sentence: string): Check => ({ name, outcome: "warning", sentence });
export const trouble = (name: CheckName, sentence: string): Check => ({ name, outcome: "trouble", sentence });

const order: readonly Outcome[] = ["ok", "warning", "trouble"];

/** The worst of them. */
export const verdictOf = (checks: readonly Check[]): Outcome =>
  checks.reduce<Outcome>(
    (worst, { outcome }) => (order.indexOf(outcome) > order.indexOf(worst) ? outcome : worst),
    "ok",
  );
