/**
 * Asks the box about what is typed once it has rested for so many milliseconds. `tell` hears the answer, or null when
 * there is none: it is a help, and the box checks anew what is saved. Returns what stops it, as an effect does: an
 * answer about what has changed since is not told.
 */
export function atRest<T>(ms: number, ask: () => Promise<T>, tell: (answer: T | null) => void): () => void {
  let stopped = false;
  const wait = setTimeout(async () => {
    const answer = await ask().catch(() => null);
    if (!stopped) tell(answer);
  }, ms);
  return () => {
    stopped = true;
    clearTimeout(wait);
  };
}
