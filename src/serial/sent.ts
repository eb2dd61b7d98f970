import { Fault } from "../kernel/fault.ts";
import { DLE, SUB } from "./dle.ts";
import { withoutSecrets } from "./secrets.ts";
import { escapeBytes, type ReadEntry } from "./transcript.ts";

/** What was sent to a replayed modem and is not yet matched with its transcript. */
export class Sent {
  #bytes: Buffer = Buffer.alloc(0);
  #audioTaken = 0;
  #ended = false;

  /** Throws `serial.replay-mismatch` after the end of the transcript. */
  add(bytes: Uint8Array): void {
    if (this.#ended) throw new Fault("serial.replay-mismatch", `The transcript ended, but ${shown(bytes)} was sent.`);
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  end(): void {
    this.#ended = true;
  }

  /** True when what was sent fills the entry; false when more must come; throws `serial.replay-mismatch`. */
  take(entry: ReadEntry): boolean {
    return entry.kind === "audio" ? this.#takeAudio(entry.count) : this.#takeBytes(entry.bytes, entry.line);
  }

  /** So much, or less when a `<DLE>` code comes before. */
  #takeAudio(count: number): boolean {
    const length = Math.min(audioLength(this.#bytes), count - this.#audioTaken);
    this.#bytes = this.#bytes.subarray(length);
    this.#audioTaken += length;
    const enough = this.#audioTaken >= count || this.#bytes.length > 1;
    if (enough) this.#audioTaken = 0;
    return enough;
  }

  #takeBytes(expected: Uint8Array, line: number): boolean {
    // Before a code, more audio may stand than the transcript has. A doubled 0x10 is a sample and no code.
    if (expected[0] === DLE && expected[1] !== DLE) this.#bytes = this.#bytes.subarray(audioLength(this.#bytes));
    const text = Buffer.from(expected).toString("latin1");
    const secret = text.includes("****");
    const length = secret ? this.#bytes.indexOf("\r") + 1 : Math.min(expected.length, this.#bytes.length);
    const got = withoutSecrets(this.#bytes.toString("latin1", 0, length));
    if (got === text) {
      this.#bytes = this.#bytes.subarray(length);
      return true;
    }
    if (secret ? length === 0 : text.startsWith(got)) return false;
    const sentence = `Line ${line} of the transcript expects ${shown(expected)}, but ${shown(this.#bytes)} was sent.`;
    throw new Fault("serial.replay-mismatch", sentence);
  }
}

/** How many bytes there are before the first `<DLE>` code. */
function audioLength(bytes: Uint8Array): number {
  for (let at = 0; ; ) {
    const found = bytes.indexOf(DLE, at);
    if (found === -1) return bytes.length;
    const code = bytes[found + 1];
    if (code !== DLE && code !== SUB) return found;
    at = found + 2;
  }
}

const shown = (bytes: Uint8Array): string => `"${withoutSecrets(escapeBytes(bytes.subarray(0, 60)))}"`;
