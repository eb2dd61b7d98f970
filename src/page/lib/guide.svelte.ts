import type { Guide, GuideStep } from "../../admin/schemas/guide.ts";
import { api } from "./api.ts";
import { officeBook } from "./office.svelte.ts";
import { router } from "./route.svelte.ts";

export const guideSteps: readonly GuideStep[] = [
  ...(["agency", "line", "people", "hours", "announcements", "mail", "call", "end"] as const),
];

/** How far the set-up came. It is kept on the box: whoever comes back, on whatever browser, goes on there. */
class SetUpGuide {
  kept = $state.raw<Guide | null>(null);

  async read(): Promise<void> {
    this.kept = await api.get("guide");
  }

  /** The furthest step that was reached, however far back one is looking. */
  async reach(step: GuideStep): Promise<void> {
    const { kept } = this;
    if (!kept || guideSteps.indexOf(step) <= guideSteps.indexOf(kept.step)) return;
    await this.keep({ step });
  }

  async keep(changes: Partial<Guide>): Promise<void> {
    if (!this.kept) await this.read();
    if (this.kept) this.kept = await api.put("guide", { body: { ...this.kept, ...changes } });
  }

  /** An office of which nobody has said anything yet begins with the guide; one with an example, with a choice. */
  async begin(): Promise<void> {
    const [example] = await Promise.all([api.get("example"), this.read()]);
    if (router.now.page !== "today") return;
    if (example.state === "choice") return router.go("setup", "choice");
    if (this.kept?.finished) return;
    const office = await officeBook.first();
    if (office?.isSet === false && router.now.page === "today") router.go("setup");
  }
}

export const setUpGuide = new SetUpGuide();
