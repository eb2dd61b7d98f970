import { doubtfulNumbers } from "../../duty/doubtful-numbers.ts";
import type { Language, Office } from "../../duty/office.ts";
import type { RowChange } from "../../store/office-changes.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";

interface Asked {
  /** Whoever asks was told, and means it. */
  readonly sure: boolean | undefined;
  readonly language: Language;
}

/**
 * Asks about numbers that hardly anybody means to have called: dear ones, and the appliance's own. Those that are in the
 * office already were asked about when they came. Fault `admin.doubtful-number`.
 */
export function askAboutNumbers(
  lines: AdminParts["lines"],
  office: Office,
  changes: readonly RowChange[],
  { sure, language }: Asked,
): void {
  if (sure) return;
  const people = changes.flatMap((change) => (change.kind === "people" && "save" in change ? [change.save] : []));
  const callers = changes.flatMap((change) => (change.kind === "callers" && "save" in change ? [change.save] : []));
  const doubts = doubtfulNumbers({ people, callers, country: office.country }, ownNumbers(lines), office);
  if (doubts.length > 0)
    throw new Refused("doubtful-number", doubts.map(({ sentence }) => sentence[language]).join(" "));
}

export const ownNumbers = (lines: AdminParts["lines"]): string[] => lines().flatMap(({ number }) => number ?? []);
