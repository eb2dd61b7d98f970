import type { Answer } from "../../../admin/schemas/api.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { addDays, type WallDate } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";

export type RotaView = Answer<"rota">;
export type CoverageView = Answer<"coverage">;
export type Gap = CoverageView["gaps"][number];

interface Weeks {
  readonly first: WallDate;
  readonly weeks: number;
}

/** Some weeks of the schedule, and how far each is covered. */
export interface ScheduleView extends Weeks {
  readonly rota: RotaView;
  readonly coverage: readonly CoverageView[];
}

/** The weeks that are shown, kept fresh. */
export class Schedule {
  view = $state.raw<ScheduleView | null>(null);
  #asked = 0;
  #shown: Weeks | null = null;

  async read(shown: Weeks, times: Times): Promise<void> {
    const asked = ++this.#asked;
    this.#shown = shown;
    const { first, weeks } = shown;
    const midnight = (days: number) => times.instant(`${addDays(first, days)}T00:00`);
    try {
      const [rota, ...coverage] = await Promise.all([
        // A day more, for the night that begins on the last.
        api.get("rota", { query: { from: midnight(0), until: midnight(7 * weeks + 1) } }),
        ...Array.from({ length: weeks }, (_, n) => api.get("coverage", { query: { week: addDays(first, 7 * n) } })),
      ]);
      if (asked === this.#asked) this.view = { first, weeks, rota, coverage };
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    }
  }

  follow(times: () => Times): () => void {
    return live.on("office", () => {
      if (this.#shown) void this.read(this.#shown, times());
    });
  }
}
