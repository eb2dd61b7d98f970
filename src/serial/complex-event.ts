import type { Notice } from "./at-channel.ts";
import { isAnswer, isCallProgress } from "./at-words.ts";
import { TextLine } from "./text-line.ts";

const LONGEST = 512;

/** What comes between `<DLE>X` and `<DLE>.` (V.253): lines such as `NMBR = 0123456789`. */
export class ComplexEvent {
  readonly #line = new TextLine();
  readonly #lines: string[] = [];
  #size = 0;
  /** The line that showed that this is no event (`OK`, say, after an ending that was lost). */
  stranger: string | null = null;

  /** False when it can't be an event any longer: too long, or a line that is none of its. */
  add(byte: number): boolean {
    const line = this.#line.add(byte);
    if (line !== null) {
      if (isAnswer(line) || isCallProgress(line) || line.startsWith("RING")) {
        this.stranger = line;
        return false;
      }
      this.#lines.push(line);
    }
    return ++this.#size < LONGEST;
  }

  end(): Notice {
    const last = this.#line.end();
    if (last !== null) this.#lines.push(last);
    return { kind: "complex", lines: this.#lines };
  }
}
