/**
 * Who has the line. One at a time; whoever asks last gets it: those before are told to let go, and have let go
 * before the next begins. So playing and listening never overlap, in whatever order they are started and stopped.
 */
export class Floor {
  readonly #whenFree: () => void;
  #latest: AbortController | null = null;
  #end: Promise<void> = Promise.resolve();

  /** `whenFree` is called each time that nobody has the line nor waits for it. */
  constructor(whenFree: () => void) {
    this.#whenFree = whenFree;
  }

  get free(): boolean {
    return this.#latest === null;
  }

  /** Does `work` when it is its turn. Its signal aborts when it shall let go, which may be before it began. */
  take<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.clear();
    const mine = new AbortController();
    this.#latest = mine;
    const turn = this.#end.then(() => work(mine.signal));
    const over = () => {
      if (this.#latest !== mine) return;
      this.#latest = null;
      this.#whenFree();
    };
    this.#end = turn.then(over, over);
    return turn;
  }

  /** Tells whoever has it to let go. */
  clear(): void {
    this.#latest?.abort();
  }
}
