import type { Answer } from "../../schemas/api.ts";
import type { Kind, OfficeAnswer, Saved } from "../../schemas/office.ts";
import { words } from "../words/words.ts";
import { api, Refusal, sentenceOf } from "./api.ts";
import { live } from "./live.svelte.ts";
import { notes } from "./notes.svelte.ts";

/** What the office decided, and the changes that an admin makes to it. */
class OfficeBook {
  answer = $state.raw<OfficeAnswer | null>(null);

  follow(): () => void {
    void this.read();
    return live.on("office", () => void this.read());
  }

  async read(): Promise<void> {
    try {
      this.answer = await api.get<Answer<"office">>("office");
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    }
  }

  /** What an edit of this row says it is based on; null for a new one. */
  revisionOf(kind: Kind, key: string): string | null {
    return this.answer?.rows[kind]?.[key] ?? null;
  }

  /** Keeps one row. Gives the sentence of what is wrong, or null when it is kept. */
  save(kind: Kind, key: string, entry: unknown, based: string | null): Promise<string | null> {
    return this.#change(() => api.put<Saved>(`office/${kind}/${encodeURIComponent(key)}`, { based, entry }));
  }

  remove(kind: Kind, key: string): Promise<string | null> {
    const based = this.revisionOf(kind, key) ?? "";
    return this.#change(() => api.remove<Saved>(`office/${kind}/${encodeURIComponent(key)}`, { based }));
  }

  saveHours(hours: unknown, based: string): Promise<string | null> {
    return this.#change(() => api.put<Saved>("office/hours", { based, hours }));
  }

  saveSettings(settings: unknown, based: string): Promise<string | null> {
    return this.#change(() => api.put<Saved>("office/settings", { based, settings }));
  }

  async #change(work: () => Promise<Saved>): Promise<string | null> {
    try {
      const { problems } = await work();
      notes.say(words().shell.saved);
      const known = new Set(this.answer?.problems.map(({ sentence }) => sentence));
      for (const { sentence } of problems) if (!known.has(sentence)) notes.say(sentence, "bad");
      await this.read();
      return null;
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.changed) await this.read();
      return sentenceOf(thrown);
    }
  }
}

export const officeBook = new OfficeBook();

/** A new id, of the letters and digits that an office's ids have. */
export const newId = (kind: string): string =>
  `${kind}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? "0"}`;
