import {
  type Basis,
  type Coverage,
  coverage,
  dayCoverage,
  gapsOf,
  type Spell,
  weekCoverage,
} from "../duty/coverage.ts";
import { type DayPiece, daysOf, type Era, spellsBetween } from "../duty/eras.ts";
import type { Lived } from "../duty/lived.ts";
import type { Office } from "../duty/office.ts";
import { sumLived } from "../duty/sum-lived.ts";
import { DAY_MS, type Day, dateOfDay, dayOfDate, mondayOf, type WallDate, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { coverageOfSealed, type SealedDay } from "./sealed-day.ts";
import type { SealStore } from "./seals.ts";

/** A week's coverage, with the zone of its times of day and the names of then. */
export interface KnownWeek {
  readonly coverage: Coverage;
  readonly zone: string;
  /** Of each of its days, what became of the plan; null where that is not sealed. */
  readonly lived: readonly (Lived | null)[];
}

/** Zones differ by as much. */
const MARGIN = 26 * 3_600_000;

/**
 * The week that holds `weekOf`: what is past as it was sealed, or by what was in force then where it is not sealed yet;
 * what is to come by `office`, which is in force from `now` on. Editing the office moves nothing that is past (P16).
 */
export async function knownWeek(seals: SealStore, office: Office, weekOf: WallDate, now: Instant): Promise<KnownWeek> {
  const monday = mondayOf(dayOfDate(weekOf));
  const zone = zoneNamed(office.zone);
  const planned = { coverage: coverage(office, weekOf), zone: office.zone, lived: Array(7).fill(null) };
  if (zone.instantOf(monday, 0) > now) return planned;
  const span = [instant(monday * DAY_MS - MARGIN), instant((monday + 7) * DAY_MS + MARGIN)] as const;
  const eras = await erasWith(seals, office, span, now);
  if (eras.length === 0) return planned;
  const since = (await seals.since()) ?? now;
  const sealed = await seals.sealed(dateOfDay(monday), dateOfDay(monday + 6));
  const sealedUntil = (await seals.sealedUntil()) ?? since;
  const pieces = daysOf(eras, ...span);

  const days: Known[] = [0, 1, 2, 3, 4, 5, 6].map((n) => {
    const day = monday + n;
    const kept = sealed.filter(({ date }) => date === dateOfDay(day));
    const open = pieces.filter(
      (piece) =>
        piece.day === day &&
        !kept.some(({ from }) => from <= piece.from) &&
        (kept.length === 0 || piece.from >= sealedUntil),
    );
    return knownDay(day, kept, open, eras, since);
  });
  const last = lastEra(eras, days.at(-1)?.until ?? now);
  const spells = days.flatMap((each) => each.spells).sort((a, b) => a.from - b.from);
  const over = (days.at(-1)?.until ?? now) <= now;
  const threshold = (over && sealed.at(-1)?.threshold) || last.threshold;
  const ofThen = (over && sealed.at(-1)?.zone) || last.zone;
  return {
    coverage: weekCoverage(
      monday,
      threshold,
      days.map((each) => each.coverage),
      gapsOf(spells, ofThen),
    ),
    zone: ofThen,
    lived: days.map((each) => each.lived),
  };
}

interface Known {
  readonly coverage: Coverage["days"][number];
  readonly spells: readonly Spell[];
  readonly lived: Lived | null;
  readonly until: Instant;
}

function knownDay(
  day: Day,
  kept: readonly SealedDay[],
  open: readonly DayPiece[],
  eras: readonly Era[],
  since: Instant,
): Known {
  const until = instant(Math.max(0, ...[...kept, ...open].map((each) => each.until)));
  if (kept.length > 0 && open.length === 0)
    return {
      coverage: coverageOfSealed(dateOfDay(day), kept, "sealed"),
      spells: kept.flatMap((each) => each.spells),
      lived: sumLived(kept.map((each) => each.lived)),
      until,
    };
  const spells = [
    ...kept.flatMap((each) => each.spells),
    ...open.flatMap(({ from, until }) => spellsBetween(eras, from, until)),
  ];
  const basis: Basis = until <= since ? "reckoned" : "planned";
  const reckoned = dayCoverage(day, spells, lastEra(eras, until).threshold.hours, basis);
  return { coverage: reckoned, spells, lived: null, until };
}

const lastEra = (eras: readonly Era[], until: Instant): Office =>
  ((eras.findLast(({ from }) => from < until) ?? eras[0]) as Era).office;

/** What was in force in a stretch of time; from `now` on it is this office. Empty where nothing was ever kept. */
export async function erasWith(
  seals: SealStore,
  office: Office,
  [from, until]: readonly [Instant, Instant],
  now: Instant,
): Promise<readonly Era[]> {
  const eras = await seals.eras(from, until);
  if (eras.length === 0) return [];
  return [
    ...eras.map((era) => ({ ...era, until: instant(Math.min(era.until, now)) })),
    { from: instant(Math.max(from, now)), until, office },
  ].filter((era) => era.from < era.until);
}
