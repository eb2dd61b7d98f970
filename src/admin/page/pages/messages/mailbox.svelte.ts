import type { Mark, MessageView } from "../../../schemas/messages.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";

export type Filter = "open" | "unheard" | "all";
export const filters: readonly Filter[] = ["open", "unheard", "all"];

interface Answer {
  readonly messages: MessageView[];
  readonly more: boolean;
  readonly counts: { readonly all: number; readonly open: number; readonly unheard: number };
}

/** The messages that are shown, as they come and as people deal with them. */
export class Mailbox {
  list = $state.raw<readonly MessageView[]>([]);
  counts = $state.raw<Answer["counts"]>({ all: 0, open: 0, unheard: 0 });
  more = $state(false);
  loaded = $state(false);
  filter = $state<Filter>("open");
  search = $state("");
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** Only the newest question's answer counts. */
  #asked = 0;

  follow(): () => void {
    const stops = [
      live.on("message", ({ message, isNew }) => this.#heard(message, isNew)),
      live.on("hello", () => void this.read()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  async read(older = false): Promise<void> {
    const asked = ++this.#asked;
    const last = older ? this.list.at(-1)?.id : undefined;
    try {
      const answer = await api.get<Answer>("messages", {
        limit: 50,
        before: last,
        only: this.filter === "all" ? undefined : this.filter,
        search: this.search.trim() || undefined,
      });
      if (asked !== this.#asked) return;
      this.list = older ? [...this.list, ...answer.messages] : answer.messages;
      this.more = answer.more;
      this.counts = answer.counts;
      this.chosen = new Set([...this.chosen].filter((id) => this.list.some((message) => message.id === id)));
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    } finally {
      this.loaded = true;
    }
  }

  async mark(id: string, mark: Mark): Promise<boolean> {
    try {
      this.put(await api.patch<MessageView>(`messages/${id}`, mark));
      return true;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
      return false;
    }
  }

  async markChosen(mark: Mark): Promise<void> {
    try {
      const { messages } = await api.post<{ messages: MessageView[] }>("messages/marks", {
        ids: [...this.chosen],
        mark,
      });
      for (const message of messages) this.put(message);
      this.chosen = new Set();
      await this.read();
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    }
  }

  choose(id: string, chosen: boolean): void {
    const next = new Set(this.chosen);
    if (chosen) next.add(id);
    else next.delete(id);
    this.chosen = next;
  }

  put(message: MessageView): void {
    this.list = this.list.map((known) => (known.id === message.id ? message : known));
  }

  #heard(message: MessageView, isNew: boolean): void {
    if (isNew && this.search.trim() === "" && !this.list.some(({ id }) => id === message.id)) {
      this.list = [message, ...this.list];
    } else this.put(message);
  }
}
