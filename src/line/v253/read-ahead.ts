import { concat, type Pcm, samplesIn } from "../../audio/pcm.ts";
import { seconds } from "../../kernel/units.ts";

const ENOUGH = samplesIn(seconds(1));

/**
 * Reads a sound a second ahead of who plays it, so that playing never waits for a disk. `take` gives what is there;
 * a fault of the source comes out of it once what was read before is taken.
 */
export class ReadAhead {
  readonly #source: AsyncIterator<Pcm>;
  readonly #read: Pcm[] = [];
  #samples = 0;
  #ended = false;
  #fault: { readonly thrown: unknown } | null = null;
  #room: () => void = () => undefined;

  constructor(sound: AsyncIterable<Pcm>) {
    this.#source = sound[Symbol.asyncIterator]();
    void this.#fill();
  }

  /** True when all is taken. */
  get ended(): boolean {
    return this.#ended && this.#read.length === 0;
  }

  /** At most `n` samples; null when none is there (not yet, or never again: see `ended`). */
  take(n: number): Pcm | null {
    const pieces: Pcm[] = [];
    for (let left = n; left > 0; left -= pieces.at(-1)?.length ?? 0) {
      const head = this.#read.shift();
      if (!head) break;
      if (head.length > left) this.#read.unshift(head.subarray(left));
      pieces.push(head.subarray(0, left));
    }
    if (pieces.length === 0) {
      if (this.#fault) throw this.#fault.thrown;
      return null;
    }
    const taken = pieces.length === 1 ? (pieces[0] as Pcm) : concat(pieces);
    this.#samples -= taken.length;
    if (this.#samples < ENOUGH) this.#room();
    return taken;
  }

  /** Lets the source go. */
  close(): void {
    this.#ended = true;
    this.#read.length = 0;
    this.#room();
    // A source that fails to close has nothing left to say about a sound that nobody hears.
    this.#source.return?.().catch(() => undefined);
  }

  async #fill(): Promise<void> {
    try {
      while (!this.#ended) {
        const { value, done } = await this.#source.next();
        if (done === true) this.#ended = true;
        else if (!this.#ended && value.length > 0) {
          this.#read.push(value);
          this.#samples += value.length;
        }
        if (this.#samples >= ENOUGH && !this.#ended) {
          await new Promise<void>((resolve) => {
            this.#room = resolve;
          });
        }
      }
    } catch (thrown) {
      this.#fault = { thrown };
    }
  }
}
