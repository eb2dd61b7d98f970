/**
 * How long what has two dates may last, in days: more is a slip of the pen, or says by a switch what should be said by a
 * plan. Each has its own other way, which is proposed.
 */
export const longestDays = {
  /** The office steps out: what lasts longer is decided beforehand, has a name that callers hear, and is printed. */
  absence: 3,
  /** Somebody else for a time; for longer the rota is another. */
  override: 366,
  /** Closed for longer, an office has no hours. */
  closure: 366,
  /** Three years, as for a young child; for longer somebody has left. */
  leave: 1096,
} as const;
