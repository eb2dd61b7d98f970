import { untrack } from "svelte";
import type { HoursSlot } from "../../../duty/office.ts";

/** What was typed in the guide and not saved yet: it survives another page, and the window loaded anew. */
export interface Drafts {
  agency: { name: string; zone: string } | null;
  person: { name: string; number: string; email: string };
  hours: { slots: HoursSlot[]; onDuty: string[]; onCall: string } | null;
}

const KEY = "permanence.setup";
export const emptyPerson = (): Drafts["person"] => ({ name: "", number: "", email: "" });
const nothing = (): Drafts => ({ agency: null, person: emptyPerson(), hours: null });

/** Storage may be forbidden: then drafts last as long as the window. */
function recall(): Drafts {
  try {
    return { ...nothing(), ...(JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Drafts>) };
  } catch {
    return nothing();
  }
}

export const drafts = $state<Drafts>(recall());

export function keepDrafts(): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(untrack(() => $state.snapshot(drafts))));
  } catch {
    // They last as long as the window.
  }
}

export function forgetDrafts(): void {
  Object.assign(drafts, nothing());
  keepDrafts();
}
