import type { OfficeView } from "../../admin/schemas/office.ts";

/** What of an office its settings form changes: neither its hours nor any of its lists. */
export function settingsOf(office: OfficeView) {
  const { hours, people, rota, closures, leave, absences, overrides, callers, blocked, menu, ...settings } = office;
  return structuredClone(settings);
}
