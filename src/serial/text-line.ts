const LONGEST = 512;
const CR = 0x0d;
const LF = 0x0a;

/**
 * Gathers bytes into a line ended by CR, LF or both. Only printable ASCII is kept: line noise sets high bits and
 * sends NULs. What goes past 512 characters is cut.
 */
export class TextLine {
  readonly #buffer = Buffer.alloc(LONGEST);
  #length = 0;

  /** The line that this byte ends; empty lines are none. */
  add(byte: number): string | null {
    if (byte === CR || byte === LF) return this.end();
    if (byte >= 0x20 && byte <= 0x7e && this.#length < LONGEST) this.#buffer[this.#length++] = byte;
    return null;
  }

  end(): string | null {
    if (this.#length === 0) return null;
    const text = this.#buffer.toString("latin1", 0, this.#length).trim();
    this.#length = 0;
    return text === "" ? null : text;
  }
}
