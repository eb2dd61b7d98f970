import type { Answer } from "../../../schemas/api.ts";
import type { CallView } from "../../../schemas/calls.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { addDays } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";

export type Outcome = NonNullable<CallView["outcome"]>;
export const outcomes: readonly Outcome[] = [
  "forwarded",
  "message",
  "empty-message",
  "abandoned",
  "information",
  "blocked",
  "failed",
  "interrupted",
];

/** The calls that are shown, by what is asked for. */
export class CallLog {
  list = $state.raw<readonly CallView[]>([]);
  more = $state(false);
  loaded = $state(false);
  search = $state("");
  outcome = $state<Outcome | "">("");
  since = $state("");
  until = $state("");
  #asked = 0;

  /** As the addresses of the list and of its export have it. */
  query(times: Times) {
    return {
      search: this.search.trim() || undefined,
      outcome: this.outcome || undefined,
      since: this.since ? times.instant(`${this.since}T00:00`) : undefined,
      until: this.until ? times.instant(`${addDays(this.until, 1)}T00:00`) : undefined,
    };
  }

  async read(times: Times, older = false): Promise<void> {
    const asked = ++this.#asked;
    const before = older ? this.list.at(-1)?.id : undefined;
    try {
      const answer = await api.get<Answer<"calls">>("calls", { limit: 50, before, ...this.query(times) });
      if (asked !== this.#asked) return;
      this.list = older ? [...this.list, ...answer.calls] : answer.calls;
      this.more = answer.more;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    } finally {
      this.loaded = true;
    }
  }

  follow(times: () => Times): () => void {
    return live.on("ended", () => void this.read(times()));
  }
}
