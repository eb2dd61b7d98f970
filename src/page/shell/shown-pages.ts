import { reception } from "../lib/reception.svelte.ts";
import { type Page, pages } from "../lib/route.svelte.ts";
import { visitor } from "../lib/session.svelte.ts";

const simulated = (): boolean => reception.today?.lines.some((line) => line.simulated) ?? false;

/** What only an admin can work with is not opened by its address either. */
export const mayOpen = (page: Page): boolean =>
  page === "texts" ? visitor.may("admin", "reception") : (page !== "phone" && page !== "setup") || visitor.may("admin");

function isShown(page: Page): boolean {
  if (page === "setup" || page === "messages" || page === "texts") return false;
  if (page === "phone") return mayOpen(page) && simulated();
  return true;
}

/** The pages of the navigation: the set-up guide is opened from Today and Settings, the
 * recorded messages and the texts from those to call back, the telephone is a simulated line's. */
export const shownPages = (): readonly Page[] => pages.filter(isShown);
