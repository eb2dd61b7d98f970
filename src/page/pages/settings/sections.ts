import type { Component } from "svelte";
import type { Role } from "../../../admin/schemas/common.ts";
import { visitor } from "../../lib/session.svelte.ts";

/** A part of the settings with an address of its own, `/settings/<name>`; its words are `settings.sections.<name>`. */
interface Section {
  readonly name: SectionName;
  /** Who sees it. */
  readonly may: readonly Role[];
  readonly load: () => Promise<{ readonly default: Component }>;
}

export type SectionName =
  | "agency"
  | "menu"
  | "follow-up"
  | "logbook"
  | "mail"
  | "users"
  | "retention"
  | "backup"
  | "account"
  | "journal";

/** In the order of the page. */
const sections: readonly Section[] = [
  { name: "agency", may: ["admin", "auditor"], load: () => import("./agency.svelte") },
  { name: "menu", may: ["admin", "auditor"], load: () => import("./menu.svelte") },
  { name: "follow-up", may: ["admin", "auditor"], load: () => import("./follow-up.svelte") },
  { name: "logbook", may: ["admin", "auditor"], load: () => import("./logbook.svelte") },
  { name: "mail", may: ["admin", "auditor"], load: () => import("./mail.svelte") },
  { name: "users", may: ["admin"], load: () => import("./users.svelte") },
  { name: "retention", may: ["admin", "auditor"], load: () => import("./retention.svelte") },
  { name: "backup", may: ["admin"], load: () => import("./backup.svelte") },
  { name: "journal", may: ["admin", "auditor"], load: () => import("./journal.svelte") },
  { name: "account", may: ["admin", "reception", "auditor"], load: () => import("./account.svelte") },
];

export const shownSections = (): readonly Section[] => sections.filter(({ may }) => visitor.may(...may));
