/** The places of a SIM or a module in which texts stand until they are deleted. */
export class TextMemory {
  readonly #slots = new Map<number, { readonly hex: string; read: boolean }>();
  readonly places: number;

  constructor(places: number) {
    this.places = places;
  }

  get used(): number {
    return this.#slots.size;
  }

  /** Its place; null when there is none left. */
  keep(hex: string): number | null {
    for (let slot = 1; slot <= this.places; slot++) {
      if (this.#slots.has(slot)) continue;
      this.#slots.set(slot, { hex, read: false });
      return slot;
    }
    return null;
  }

  /** Each with its state (0: not read yet, 1: read), which this changes. */
  list(): readonly { readonly slot: number; readonly state: 0 | 1; readonly hex: string }[] {
    return [...this.#slots].map(([slot, entry]) => {
      const state = entry.read ? 1 : 0;
      entry.read = true;
      return { slot, state, hex: entry.hex };
    });
  }

  read(slot: number): { readonly state: 0 | 1; readonly hex: string } | null {
    const entry = this.#slots.get(slot);
    if (!entry) return null;
    const state = entry.read ? 1 : 0;
    entry.read = true;
    return { state, hex: entry.hex };
  }

  delete(slot: number): boolean {
    return this.#slots.delete(slot);
  }
}

/** Octets without the centre's address, which is empty here. */
export const lengthOf = (hex: string): number => hex.length / 2 - 1;
