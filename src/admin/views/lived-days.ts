import type { Language } from "../../duty/office.ts";
import { sumLived } from "../../duty/sum-lived.ts";
import { DAY_MS, dateOfDay, zoneNamed } from "../../duty/wall-clock.ts";
import { instant } from "../../kernel/units.ts";
import type { SealStore } from "../../store/seals.ts";
import type { Between } from "../../store/tallies.ts";
import type { LivedView } from "../schemas/lived.ts";
import { livedView } from "./coverage-view.ts";

/** What became of the days that lie within a period as a whole, by whichever zone they were sealed; null where none does. */
export async function livedDays(
  seals: SealStore,
  { since, until }: Between,
  language: Language,
): Promise<(LivedView & { readonly days: number }) | null> {
  const date = (at: number): string => dateOfDay(zoneNamed("UTC").dayAt(instant(at)));
  const sealed = await seals.sealed(date(Math.max(0, since - DAY_MS)), date(until + DAY_MS));
  const within = sealed.filter((day) => day.from >= since && day.until <= until);
  const view = livedView(sumLived(within.map(({ lived }) => lived)), language);
  return view && { ...view, days: new Set(within.map((day) => day.date)).size };
}
