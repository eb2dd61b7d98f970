import type { Office } from "../../duty/office.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { knownSpells } from "../../store/known-spells.ts";
import type { SealStore } from "../../store/seals.ts";
import type { Between } from "../../store/tallies.ts";

/** When the office was open, in a period: as it was sealed, else by what was in force then. In order. */
export async function openSpans(
  seals: SealStore,
  office: Office,
  { since, until }: Between,
  now: Instant,
): Promise<readonly Between[]> {
  const { spells } = await knownSpells(seals, office, [since, until], now);
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
