const LONGEST = 512;
const CR = 0x0d;
const LF = 0x0a;
const DEL = 0x7f;

/** Only what people are called has letters beyond ASCII; elsewhere a high bit is noise. */
const HOLDS_A_NAME = /^[A-Z ]*NAME\s*[=:]/i;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Gathers bytes into a line ended by CR, LF or both. Only printable characters are kept: line noise sets high bits and
 * sends NULs. A name is read as UTF-8 if it is that, else as Latin-1. What goes past 512 characters is cut.
 */
export class TextLine {
  readonly #buffer = Buffer.alloc(LONGEST);
  #length = 0;
  #high = false;

  /** The line that this byte ends; empty lines are none. */
  add(byte: number): string | null {
    if (byte === CR || byte === LF) return this.end();
    if (byte >= 0x20 && byte !== DEL && this.#length < LONGEST) {
      this.#buffer[this.#length++] = byte;
      this.#high ||= byte > DEL;
    }
    return null;
  }

  end(): string | null {
    if (this.#length === 0) return null;
    const text = this.#text();
    this.#drop();
    return text === "" ? null : text;
  }

  /** Drops what came of a line that no line end follows, if it is this. */
  dropIf(text: string): boolean {
    if (this.#length === 0 || this.#text() !== text) return false;
    this.#drop();
    return true;
  }

  #text(): string {
    const bytes = this.#buffer.subarray(0, this.#length);
    return (this.#high ? decoded(bytes) : bytes.toString("latin1")).trim();
  }

  #drop(): void {
    this.#length = 0;
    this.#high = false;
  }
}

function decoded(bytes: Buffer): string {
  const plain = Buffer.from(bytes.filter((byte) => byte < DEL)).toString("latin1");
  // Noise may stand before the line.
  const from = bytes.findIndex((byte) => byte < DEL);
  return HOLDS_A_NAME.test(plain) ? inUtf8OrLatin1(bytes.subarray(from)) : plain;
}

/** Without the control characters that Latin-1 has above ASCII. */
export function inUtf8OrLatin1(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString("latin1")
      .replaceAll(/[\x80-\x9f]/g, "");
  }
}
