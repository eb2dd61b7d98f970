import type { Answer } from "../../../admin/schemas/api.ts";
import type { Mark, MessageView } from "../../../admin/schemas/messages.ts";
import { api, Refusal, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { dayOr, Narrowing } from "../../lib/narrowing.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { reception } from "../../lib/reception.svelte.ts";
import { visitor } from "../../lib/session.svelte.ts";
import { addDays } from "../../lib/wall-date.ts";
import { words } from "../../words/words.ts";
import { takeBack } from "./take-back.ts";

export const filters = ["open", "mine", "unheard", "overdue", "all"] as const;
export type Filter = (typeof filters)[number];

/** What is looked for beside the filter. Dates as a date field gives them, both included. */
export const noSearch = { search: "", owner: "", since: "", until: "" };

type List = Answer<"messages">;

/** The messages that are shown, as they come and as people deal with them. */
export class Mailbox {
  list = $state.raw<readonly MessageView[]>([]);
  counts = $state.raw<List["counts"]>({ all: 0, open: 0, unheard: 0, overdue: 0, mine: 0 });
  more = $state(false);
  loaded = $state(false);
  /** Why the list could not be read: an empty one would be taken for the truth. */
  fault = $state<string | null>(null);
  /** Another list is asked for: what is shown is still the one before. */
  reading = $state(false);
  readonly narrowing = new Narrowing("messages", ["only", "search", "owner", "since", "until"]);
  readonly filter = $derived<Filter>(filters.find((filter) => filter === this.narrowing.now.only) ?? "open");
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** The one that is shown whole; it stays when the list goes on without it. */
  opened = $state.raw<MessageView | null>(null);
  /** Who may deal with messages. */
  owners = $state.raw<readonly string[]>([]);
  readonly searching = $derived.by(() => {
    const { search, owner, since, until } = this.narrowing.now;
    return [search, owner, since, until].some((each) => each.trim() !== "");
  });
  /** Only the newest question's answer counts. */
  #asked = 0;
  #countsSoon: ReturnType<typeof setTimeout> | undefined;

  follow(): () => void {
    const stops = [
      live.on("message", ({ message, isNew }) => this.#heard(message, isNew)),
      live.on("removed", ({ id }) => this.drop(id)),
      live.on("hello", ({ missed }) => (missed || this.fault) && void this.read()),
    ];
    void api
      .get("owners")
      .then((read) => (this.owners = read.owners))
      .catch(() => undefined);
    return () => {
      clearTimeout(this.#countsSoon);
      for (const stop of stops) stop();
    };
  }

  async read(older = false): Promise<void> {
    const asked = ++this.#asked;
    this.reading = true;
    const last = older ? this.list.at(-1)?.id : undefined;
    try {
      const answer = await api.get("messages", { query: { ...this.#question(), limit: 50, before: last } });
      if (asked !== this.#asked) return;
      this.fault = null;
      this.list = older ? [...this.list, ...answer.messages] : answer.messages;
      this.more = answer.more;
      this.counts = answer.counts;
      this.chosen = new Set([...this.chosen].filter((id) => this.list.some((message) => message.id === id)));
    } catch (thrown) {
      if (asked === this.#asked) this.fault = sentenceOf(thrown);
      notes.say(sentenceOf(thrown), "bad");
    } finally {
      if (asked === this.#asked) this.reading = false;
      this.loaded = true;
    }
  }

  #question() {
    const { search, owner, ...days } = this.narrowing.now;
    const [since, until] = [dayOr(days.since), dayOr(days.until)];
    const { instant } = reception.times;
    const { filter } = this;
    return {
      only: filter === "all" ? undefined : filter === "mine" ? "open" : filter,
      owner: filter === "mine" ? visitor.user?.name : owner || undefined,
      search: search.trim() || undefined,
      since: since ? instant(`${since}T00:00`) : undefined,
      until: until ? instant(`${addDays(until, 1)}T00:00`) : undefined,
    };
  }

  /** Shows one whole, whether or not the list has it. False when there is none of that id. */
  async open(id: string | null): Promise<boolean> {
    if (id === this.opened?.id) return true;
    this.opened = this.list.find((message) => message.id === id) ?? null;
    if (id === null || this.opened) return true;
    try {
      const found = await api.get("messages/:id", { params: { id } });
      this.opened = found;
      return true;
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.status === 404) return false;
      notes.say(sentenceOf(thrown), "bad");
      return true;
    }
  }

  /** `said`: tells of it, with the way back. */
  async mark(before: MessageView, mark: Mark, said: string | null = null): Promise<boolean> {
    try {
      this.put(await api.patch("messages/:id", { params: { id: before.id }, body: mark }));
      if (said !== null) this.#offerBack([before], mark, said);
      return true;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
      return false;
    }
  }

  async markChosen(mark: Mark, said: (n: number) => string): Promise<void> {
    const before = this.list.filter(({ id }) => this.chosen.has(id));
    if (!(await this.#markAll([...this.chosen], mark))) return;
    this.chosen = new Set();
    this.#offerBack(before, mark, said(before.length));
    await this.read();
  }

  async #markAll(ids: readonly string[], mark: Mark): Promise<boolean> {
    try {
      const { messages } = await api.post("messages/marks", { body: { ids, mark } });
      for (const message of messages) this.put(message);
      return true;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
      return false;
    }
  }

  #offerBack(before: readonly MessageView[], mark: Mark, said: string): void {
    const act = async () => {
      // As they are now, for someone else may have gone on with them.
      const ids = before.map(({ id }) => api.get("messages/:id", { params: { id } }).catch(() => null));
      const now = (await Promise.all(ids)).filter((message) => message !== null);
      for (const { ids, mark: back } of takeBack(before, now, mark)) await this.#markAll(ids, back);
      await this.read();
    };
    notes.say(said, "good", { label: words().messages.undo, act: () => void act() });
  }

  /** Deletes it for good. The sentence of what is wrong, or null. */
  async remove(id: string): Promise<string | null> {
    try {
      await api.remove("messages/:id", { params: { id } });
      this.drop(id);
      return null;
    } catch (thrown) {
      return sentenceOf(thrown);
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
    if (this.opened?.id === message.id) this.opened = message;
  }

  drop(id: string): void {
    this.list = this.list.filter((known) => known.id !== id);
    this.choose(id, false);
    if (this.opened?.id === id) this.opened = null;
    this.#countSoon();
  }

  #heard(message: MessageView, isNew: boolean): void {
    const fits = !this.searching && ["open", "unheard", "all"].includes(this.filter);
    if (isNew && fits && !this.list.some(({ id }) => id === message.id)) this.list = [message, ...this.list];
    else this.put(message);
    this.#countSoon();
  }

  /** Several marks at once are told one by one. */
  #countSoon(): void {
    clearTimeout(this.#countsSoon);
    this.#countsSoon = setTimeout(async () => {
      const answer = await api.get("messages", { query: { limit: 1 } }).catch(() => null);
      if (answer) this.counts = answer.counts;
    }, 200);
  }
}
