import type { Answer } from "../../../schemas/api.ts";
import { api, sentenceOf } from "../../lib/api.ts";
import { live } from "../../lib/live.svelte.ts";
import { notes } from "../../lib/notes.svelte.ts";
import { addDays, mondayOf, type WallDate } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";

export type RotaView = Answer<"rota">;
export type CoverageView = Answer<"coverage">;

/** One week of the schedule, and how far it is covered. */
export class Week {
  monday = $state<WallDate>("");
  rota = $state.raw<RotaView | null>(null);
  coverage = $state.raw<CoverageView | null>(null);
  #asked = 0;

  constructor(day: WallDate) {
    this.monday = mondayOf(day);
  }

  move(weeks: number): void {
    this.monday = addDays(this.monday, 7 * weeks);
  }

  async read(times: Times): Promise<void> {
    const asked = ++this.#asked;
    const week = this.monday;
    try {
      const [rota, coverage] = await Promise.all([
        api.get<RotaView>("rota", {
          from: times.instant(`${week}T00:00`),
          until: times.instant(`${addDays(week, 7)}T00:00`),
        }),
        api.get<CoverageView>("coverage", { week }),
      ]);
      if (asked !== this.#asked) return;
      this.rota = rota;
      this.coverage = coverage;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
    }
  }

  follow(times: () => Times): () => void {
    return live.on("office", () => void this.read(times()));
  }
}
