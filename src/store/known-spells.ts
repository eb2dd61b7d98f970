import type { Spell } from "../duty/coverage.ts";
import { spellsBetween } from "../duty/eras.ts";
import type { Office } from "../duty/office.ts";
import { dateOfDay, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { erasWith } from "./known-week.ts";
import type { SealStore } from "./seals.ts";

const DAY = 86_400_000;

/** What the schedule said in a period, and the names of then. */
export interface KnownSpells {
  readonly spells: readonly Spell[];
  /** Of an id that nobody had a name for, itself. */
  readonly nameOf: (id: string) => string;
}

/** As it was sealed, else by what was in force then; from `now` on it is this office. In order. */
export async function knownSpells(
  seals: SealStore,
  office: Office,
  [since, until]: readonly [Instant, Instant],
  now: Instant,
): Promise<KnownSpells> {
  const date = (at: number): string => dateOfDay(zoneNamed("UTC").dayAt(instant(at)));
  const sealed = await seals.sealed(date(since - DAY), date(until + DAY));
  const eras = await erasWith(seals, office, [instant(since - DAY), until], now);
  const known = eras.length > 0 ? eras : [{ from: instant(since - DAY), until, office }];
  const [first, end] = [sealed[0]?.from ?? until, sealed.at(-1)?.until ?? until];
  const spells = [
    ...spellsBetween(known, since, instant(Math.min(first, until))),
    ...sealed.flatMap((day) => day.spells),
    ...spellsBetween(known, instant(Math.max(end, since)), until),
  ];
  const names = new Map<string, string>([
    ...office.people.map(({ id, name }) => [id, name] as const),
    ...known.flatMap((era) => era.office.people.map(({ id, name }) => [id, name] as const)),
    ...sealed.flatMap(({ people }) => Object.entries(people)),
  ]);
  return { spells, nameOf: (id) => names.get(id) ?? id };
}
