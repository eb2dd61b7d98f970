export interface Note {
  readonly id: number;
  readonly text: string;
  readonly kind: "good" | "bad";
  /** What takes it back, say. */
  readonly offer: Offer | null;
}

export interface Offer {
  readonly label: string;
  readonly act: () => void;
}

/** Milliseconds until a note goes by itself. */
const lasts = { good: 4000, bad: 9000, offer: 12_000 };

/** Short notes at the foot of the page, read out by screen readers. */
class Notes {
  list = $state<readonly Note[]>([]);
  #next = 1;

  say(text: string, kind: Note["kind"] = "good", offer: Offer | null = null): void {
    const note = { id: this.#next++, text, kind, offer };
    this.list = [...this.list.slice(-2), note];
    setTimeout(() => this.drop(note.id), lasts[offer ? "offer" : kind]);
  }

  drop(id: number): void {
    this.list = this.list.filter((note) => note.id !== id);
  }
}

export const notes = new Notes();
