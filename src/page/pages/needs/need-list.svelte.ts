import type { Answer } from "../../../admin/schemas/api.ts";
import type { NeedRecordView, NeedView } from "../../../admin/schemas/needs.ts";
import { api, Refusal, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { Narrowing } from "../../lib/narrowing.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { preferences } from "../../lib/preferences.svelte.ts";
import { visitor } from "../../lib/session.svelte.ts";
import { byWeight } from "./order.ts";

export const filters = ["open", "mine", "overdue", "closed"] as const;
export type Filter = (typeof filters)[number];

/** As many as are read at once; 500 after a holiday are ten times this. */
const PAGE = 50;
/** As the box gives at once. */
const MOST = 500;

/** Who is to be called back, as calls end and as people deal with them. */
export class NeedList {
  list = $state.raw<readonly NeedView[]>([]);
  counts = $state.raw<Answer<"needs">["counts"]>({ open: 0, overdue: 0, unowned: 0, fragile: 0 });
  more = $state(false);
  loaded = $state(false);
  reading = $state(false);
  fault = $state<string | null>(null);
  /** The one that is shown whole; it stays when the list goes on without it. */
  opened = $state.raw<NeedRecordView | null>(null);
  readonly narrowing = new Narrowing("needs", ["only", "search"]);
  readonly filter = $derived<Filter>(filters.find((filter) => filter === this.narrowing.now.only) ?? "open");
  readonly searching = $derived(this.narrowing.now.search.trim() !== "");
  #asked = 0;
  #soon: ReturnType<typeof setTimeout> | undefined;

  follow(): () => void {
    const stops = [
      live.on("need", ({ need, counts }) => {
        this.counts = counts;
        if (need) this.put(need);
        else this.#readSoon();
        if (this.opened && (!need || need.id === this.opened.id)) void this.#readOpened();
      }),
      live.on("message", ({ message }) => {
        if (this.opened?.calls.includes(message.call)) void this.#readOpened();
      }),
      live.on("removed", ({ id }) => {
        if (this.opened?.messages.includes(id)) void this.#readOpened();
      }),
      live.on("hello", ({ missed }) => {
        if (!missed && !this.fault) return;
        void this.read();
        if (this.opened) void this.#readOpened();
      }),
    ];
    return () => {
      clearTimeout(this.#soon);
      for (const stop of stops) stop();
    };
  }

  async read(further = false): Promise<void> {
    const asked = ++this.#asked;
    this.reading = true;
    try {
      const after = further ? this.list.at(-1)?.id : undefined;
      // What was read already stays in sight when all of it is read anew.
      const limit = further ? PAGE : Math.min(MOST, Math.max(PAGE, this.list.length));
      const answer = await api.get("needs", { query: { ...this.#question(), limit, after } });
      if (asked !== this.#asked) return;
      this.fault = null;
      this.list = further ? [...this.list, ...answer.needs] : answer.needs;
      this.more = answer.more;
      this.counts = answer.counts;
    } catch (thrown) {
      if (asked === this.#asked) this.fault = sentenceOf(thrown);
    } finally {
      if (asked === this.#asked) this.reading = false;
      this.loaded = true;
    }
  }

  #question() {
    const { filter } = this;
    return {
      state: filter === "mine" ? ("open" as const) : filter,
      owner: filter === "mine" ? visitor.user?.name : undefined,
      search: this.narrowing.now.search.trim() || undefined,
    };
  }

  /** Shows one whole. False when there is none of that id. */
  async open(id: string | null): Promise<boolean> {
    if (id === this.opened?.id) return true;
    if (id === null) {
      this.opened = null;
      return true;
    }
    try {
      this.opened = await this.#whole(id);
      return true;
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.status === 404) return false;
      notes.say(sentenceOf(thrown), "bad");
      return true;
    }
  }

  /** Of two asks for one, the answer that knows more is kept. */
  async #readOpened(): Promise<void> {
    const id = this.opened?.id;
    if (id === undefined) return;
    const now = await this.#whole(id).catch(() => null);
    if (now && this.opened?.id === id && now.revision >= this.opened.revision) this.opened = now;
  }

  #whole(id: string): Promise<NeedRecordView> {
    void preferences.language;
    return api.get("needs/:id", { params: { id } });
  }

  /** Does something with the one that is shown. The sentence of what is wrong, or null; then all is as the box has it. */
  async act(work: () => Promise<NeedView>): Promise<string | null> {
    try {
      this.put(await work());
      return null;
    } catch (thrown) {
      // Somebody was faster: what they did is seen at once.
      await this.read();
      return sentenceOf(thrown);
    } finally {
      await this.#readOpened();
    }
  }

  /** Where it belongs in what is shown, or out of it. */
  put(need: NeedView): void {
    const rest = this.list.filter(({ id }) => id !== need.id);
    const known = rest.length < this.list.length;
    if (!this.#belongs(need)) this.list = rest;
    else if (this.filter === "closed")
      this.list = known ? this.list.map((each) => (each.id === need.id ? need : each)) : [need, ...rest];
    else if (known || !this.searching) {
      const last = rest.at(-1);
      // What lies beyond the last that was read comes with the next page.
      if (!known && this.more && last && byWeight(last, need) < 0) return;
      this.list = [...rest, need].sort(byWeight);
    } else this.#readSoon();
  }

  #belongs(need: NeedView): boolean {
    const { filter } = this;
    if (filter === "closed") return need.closed !== null;
    if (need.closed !== null) return false;
    if (filter === "overdue") return need.overdue;
    return filter !== "mine" || need.owner?.name === visitor.user?.name;
  }

  #readSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.read(), 150);
  }
}
