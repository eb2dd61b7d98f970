import { Fault } from "../kernel/fault.ts";

/** Bytes that come in pieces of any size, taken in pieces of the wanted one. */
export class ByteSource {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Up to `most` bytes, at least one; null at the end. */
  async some(most: number): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) return null;
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** As many as asked for. Faults: `backup.damaged` when it ends before. */
  async exactly(count: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let left = count; left > 0; ) {
      const piece = await this.some(left);
      if (!piece) throw new Fault("backup.damaged", "The file ends too early");
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** Whoever made the bytes may close their file. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
