import type { Instant } from "../kernel/units.ts";
import type { CallOutcome } from "./call-record.ts";
import type { Reading } from "./database.ts";
import { among, outcomeGroups } from "./outcome-groups.ts";

export interface Between {
  readonly since: Instant;
  readonly until: Instant;
}

/** A stretch of time in which the office's clocks are this far ahead of UTC. */
export interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  /** Milliseconds. */
  readonly offset: number;
}

export interface Counts {
  readonly calls: number;
  readonly answered: number;
  readonly forwarded: number;
  readonly message: number;
  readonly information: number;
  /** At the telephone beside the box. */
  readonly takenHere: number;
  /** Hung up before anyone or a message, or failed. */
  readonly lost: number;
  readonly blocked: number;
}

export interface CallCounts {
  /** `day`: days since 1970-01-01, of the wall clock. Only days with calls. */
  readonly days: readonly (Counts & { readonly day: number })[];
  /** `hour`: hours since Monday 00:00, of the wall clock. Only hours with calls. */
  readonly hours: readonly (Counts & { readonly hour: number })[];
}

/** How many calls took so many seconds. */
export interface Delay {
  readonly seconds: number;
  readonly calls: number;
}

/** So many calls of one outcome that waited so many seconds for a person; null where none was put through. */
export interface SoughtRow {
  readonly outcome: string;
  readonly hold: number | null;
  readonly calls: number;
}

/** What came of what callers were owed that began in a period. */
export interface CalledBack {
  readonly needs: number;
  /** Seconds from the call to the call back, the shortest first. */
  readonly delays: readonly Delay[];
  /** Who reached somebody by calling again. */
  readonly gotThrough: number;
  /** Nobody has dealt with them yet. */
  readonly open: number;
}

/** So many callers who waited in order for so many seconds, and how that ended. */
export interface WaitedRow {
  readonly how: string;
  readonly seconds: number;
  readonly calls: number;
}

/** Counts over everything that ever came in, of calls that are deleted since too. */
export interface Tallies {
  counts(stretches: readonly Stretch[]): Promise<CallCounts>;
  /** First ring to answer, the shortest first. */
  answerDelays(period: Between): Promise<Delay[]>;
  /** Answer to the first person's voice, of the calls put through; the shortest first. */
  holdDelays(period: Between): Promise<Delay[]>;
  /** Of the calls in these stretches, how long each waited for a person. */
  sought(spans: readonly Between[]): Promise<SoughtRow[]>;
  /** The same of calls that are kept, of these numbers in all their forms. */
  soughtBy(numbers: readonly string[], period: Between): Promise<SoughtRow[]>;
  /** The shortest first. */
  waited(period: Between): Promise<WaitedRow[]>;
  calledBack(period: Between): Promise<CalledBack>;
  /** Of the calls that are kept. */
  busiestCallers(
    period: Between,
    limit: number,
  ): Promise<
    { readonly number: string; readonly name: string | null; readonly calls: number; readonly lost: number }[]
  >;
}

const DAY = 86_400_000;
/** From so many milliseconds on, reading all callers in their order beats sorting the calls of the period. */
const LONG = 60 * DAY;

/** 1970-01-01 was a Thursday. */
const hoursSinceMonday = "(hour + 72) % 168";
const sums = (columns: readonly string[]): string => columns.map((name) => `sum(${name}) AS ${name}`).join(", ");
const sumsOfAll = sums(["calls", "answered", "forwarded", "message", "information", "takenHere", "lost", "blocked"]);

const { lost } = outcomeGroups;
const ofOutcomes = (...outcomes: readonly CallOutcome[]): string =>
  `sum(iif(outcome IN (${among(outcomes)}), calls, 0))`;

/** Each call is looked at once, for its hour; the hours then make the days and the week. */
const counted = `WITH span (since, until, ahead) AS MATERIALIZED (
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)),
  ended AS MATERIALIZED (
    SELECT (at + ahead) / 3600000 AS hour, coalesce(outcome, '') AS outcome, count(*) AS calls, count(answer) AS answered
    FROM span CROSS JOIN tally ON at >= since AND at < until GROUP BY 1, 2),
  hours AS MATERIALIZED (
    SELECT hour, sum(calls) AS calls, sum(answered) AS answered, ${ofOutcomes("forwarded")} AS forwarded,
      ${ofOutcomes("message")} AS message, ${ofOutcomes("information")} AS information, ${ofOutcomes("blocked")} AS blocked,
      ${ofOutcomes("taken-here")} AS takenHere,
      ${ofOutcomes(...lost)} AS lost
    FROM ended GROUP BY 1)
  SELECT 'day' AS of, hour / 24 AS n, ${sumsOfAll} FROM hours GROUP BY 2
  UNION ALL SELECT 'hour', ${hoursSinceMonday}, ${sumsOfAll} FROM hours GROUP BY 2`;

