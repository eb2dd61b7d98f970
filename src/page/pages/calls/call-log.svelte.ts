import type { CallView } from "../../../admin/schemas/calls.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { dayOr, Narrowing } from "../../lib/narrowing.svelte.ts";
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
  "taken-here",
  "sent-on",
  "blocked",
  "failed",
  "interrupted",
];

/** What the statistics count together. */
export const groups = ["reached", "not-reached", "lost", "sought"] as const;
/** What else its numbers count, each by itself. */
export const onlyOf = [
  ...(["fragile", "answered", "owed", "called-back", "got-through", "waiting"] as const),
  ...(["queued", "queued-through", "queued-left", "queued-message"] as const),
] as const;
export const hoursOf = ["in", "out"] as const;

/** The calls that are shown, by what is asked for. */
export class CallLog {
  list = $state.raw<readonly CallView[]>([]);
  more = $state(false);
  loaded = $state(false);
  /** Why the list could not be read: an empty one would be taken for the truth. */
  fault = $state<string | null>(null);
  /** Others are asked for: what is shown are still those before. */
  reading = $state(false);
  readonly narrowing = new Narrowing("calls", ["search", "outcome", "group", "only", "hours", "since", "until"]);
  readonly outcome = $derived(outcomes.find((outcome) => outcome === this.narrowing.now.outcome) ?? "");
  readonly group = $derived(groups.find((group) => group === this.narrowing.now.group));
  readonly only = $derived(onlyOf.find((only) => only === this.narrowing.now.only));
  readonly hours = $derived(hoursOf.find((hours) => hours === this.narrowing.now.hours));
  #asked = 0;

  /** As the addresses of the list and of its export have it. */
  query(times: Times) {
    const { now } = this.narrowing;
    const [since, until] = [dayOr(now.since), dayOr(now.until)];
    return {
      search: now.search.trim() || undefined,
      outcome: this.outcome || undefined,
      group: this.group,
      only: this.only,
      hours: this.hours,
      since: since ? times.instant(`${since}T00:00`) : undefined,
      until: until ? times.instant(`${addDays(until, 1)}T00:00`) : undefined,
    };
  }

  async read(times: Times, older = false): Promise<void> {
    const asked = ++this.#asked;
    this.reading = true;
    const before = older ? this.list.at(-1)?.id : undefined;
    try {
      const answer = await api.get("calls", { query: { limit: 50, before, ...this.query(times) } });
      if (asked !== this.#asked) return;
      this.fault = null;
      this.list = older ? [...this.list, ...answer.calls] : answer.calls;
      this.more = answer.more;
    } catch (thrown) {
      if (asked === this.#asked) this.fault = sentenceOf(thrown);
      notes.say(sentenceOf(thrown), "bad");
    } finally {
      if (asked === this.#asked) this.reading = false;
      this.loaded = true;
    }
  }

  follow(times: () => Times): () => void {
    const stops = [
      live.on("ended", () => void this.read(times())),
      live.on("hello", ({ missed }) => (missed || this.fault) && void this.read(times())),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}
