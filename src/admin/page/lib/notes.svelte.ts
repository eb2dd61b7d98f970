export interface Note {
  readonly id: number;
  readonly text: string;
  readonly kind: "good" | "bad";
}

/** Short notes at the foot of the page, read out by screen readers. */
class Notes {
  list = $state<readonly Note[]>([]);
  #next = 1;

  say(text: string, kind: Note["kind"] = "good"): void {
    const note = { id: this.#next++, text, kind };
    this.list = [...this.list.slice(-2), note];
    setTimeout(() => this.drop(note.id), kind === "good" ? 4000 : 9000);
  }

  drop(id: number): void {
    this.list = this.list.filter((note) => note.id !== id);
  }
}

export const notes = new Notes();
