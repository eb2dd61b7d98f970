import type { Today } from "../../admin/schemas/today.ts";
import { api } from "./api.ts";
import { pageClock } from "./clock.svelte.ts";
import { live } from "./live.svelte.ts";
import { preferences } from "./preferences.svelte.ts";
import { type Times, timesIn } from "./when.ts";

/** It says hello within so many milliseconds, or is asked without. */
const HELLO_WITHIN = 300;

/** How the reception is now, kept fresh: what Today shows, and what the navigation counts. */
class Reception {
  today = $state.raw<Today | null>(null);
  /** Whether the box was asked once: the zone and the clock are then known, or it does not answer. */
  asked = $state(false);
  readonly times: Times = $derived(timesIn(this.today?.zone ?? "Europe/Paris", preferences.language));
  #again: ReturnType<typeof setTimeout> | undefined;

  /** Reads it now, and whenever something changes, until what this returns is called. */
  follow(): () => void {
    const soon = () => {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.read(), 150);
    };
    const heard = (["call", "ended", "message", "need", "take-up", "text", "removed", "line", "office"] as const).map(
      (name) => live.on(name, soon),
    );
    // Read once the box is listened to, nothing that happens is missed between the two.
    const anyway = setTimeout(() => void this.read(), HELLO_WITHIN);
    heard.push(
      live.on("hello", () => {
        clearTimeout(anyway);
        if (this.asked) soon();
        else void this.read();
      }),
    );
    const minute = setInterval(soon, 60_000);
    return () => {
      clearTimeout(anyway);
      clearInterval(minute);
      clearTimeout(this.#again);
      for (const stop of heard) stop();
    };
  }

  async read(): Promise<void> {
    const today = await api.get("today", { query: { language: preferences.language } }).catch(() => null);
    if (today) {
      this.today = today;
      pageClock.follow(today.now);
    }
    this.asked = true;
  }
}

export const reception = new Reception();
