import type { TextView } from "../../../admin/schemas/texts.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";

const PAGE = 50;

/** The text messages that came, as they come and as people read them. */
export class TextBook {
  list = $state.raw<readonly TextView[]>([]);
  unread = $state(0);
  more = $state(false);
  loaded = $state(false);
  fault = $state<string | null>(null);
  #asked = 0;

  follow(): () => void {
    void this.read();
    const stops = [
      live.on("text", () => void this.read()),
      live.on("need", () => void this.read()),
      live.on("hello", ({ missed }) => {
        if (missed || this.fault) void this.read();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** `further`: older ones beside those that are shown. */
  async read(further = false): Promise<void> {
    const asked = ++this.#asked;
    try {
      const before = further ? this.list.at(-1)?.id : undefined;
      const limit = further ? PAGE : Math.min(500, Math.max(PAGE, this.list.length));
      const answer = await api.get("texts", { query: { limit, before } });
      if (asked !== this.#asked) return;
      this.fault = null;
      this.list = further ? [...this.list, ...answer.texts] : answer.texts;
      [this.more, this.unread] = [answer.more, answer.unread];
    } catch (thrown) {
      if (asked === this.#asked) this.fault = sentenceOf(thrown);
    } finally {
      this.loaded = true;
    }
  }

  /** Does something with one. The sentence of what is wrong, or null; then all is as the box has it. */
  async act(work: () => Promise<unknown>): Promise<string | null> {
    try {
      await work();
      return null;
    } catch (thrown) {
      return sentenceOf(thrown);
    } finally {
      await this.read();
    }
  }
}
