import { type Millis, minutes } from "../../kernel/units.ts";
import type { DeliveredPart } from "./pdu-deliver.ts";

/** A text that is whole, or of which no more is waited for. */
export interface WholeText {
  readonly from: DeliveredPart["from"];
  readonly sentAt: number | null;
  readonly body: string;
  /** What it came in: once it is kept, their places may be freed. */
  readonly pdus: readonly string[];
}

interface Pending {
  readonly since: Millis;
  readonly first: DeliveredPart;
  readonly of: number;
  readonly parts: Map<number, { readonly body: string; readonly hex: string }>;
  readonly slots: Set<number>;
}

/** Parts come within seconds of one another, or never. */
const PATIENCE = minutes(5);
/** A module that would not delete a text shows it again at each look. */
const REMEMBERED = 400;
/** Places that may be taken by parts that wait for others: a SIM of ten must have room for the rest of a long text. */
const MOST_HELD = 4;
/** Stands where a part never came. */
const MISSING = "[…]";

/** Puts the parts of texts together, whatever order they come in, and lets none through twice. Pure but for its memory. */
export class TextParts {
  readonly #pending = new Map<string, Pending>();
  readonly #seen = new Set<string>();

  /** A text that this part makes whole; `again` when it was let through before; null while parts are missing. */
  take(hex: string, part: DeliveredPart, slot: number | null, now: Millis): WholeText | "again" | null {
    if (this.#seen.has(hex)) return "again";
    if (!part.part) {
      this.#remember(hex);
      return { from: part.from, sentAt: part.sentAt, body: part.body, pdus: [hex] };
    }
    const { reference, of, n } = part.part;
    const key = `${part.from.number ?? part.from.name}/${reference}/${of}`;
    const pending = this.#pending.get(key) ?? { since: now, first: part, of, parts: new Map(), slots: new Set() };
    this.#pending.set(key, pending);
    pending.parts.set(n, { body: part.body, hex });
    if (slot !== null) pending.slots.add(slot);
    return pending.parts.size === of ? this.#give(key, pending) : null;
  }

  /** Those of which no more will come. */
  overdue(now: Millis): readonly WholeText[] {
    return [...this.#pending]
      .filter(([, { since }]) => now - since >= PATIENCE)
      .map(([key, text]) => this.#give(key, text));
  }

  /** Places that are needed for what is still to come: what stood there is remembered here alone. */
  crowded(): readonly number[] {
    const held = [...this.#pending.values()].flatMap(({ slots }) => [...slots]);
    if (held.length <= MOST_HELD) return [];
    for (const { slots } of this.#pending.values()) slots.clear();
    return held;
  }

  #give(key: string, { first, of, parts }: Pending): WholeText {
    this.#pending.delete(key);
    const pdus = [...parts.values()].map(({ hex }) => hex);
    for (const hex of pdus) this.#remember(hex);
    const bodies = Array.from({ length: of }, (_, n) => parts.get(n + 1)?.body ?? MISSING);
    return { from: first.from, sentAt: first.sentAt, body: bodies.join(""), pdus };
  }

  #remember(hex: string): void {
    this.#seen.add(hex);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
  }
}
