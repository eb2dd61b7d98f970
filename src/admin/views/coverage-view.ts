import type { Coverage } from "../../duty/coverage.ts";
import type { Language } from "../../duty/office.ts";
import type { CoverageView } from "../schemas/rota.ts";
import { sayGap } from "../sentences/say-gap.ts";
import { closedView } from "./stretches.ts";

/** How a week is covered, with a sentence for each gap. */
export function coverageInWords({ short, ...week }: Coverage, zone: string, language: Language): CoverageView {
  return {
    ...week,
    days: week.days.map((day) => ({ ...day, closed: closedView(day.closed) })),
    gaps: week.gaps.map((gap) => ({ ...gap, sentence: sayGap(gap, zone, language) })),
  };
}
