import type { Clock } from "../../kernel/clock.ts";
import type { Instant } from "../../kernel/units.ts";

/** A text, or one part of one, on its way. */
export interface TextOnAir {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: Instant;
  readonly part: { readonly reference: number; readonly of: number; readonly n: number } | null;
}

/** A text as somebody reads it on a telephone. */
export interface ReadText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly parts: number;
  readonly at: Instant;
}

/** What somebody writes on a telephone. */
export interface WrittenText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** How its parts fare, by their place from 0 on: the order in which they come, some of them never. */
  readonly order?: readonly number[];
}

/** More than anybody reads back; older ones are forgotten. */
const MOST_READ = 500;
/** Letters of one part, whatever the alphabet: a telephone may part them as it likes. */
const LETTERS = 60;

/** The texts between the telephones of the exchange. */
export class Texts {
  readonly read: ReadText[] = [];
  readonly #clock: Clock;
  readonly #begun = new Map<string, Map<number, string>>();
  #reference = 40;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A telephone parts what was written. */
  parted({ from, to, body, order }: WrittenText): readonly TextOnAir[] {
    const letters = [...body];
    const of = Math.max(1, Math.ceil(letters.length / LETTERS));
    const reference = this.#reference++ & 0xff;
    const parts = Array.from({ length: of }, (_, n) => ({
      from,
      to,
      at: this.#clock.now(),
      body: letters.slice(n * LETTERS, (n + 1) * LETTERS).join(""),
      part: of === 1 ? null : { reference, of, n: n + 1 },
    }));
    return (order ?? parts.map((_, n) => n)).flatMap((n) => parts[n] ?? []);
  }

  /** A telephone shows it once it is whole. */
  arrived({ from, to, body, part, at }: TextOnAir): void {
    if (!part) {
      this.#shown({ from, to, body, parts: 1, at });
      return;
    }
    const key = `${from}/${to}/${part.reference}`;
    const parts = this.#begun.get(key) ?? new Map<number, string>();
    this.#begun.set(key, parts.set(part.n, body));
    if (parts.size < part.of) return;
    this.#begun.delete(key);
    const whole = Array.from({ length: part.of }, (_, n) => parts.get(n + 1) ?? "").join("");
    this.#shown({ from, to, body: whole, parts: part.of, at });
  }

  #shown(text: ReadText): void {
    this.read.push(text);
    if (this.read.length > MOST_READ) this.read.shift();
  }
}