export function createTallies(read: Reading): Tallies {
  const delays = (which: "answer" | "hold", { since, until }: Between) =>
    read.all<Delay>(
      `SELECT ${which} AS seconds, count(*) AS calls FROM tally
       WHERE at >= ? AND at < ? AND ${which} IS NOT NULL GROUP BY 1 ORDER BY 1`,
      [since, until],
    );
  return {
    async counts(stretches) {
      const spans = JSON.stringify(stretches.map(({ from, until, offset }) => [from, until, offset]));
      const rows = await read.all<Counts & { of: "day" | "hour"; n: number }>(counted, [spans]);
      return {
        days: rows.flatMap(({ of, n, ...counts }) => (of === "day" ? { day: n, ...counts } : [])),
        hours: rows.flatMap(({ of, n, ...counts }) => (of === "hour" ? { hour: n, ...counts } : [])),
      };
    },
    answerDelays: (period) => delays("answer", period),
    holdDelays: (period) => delays("hold", period),
    sought: (spans) =>
      read.all<SoughtRow>(
        `WITH span (since, until) AS MATERIALIZED (SELECT value ->> 0, value ->> 1 FROM json_each(?))
         SELECT outcome, hold, count(*) AS calls FROM span CROSS JOIN tally ON at >= since AND at < until
         WHERE outcome IS NOT NULL GROUP BY 1, 2`,
        [JSON.stringify(spans.map(({ since, until }) => [since, until]))],
      ),
    soughtBy: (numbers, { since, until }) =>
      read.all<SoughtRow>(
        `SELECT call.outcome, hold, count(*) AS calls FROM json_each(?) AS one
           CROSS JOIN call ON caller_number = one.value LEFT JOIN tally ON tally.call = call.id
         WHERE call.at >= ? AND call.at < ? AND call.outcome IS NOT NULL GROUP BY 1, 2`,
        [JSON.stringify(numbers), since, until],
      ),
    waited: ({ since, until }) =>
      read.all<WaitedRow>(
        `SELECT wait_end AS how, coalesce(waited, 0) AS seconds, count(*) AS calls FROM tally
         WHERE at >= ? AND at < ? AND wait_end IS NOT NULL GROUP BY 1, 2 ORDER BY 2`,
        [since, until],
      ),
    async calledBack({ since, until }) {
      const rows = await read.all<{ reason: string | null; open: number; seconds: number | null; calls: number }>(
        `SELECT reason, closed_at IS NULL AS open, (closed_at - opened_at + 500) / 1000 AS seconds, count(*) AS calls
         FROM need WHERE opened_at >= ? AND opened_at < ? GROUP BY 1, 2, 3 ORDER BY seconds`,
        [since, until],
      );
      const count = (all: readonly { readonly calls: number }[]) => all.reduce((sum, { calls }) => sum + calls, 0);
      return {
        needs: count(rows),
        delays: rows.flatMap(({ reason, seconds, calls }) =>
          reason === "called-back" && seconds !== null ? [{ seconds, calls }] : [],
        ),
        gotThrough: count(rows.filter(({ reason }) => reason === "got-through")),
        open: count(rows.filter(({ open }) => open === 1)),
      };
    },
    busiestCallers: ({ since, until }, limit) =>
      read.all(
        // The sign keeps SQLite from looking for the calls by their time.
        `SELECT caller_number AS number, max(caller_name) AS name, count(*) AS calls,
           total(outcome IN (${among(lost)})) AS lost
         FROM call WHERE ${until - since > LONG ? "+at" : "at"} >= ? AND at < ? AND caller_number IS NOT NULL
         GROUP BY caller_number ORDER BY calls DESC, number LIMIT ?`,
        [since, until, limit],
      ),
  };
}
