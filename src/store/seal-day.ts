import { dayCoverage } from "../duty/coverage.ts";
import { type DayPiece, daysOf, type Era, spellsBetween } from "../duty/eras.ts";
import { type CountedCall, type LineTurn, livedOf, type Span } from "../duty/lived.ts";
import { dateOfDay, zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant } from "../kernel/units.ts";
import { surely } from "./clock-doubts.ts";
import type { Reading, Transaction } from "./database.ts";
import { append } from "./seal-chain.ts";
import type { SealEras, TermsRow } from "./seal-eras.ts";
import type { SealedDay } from "./sealed-day.ts";

/** A day sealed later than this is said to be sealed late. Milliseconds. */
const LATE = 36 * 3_600_000;
const MARGIN = 26 * 3_600_000;

/** Up to which instant days are sealed; null when none is. */
export async function endOfDays(from: Reading): Promise<Instant | null> {
  const row = await from.get<{ bytes: string }>("SELECT bytes FROM seal WHERE kind = 'day' ORDER BY seq DESC LIMIT 1");
  return row ? (JSON.parse(row.bytes) as SealedDay).until : null;
}

/** Seals the first day that was over by then and is not sealed. Whether there was one. */
export async function sealNextDay(tx: Transaction, known: SealEras, over: Instant, now: Instant): Promise<boolean> {
  const start = await tx.get<{ at: Instant }>("SELECT at FROM seal WHERE kind = 'terms' ORDER BY seq LIMIT 1");
  if (!start) return false;
  const end = await endOfDays(tx);
  // No day is longer than the margin: of what was in force later, a box that was off for a year has much.
  const begun = end ?? start.at;
  const eras = await known.between(tx, instant(begun - MARGIN), instant(Math.min(over, begun + 2 * MARGIN)));
  const from = end ?? midnightBefore(eras, start.at);
  if (from >= over) return false;
  const [piece] = daysOf(eras, from, instant(over + MARGIN));
  if (!piece || piece.until > over) return false;
  await sealDay(tx, known, piece, now);
  return true;
}

async function sealDay(tx: Transaction, known: SealEras, piece: DayPiece, now: Instant): Promise<void> {
  const { from, until, zone, day } = piece;
  const eras = await known.between(tx, instant(from - MARGIN), until);
  const spells = spellsBetween(eras, from, until);
  const terms = await tx.all<TermsRow>(
    `SELECT at, bytes FROM seal WHERE kind = 'terms' AND at < ?
       AND seq >= coalesce((SELECT max(seq) FROM seal WHERE kind = 'terms' AND at <= ?), 0) ORDER BY seq`,
    [until, from],
  );
  const last = terms.at(-1);
  const then = last ? await known.termsAt(tx, last.bytes) : null;
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

/** Of the day on which something was kept first: its morning is what the office said first. */
function midnightBefore(eras: readonly Era[], at: Instant): Instant {
  const era = eras.find(({ from, until }) => from <= at && at < until) ?? eras[0];
  const { instantOf, dayAt } = zoneNamed(era?.office.zone ?? "UTC");
  return instantOf(dayAt(at), 0);
}

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
