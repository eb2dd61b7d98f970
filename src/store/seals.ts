import type { Era } from "../duty/eras.ts";
import { termsOf } from "../duty/terms.ts";
import type { WallDate } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { clearJournal } from "./journal-callers.ts";
import { isSet, loadOffice } from "./office-tables.ts";
import { append, entriesHash, isBegun, keepPart } from "./seal-chain.ts";
import { endOfDays, sealNextDay } from "./seal-day.ts";
import { createSealEras, type TermsRow } from "./seal-eras.ts";
import type { PartHashes, SealedDay } from "./sealed-day.ts";
import type { Secret } from "./secret.ts";

export interface SealStore {
  /** Begins the chain, if it is not begun, and keeps what is in force, if it is another than before. */
  note(at: Instant): Promise<void>;
  /** The same within a change of the office. `only`: not when the chain is begun already. */
  noteIn(tx: Transaction, at: Instant, only?: "to-begin"): Promise<void>;
  /**
   * What was in force between two instants; the last is in force still, the first begins before anything was sealed.
   * Empty while nobody has said what this office is.
   */
  eras(from: Instant, until: Instant): Promise<readonly Era[]>;
  sealed(first: WallDate, last: WallDate): Promise<readonly SealedDay[]>;
  /** Up to which instant days are sealed; null when none is. */
  sealedUntil(): Promise<Instant | null>;
  /** When something was kept first. */
  since(): Promise<Instant | null>;
  /** Seals the days that were over by then, at most so many. How many it sealed. */
  sealDays(over: Instant, now: Instant, most?: number): Promise<number>;
  /** The newest row. */
  end(): Promise<{ readonly seq: number; readonly hash: string; readonly at: Instant } | null>;
  /** The box is at work since then, and now. Its id is to be given the next time. */
  boxUp(id: number | null, from: Instant, until: Instant): Promise<number>;
}

export function createSealStore(write: Database, read: Database, secret: Secret): SealStore {
  const known = createSealEras();

  async function noteIn(tx: Transaction, at: Instant, only?: "to-begin"): Promise<void> {
    if (!(await isSet(tx))) return;
    if (await isBegun(tx)) {
      if (only) return;
    } else {
      await clearJournal(tx, secret);
      const upTo = (await tx.get<{ id: number | null }>("SELECT max(id) AS id FROM journal"))?.id ?? 0;
      const written = (await tx.get<{ id: number | null }>("SELECT max(id) AS id FROM logbook"))?.id ?? undefined;
      const value = { upTo, ...(await entriesHash(tx, upTo)), logbook: written };
      await append(tx, { at, kind: "start", subject: "", value });
    }
    const last = await tx.get<TermsRow>(
      "SELECT seq, at, bytes FROM seal WHERE kind = 'terms' ORDER BY seq DESC LIMIT 1",
    );
    const whole = await loadOffice(tx);
    const found: Record<string, unknown> = {
      ...termsOf(whole, last ? at : null),
      targets: await targetsIn(tx),
      texts: await textsIn(tx),
    };
    const hashes: Record<string, string> = {};
    for (const [name, value] of Object.entries(found)) hashes[name] = await keepPart(tx, value);
    // What time alone takes out of them is no change.
    const before = last ? (JSON.parse(last.bytes) as PartHashes) : null;
    if (before && Object.keys(hashes).every((name) => before[name] === hashes[name])) return;
    await append(tx, { at, kind: "terms", subject: "", value: hashes });
  }

  const sealDays: SealStore["sealDays"] = async (over, now, most = 1) => {
    let count = 0;
    while (count < most && (await write.transaction((tx) => sealNextDay(tx, known, over, now)))) count++;
    return count;
  };

  return {
    note: (at) => write.transaction((tx) => noteIn(tx, at)),
    noteIn,
    eras: (from, until) => read.transaction((tx) => known.between(tx, from, until), "deferred"),
    async sealed(firstDay, lastDay) {
      const rows = await read.all<{ bytes: string }>(
        "SELECT bytes FROM seal WHERE kind = 'day' AND subject BETWEEN ? AND ? ORDER BY subject, seq",
        [firstDay, lastDay],
      );
      return rows.map(({ bytes }) => JSON.parse(bytes) as SealedDay);
    },
    sealedUntil: () => endOfDays(read),
    async since() {
      const row = await read.get<{ at: Instant }>("SELECT at FROM seal WHERE kind = 'terms' ORDER BY seq LIMIT 1");
      return row?.at ?? null;
    },
    sealDays,
    async end() {
      return (
        (await read.get<{ seq: number; hash: string; at: Instant }>(
          "SELECT seq, hash, at FROM seal ORDER BY seq DESC LIMIT 1",
        )) ?? null
      );
    },
    boxUp: (id, from, until) =>
      write.transaction(async (tx) => {
        if (id === null) return tx.insert("box_up", { from_at: from, until_at: until });
        await tx.run("UPDATE box_up SET from_at = ?, until_at = ? WHERE id = ?", [from, until, id]);
        return id;
      }),
  };
}

const targetsIn = async (from: Reading): Promise<unknown> => {
  const row = await from.get<{ value: string }>("SELECT value FROM setting WHERE key = 'targets'");
  return row ? JSON.parse(row.value) : null;
};

/** Which text was said of each announcement, by the hash of its sound. */
const textsIn = (from: Reading): Promise<unknown[]> =>
  from.all(
    `SELECT kind, language, urgent, version, sha256 FROM announcement AS one
     WHERE version = (SELECT max(version) FROM announcement AS other
       WHERE other.kind = one.kind AND other.language = one.language AND other.urgent = one.urgent)
     ORDER BY kind, language, urgent`,
  );
