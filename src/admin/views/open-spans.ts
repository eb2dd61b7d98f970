import { spellsBetween } from "../../duty/eras.ts";
import type { Office } from "../../duty/office.ts";
import { dateOfDay, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { erasWith } from "../../store/known-week.ts";
import type { SealStore } from "../../store/seals.ts";
import type { Between } from "../../store/tallies.ts";

const DAY = 86_400_000;

/** When the office was open, in a period: as it was sealed, else by what was in force then. In order. */
export async function openSpans(
  seals: SealStore,
  office: Office,
  { since, until }: Between,
  now: Instant,
): Promise<readonly Between[]> {
  const date = (at: number): string => dateOfDay(zoneNamed("UTC").dayAt(instant(at)));
  const sealed = await seals.sealed(date(since - DAY), date(until + DAY));
  const eras = await erasWith(seals, office, [instant(since - DAY), until], now);
  const known = eras.length > 0 ? eras : [{ from: instant(since - DAY), until, office }];
  const [first, end] = [sealed[0]?.from ?? until, sealed.at(-1)?.until ?? since];
  const spells = [
    ...spellsBetween(known, since, instant(Math.min(first, until))),
    ...sealed.flatMap((day) => day.spells),
    ...spellsBetween(known, instant(Math.max(end, since)), until),
  ];
  const open: { since: Instant; until: Instant }[] = [];
  for (const spell of spells) {
    const [from, to] = [Math.max(spell.from, since), Math.min(spell.until, until)];
    if (spell.closed !== null || from >= to) continue;
    const last = open.at(-1);
    if (last && last.until >= from) last.until = instant(Math.max(last.until, to));
    else open.push({ since: instant(from), until: instant(to) });
  }
  return open;
}
