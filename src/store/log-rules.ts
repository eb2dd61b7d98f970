/** Whom the logbook writes to. */
export interface LogRules {
  /** Who took a call on call is asked what came of it. */
  readonly afterOnCall: boolean;
  /** The same of who took one in duty hours; such calls are in the logbook only then. */
  readonly afterDuty: boolean;
  /** Whoever takes over gets the hand-over sheet at the end of a shift. */
  readonly handOver: boolean;
  /** Also of a shift in which nothing happened and after which nothing is open. */
  readonly handOverNothing: boolean;
  /** Whoever plans the duty gets it too. */
  readonly handOverToPlanners: boolean;
}

export const usualLogRules: LogRules = {
  afterOnCall: true,
  afterDuty: false,
  handOver: true,
  handOverNothing: false,
  handOverToPlanners: false,
};

export const LOG_RULES = "logbook";

/** A setting as it is kept, from whatever release; the usual rule for what is none. */
export function readLogRules(kept: unknown): LogRules {
  const known = (kept ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(usualLogRules).map(([name, usual]) => [
      name,
      typeof known[name] === "boolean" ? known[name] : usual,
    ]),
  ) as unknown as LogRules;
}
