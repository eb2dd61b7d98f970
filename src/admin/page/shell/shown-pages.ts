import { reception } from "../lib/reception.svelte.ts";
import { type Page, pages } from "../lib/route.svelte.ts";
import { visitor } from "../lib/session.svelte.ts";

const simulated = (): boolean => reception.today?.lines.some((line) => line.simulated) ?? false;

function isShown(page: Page): boolean {
  if (page === "setup") return false;
  if (page === "phone") return visitor.may("admin") && simulated();
  return true;
}

/** The pages of the navigation: the set-up guide is opened from Today and Settings, the telephone is a simulated line's. */
export const shownPages = (): readonly Page[] => pages.filter(isShown);
