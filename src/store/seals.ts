import { type Basis, type DayCoverage, dayCoverage, type Spell } from "../duty/coverage.ts";
import { type DayPiece, daysOf, type Era, spellsBetween } from "../duty/eras.ts";
import { type CountedCall, type LineTurn, type Lived, livedOf, type Span } from "../duty/lived.ts";
import type { Office } from "../duty/office.ts";
import { firstSaid, officeOf, type Terms, termsOf } from "../duty/terms.ts";
import { dateOfDay, dayOfDate, type WallDate, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { surely } from "./clock-doubts.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { clearJournal } from "./journal-callers.ts";
import { isSet, loadOffice } from "./office-tables.ts";
import { append, entriesHash, isBegun, keepPart } from "./seal-chain.ts";
import type { Secret } from "./secret.ts";

/** A date as it was sealed: what was in force, what was planned, what became of it. It names no caller. */
export interface SealedDay {
  readonly date: WallDate;
  readonly zone: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Sealed later than the night after, by what was in force then: the box was off, or its clock was wrong. */
  readonly late: boolean;
  /** Hashes of the terms that were in force, from then on. */
  readonly terms: readonly { readonly from: Instant; readonly parts: Parts }[];
  /** The names of then. */
  readonly people: Readonly<Record<string, string>>;
  readonly threshold: Office["threshold"];
  /** What the office aimed at, seconds; null while it aimed at nothing of its own. */
  readonly targets: unknown;
  /** When leave, a closure or an absence was noted is in the terms; what came of them all is here. */
  readonly spells: readonly Spell[];
  readonly planned: Pick<DayCoverage, "scheduled" | "open" | "covered" | "missing" | "meets" | "butFor" | "closed">;
  readonly lived: Lived;
}

type Parts = Readonly<Record<string, string>>;

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

/** A day sealed later than this is said to be sealed late. Milliseconds. */
const LATE = 36 * 3_600_000;
const MARGIN = 26 * 3_600_000;

interface TermsRow {
  readonly seq: number;
  readonly at: Instant;
  readonly bytes: string;
}

export function createSealStore(write: Database, read: Database, secret: Secret): SealStore {
  const parts = new Map<string, unknown>();
  const offices = new Map<string, Office>();
  let first: { readonly key: string; readonly office: Office | null } | null = null;

  async function termsAt(from: Reading, bytes: string): Promise<Terms> {
    const hashes = Object.entries(JSON.parse(bytes) as Parts);
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
    const rows = await from.all<TermsRow>(
      "SELECT seq, at, bytes FROM seal WHERE kind = 'terms' AND seq < coalesce((SELECT min(seq) FROM seal WHERE kind = 'day'), 1e15) ORDER BY seq",
    );
    const key = `${rows[0]?.seq} ${rows.at(-1)?.seq}`;
    if (first?.key !== key) {
      const all: Terms[] = [];
      for (const { bytes } of rows) all.push(await termsAt(from, bytes));
      const said = firstSaid(all);
      first = { key, office: said && officeOf(said) };
    }
    return first.office;
  }

  async function erasIn(from: Reading, since: Instant, until: Instant): Promise<Era[]> {
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

  async function noteIn(tx: Transaction, at: Instant, only?: "to-begin"): Promise<void> {
    if (!(await isSet(tx))) return;
    if (await isBegun(tx)) {
      if (only) return;
    } else {
      await clearJournal(tx, secret);
      const upTo = (await tx.get<{ id: number | null }>("SELECT max(id) AS id FROM journal"))?.id ?? 0;
      await append(tx, { at, kind: "start", subject: "", value: { upTo, ...(await entriesHash(tx, upTo)) } });
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
    const before = last ? (JSON.parse(last.bytes) as Parts) : null;
    if (before && Object.keys(hashes).every((name) => before[name] === hashes[name])) return;
    await append(tx, { at, kind: "terms", subject: "", value: hashes });
  }

  async function endOfDays(from: Reading): Promise<Instant | null> {
    const row = await from.get<{ bytes: string }>(
      "SELECT bytes FROM seal WHERE kind = 'day' ORDER BY seq DESC LIMIT 1",
    );
    return row ? (JSON.parse(row.bytes) as SealedDay).until : null;
  }

  async function sealDay(tx: Transaction, piece: DayPiece, now: Instant): Promise<void> {
    const { from, until, zone, day } = piece;
    const eras = await erasIn(tx, instant(from - MARGIN), until);
    const spells = spellsBetween(eras, from, until);
    const terms = await tx.all<TermsRow>(
      `SELECT at, bytes FROM seal WHERE kind = 'terms' AND at < ?
         AND seq >= coalesce((SELECT max(seq) FROM seal WHERE kind = 'terms' AND at <= ?), 0) ORDER BY seq`,
      [until, from],
    );
    const last = terms.at(-1);
    const then = last ? await termsAt(tx, last.bytes) : null;
    const office = eras.at(-1)?.office;
    if (!office) return;
    const names = new Map(eras.flatMap((era) => era.office.people.map(({ id, name }) => [id, name] as const)));
    const named = new Set(spells.flatMap(({ onDuty, onCall }) => [...onDuty, ...onCall]));
    const { scheduled, open, covered, missing, meets, butFor, closed } = dayCoverage(
      day,
      spells,
      office.threshold.hours,
      "sealed",
    );
    const sealed: SealedDay = {
      date: dateOfDay(day),
      zone,
      from,
      until,
      late: now - until > LATE,
      terms: terms.map(({ at, bytes }) => ({ from: at, parts: JSON.parse(bytes) })),
      people: Object.fromEntries([...named].sort().map((id) => [id, names.get(id) ?? id])),
      threshold: office.threshold,
      targets: (then as { readonly targets?: unknown } | null)?.targets ?? null,
      spells,
      planned: { scheduled, open, covered, missing, meets, butFor, closed },
      lived: livedOf(piece, spells, await boxIn(tx, piece), await turnsIn(tx, piece), await callsIn(tx, piece)),
    };
    await append(tx, { at: now, kind: "day", subject: sealed.date, value: sealed });
  }

  const sealDays: SealStore["sealDays"] = async (over, now, most = 1) => {
    let count = 0;
    while (count < most) {
      const sealed = await write.transaction(async (tx) => {
        const start = await tx.get<{ at: Instant }>("SELECT at FROM seal WHERE kind = 'terms' ORDER BY seq LIMIT 1");
        if (!start) return false;
        const end = await endOfDays(tx);
        const eras = await erasIn(tx, instant((end ?? start.at) - MARGIN), over);
        const from = end ?? midnightBefore(eras, start.at);
        if (from >= over) return false;
        const [piece] = daysOf(eras, from, instant(over + MARGIN));
        if (!piece || piece.until > over) return false;
        await sealDay(tx, piece, now);
        return true;
      });
      if (!sealed) break;
      count++;
    }
    return count;
  };

  return {
    note: (at) => write.transaction((tx) => noteIn(tx, at)),
    noteIn,
    eras: (from, until) => read.transaction((tx) => erasIn(tx, from, until), "deferred"),
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

/** Of the day on which something was kept first: its morning is what the office said first. */
function midnightBefore(eras: readonly Era[], at: Instant): Instant {
  const era = eras.find(({ from, until }) => from <= at && at < until) ?? eras[0];
  const { instantOf, dayAt } = zoneNamed(era?.office.zone ?? "UTC");
  return instantOf(dayAt(at), 0);
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

const boxIn = (from: Reading, day: Span): Promise<Span[]> =>
  from.all<Span>(
    'SELECT from_at AS "from", until_at AS "until" FROM box_up WHERE until_at > ? AND from_at < ? ORDER BY from_at',
    [day.from, day.until],
  );

/** A span may have begun days before: all that a line said since then counts. */
async function turnsIn(from: Reading, day: Span): Promise<LineTurn[]> {
  const since = Math.min(day.from, ...(await boxIn(from, day)).map((span) => span.from)) - 60_000;
  const at = surely("line_event.at", "line_event.at");
  const rows = await from.all<{ line: string; at: Instant; state: string }>(
    `SELECT line, ${at} AS at, state FROM line_event WHERE at >= ? AND at < ? ORDER BY id`,
    [since, day.until],
  );
  return rows.map(({ line, at, state }) => ({ line, at, up: state === "ready" }));
}

async function callsIn(from: Reading, day: Span): Promise<CountedCall[]> {
  const rows = await from.all<{ at: Instant; rung: number; outcome: string | null }>(
    `SELECT at, outcome, EXISTS (SELECT 1 FROM step WHERE step.call = call.id AND step.what = 'attempt') AS rung
     FROM call WHERE at >= ? AND at < ?`,
    [day.from, day.until],
  );
  return rows.map(({ at, rung, outcome }) => ({
    at,
    rung: rung === 1,
    accepted: outcome === "forwarded" || outcome === "taken-here",
  }));
}

/** A date's coverage from what was sealed of it: more than one where the zone changed. */
export function coverageOfSealed(date: WallDate, sealed: readonly SealedDay[], basis: Basis): DayCoverage {
  const spells = sealed.flatMap((day) => day.spells);
  const reckoned = dayCoverage(dayOfDate(date), spells, sealed.at(-1)?.threshold.hours ?? 0, basis);
  const [only] = sealed;
  return sealed.length === 1 && only ? { ...reckoned, ...only.planned } : reckoned;
}
