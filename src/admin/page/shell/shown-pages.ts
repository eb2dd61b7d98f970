import { type Page, pages } from "../lib/route.svelte.ts";
import { visitor } from "../lib/session.svelte.ts";

/** The pages of the navigation: the set-up guide is opened from Today and Settings. */
export const shownPages = (): readonly Page[] =>
  pages.filter((page) => page !== "setup" && (page !== "settings" || visitor.may("admin", "auditor")));
