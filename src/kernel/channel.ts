/**
 * A queue from one producer to one consumer, read as an async iterable: what was put before a reader came is
 * kept; `close` ends the reading after what is queued; `fail` does so with an error.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #queued: T[] = [];
  #waiting: (() => void) | null = null;
  #end: { readonly error?: unknown } | null = null;

  get closed(): boolean {
    return this.#end !== null;
  }

  /** Values put after the end are dropped. */
  put(value: T): void {
    if (this.#end) return;
    this.#queued.push(value);
    this.#wake();
  }

  close(): void {
    this.#end ??= {};
    this.#wake();
  }

  fail(error: unknown): void {
    this.#end ??= { error };
    this.#wake();
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      while (this.#queued.length > 0) yield this.#queued.shift() as T;
      if (this.#end) {
        if ("error" in this.#end) throw this.#end.error;
        return;
      }
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }
}
