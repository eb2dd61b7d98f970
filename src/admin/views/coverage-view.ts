import type { Coverage } from "../../duty/coverage.ts";
import type { Lived } from "../../duty/lived.ts";
import type { Language } from "../../duty/office.ts";
import { sumLived } from "../../duty/sum-lived.ts";
import type { KnownWeek } from "../../store/known-week.ts";
import type { LivedView } from "../schemas/lived.ts";
import type { CoverageView } from "../schemas/rota.ts";
import { sayGap } from "../sentences/say-gaps.ts";
import { sayLived, sayLivedTroubles } from "../sentences/say-lived.ts";
import { closedView } from "./stretches.ts";

/** How a week is covered, with a sentence for each gap, and what became of the days that are sealed. */
export function coverageInWords({ coverage, zone, lived }: KnownWeek, language: Language): CoverageView {
  const { short, ...week }: Coverage = coverage;
  const sealed = lived.flatMap((day) => day ?? []);
  return {
    ...week,
    days: week.days.map((day, n) => ({
      ...day,
      closed: closedView(day.closed),
      lived: livedView(lived[n] ?? null, language),
    })),
    gaps: week.gaps.map((gap) => ({ ...gap, sentence: sayGap(gap, zone, language) })),
    lived: livedView(sumLived(sealed), language),
    livedDays: sealed.length,
    livedDaysMet: sealed.filter(({ covered }) => covered >= week.threshold.hours * 3_600_000).length,
  };
}

export const livedView = (lived: Lived | null, language: Language): LivedView | null =>
  lived && {
    ...lived,
    lines: { ...lived.lines },
    sentences: [...sayLived(lived, language)],
    troubles: [...sayLivedTroubles(lived, language)],
  };
