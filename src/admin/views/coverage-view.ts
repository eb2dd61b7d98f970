import { coverage } from "../../duty/coverage.ts";
import type { Language, Office } from "../../duty/office.ts";
import type { CoverageView } from "../schemas/rota.ts";
import { sayGap } from "../sentences/say-gap.ts";
import { closedView } from "./stretches.ts";

/** How a week is covered, with a sentence for each gap. */
export function coverageView(office: Office, week: string, language: Language): CoverageView {
  const { monday, threshold, days, daysMet, meets, gaps } = coverage(office, week);
  return {
    monday,
    threshold,
    daysMet,
    meets,
    days: days.map((day) => ({ ...day, closed: closedView(day.closed) })),
    gaps: gaps.map((gap) => ({ ...gap, sentence: sayGap(gap, office.zone, language) })),
  };
}
