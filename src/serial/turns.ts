/** Lets callers through one at a time, in the order they came. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves with the function that gives the turn back (calling it twice does nothing). */
  async take(): Promise<() => void> {
    const before = this.#last;
    let giveBack = (): void => undefined;
    this.#last = new Promise((resolve) => {
      giveBack = resolve;
    });
    await before;
    return giveBack;
  }
}
