import type { Era } from "../duty/eras.ts";
import type { Office } from "../duty/office.ts";
import { firstSaid, officeOf, type Terms } from "../duty/terms.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { surely } from "./clock-doubts.ts";
import type { Reading } from "./database.ts";
import type { PartHashes } from "./sealed-day.ts";

export interface TermsRow {
  readonly seq: number;
  readonly at: Instant;
  readonly bytes: string;
}

/** What was in force, read from the chain. */
export interface SealEras {
  termsAt(from: Reading, bytes: string): Promise<Terms>;
  /** As `SealStore.eras`, within a transaction. */
  between(from: Reading, since: Instant, until: Instant): Promise<Era[]>;
}

/** Keeps what it has read: the same terms are the same object, whose schedule is prepared once. */
export function createSealEras(): SealEras {
  const parts = new Map<string, unknown>();
  const offices = new Map<string, Office>();
  let first: { readonly key: string; readonly office: Office | null } | null = null;

  async function termsAt(from: Reading, bytes: string): Promise<Terms> {
    const hashes = Object.entries(JSON.parse(bytes) as PartHashes);
    const found: Record<string, unknown> = {};
    for (const [name, hash] of hashes) {
      if (!parts.has(hash)) {
        const row = await from.get<{ bytes: string }>("SELECT bytes FROM seal_part WHERE hash = ?", [hash]);
        if (parts.size > 500) parts.clear();
        parts.set(hash, JSON.parse(row?.bytes ?? "null"));
      }
      found[name] = parts.get(hash);
    }
    return found as unknown as Terms;
  }

  /** The same object for the same terms: its schedule is prepared once. */
  async function officeAt(from: Reading, bytes: string): Promise<Office> {
    const known = offices.get(bytes);
    if (known) return known;
    const made = officeOf(await termsAt(from, bytes));
    if (offices.size > 60) offices.clear();
    offices.set(bytes, made);
    return made;
  }

  /** For the time before anything was sealed: what was said first, until the first day was sealed. */
  async function firstOffice(from: Reading): Promise<Office | null> {
    const upTo = "kind = 'terms' AND seq < coalesce((SELECT min(seq) FROM seal WHERE kind = 'day'), 1e15)";
    const ends = await from.get<{ first: number | null; last: number | null }>(
      `SELECT min(seq) AS first, max(seq) AS last FROM seal WHERE ${upTo}`,
    );
    const key = `${ends?.first} ${ends?.last}`;
    if (first?.key !== key) {
      const rows = await from.all<TermsRow>(`SELECT seq, at, bytes FROM seal WHERE ${upTo} ORDER BY seq`);
      const all: Terms[] = [];
      for (const { bytes } of rows) all.push(await termsAt(from, bytes));
      const said = firstSaid(all);
      first = { key, office: said && officeOf(said) };
    }
    return first.office;
  }

  async function between(from: Reading, since: Instant, until: Instant): Promise<Era[]> {
    const said = await firstOffice(from);
    if (!said) return [];
    const at = surely("at", "at");
    const rows = await from.all<TermsRow>(
      `SELECT seq, ${at} AS at, bytes FROM seal WHERE kind = 'terms'
         AND seq >= coalesce((SELECT max(seq) FROM seal WHERE kind = 'terms' AND at <= ?), 0) AND at < ? ORDER BY seq`,
      [since, until],
    );
    const eras: { from: Instant; until: Instant; office: Office }[] = [];
    const earliest = await from.get<{ at: Instant }>("SELECT at FROM seal WHERE kind = 'terms' ORDER BY seq LIMIT 1");
    if (earliest && earliest.at > since) eras.push({ from: since, until: earliest.at, office: said });
    for (const row of rows) {
      const last = eras.at(-1);
      // What a clock that was set back says is no earlier than what came before.
      const begins = last ? instant(Math.max(row.at, last.from)) : since;
      if (last) last.until = begins;
      eras.push({ from: begins, until, office: await officeAt(from, row.bytes) });
    }
    const last = eras.at(-1);
    if (last) last.until = until;
    return eras.filter((era) => era.from < era.until);
  }

  return { termsAt, between };
}
