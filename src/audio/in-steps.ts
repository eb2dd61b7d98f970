/** A reckoning that may be laid down after each step, a few milliseconds of work on a small computer. */
export type InSteps<T> = Generator<void, T, void>;

/** All of it now. */
export function atOnce<T>(reckoning: InSteps<T>): T {
  for (;;) {
    const step = reckoning.next();
    if (step.done) return step.value;
  }
}

/** In turns with whatever else there is to do: no line waits for it longer than for a step. */
export async function inTurns<T>(reckoning: InSteps<T>): Promise<T> {
  for (;;) {
    const step = reckoning.next();
    if (step.done) return step.value;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
