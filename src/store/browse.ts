import { type Instant, instant } from "../kernel/units.ts";
import type { CallOutcome, CallSummary } from "./call-record.ts";
import { type CallRow, summary, summaryColumns } from "./calls.ts";
import type { Reading, SqlValue } from "./database.ts";
import { type Message, type MessageRow, messageOf, selectMessages } from "./message-record.ts";

export interface Period {
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

interface Paged extends Period {
  readonly limit: number;
  /** The id of one: only older ones. */
  readonly before?: string | undefined;
  /** Part of a caller's number or name (of a message: of its note or of who took it, too). */
  readonly search?: string | undefined;
  /** Numbers, as the network gives them, that `search` stands for as well. */
  readonly numbers?: readonly string[] | undefined;
}

export interface MessageSearch extends Paged {
  readonly only?: "open" | "unheard" | undefined;
}

export interface CallSearch extends Paged {
  readonly outcome?: CallOutcome | undefined;
  readonly line?: string | undefined;
}

/** How many calls of one outcome came in one quarter of an hour. */
export interface CallCount {
  /** The instant at which the quarter begins. */
  readonly at: Instant;
  readonly outcome: CallOutcome | null;
  readonly answered: number;
  readonly calls: number;
}

/** How many calls took so many seconds. */
export interface Delay {
  readonly seconds: number;
  readonly calls: number;
}

/**
 * Questions of people who look: searches and counts over everything. They have a connection of their own, so that
 * none of them, however long it takes, makes a call that rings wait for its plan.
 */
export interface Browse {
  messages(search: MessageSearch): Promise<Message[]>;
  messageCounts(): Promise<{ readonly all: number; readonly open: number; readonly unheard: number }>;
  calls(search: CallSearch): Promise<CallSummary[]>;
  callCounts(period: Required<Period>): Promise<CallCount[]>;
  /** How many calls a line took since one instant, and how often it was in trouble since another. */
  lineCounts(
    line: string,
    callsSince: Instant,
    troublesSince: Instant,
  ): Promise<{ readonly calls: number; readonly troubles: number }>;
  /** First ring to answer. */
  answerDelays(period: Required<Period>): Promise<Delay[]>;
  /** Answer to a person's voice, of the calls put through. */
  holdDelays(period: Required<Period>): Promise<Delay[]>;
  busiestCallers(
    period: Required<Period>,
    limit: number,
  ): Promise<
    { readonly number: string; readonly name: string | null; readonly calls: number; readonly lost: number }[]
  >;
}

const QUARTER = 900_000;

export function createBrowse(read: Reading, pathOf: (id: string) => string): Browse {
  /** One that is not there any more stands for the very first: nothing is older. */
  async function placeOf(table: "call" | "message", id: string | undefined): Promise<Place | null> {
    if (id === undefined) return null;
    return (await read.get<Place>(`SELECT at, id FROM ${table} WHERE id = ?`, [id])) ?? { at: instant(-1), id };
  }

  return {
    async messages({ only, before, ...search }) {
      const conditions = paged("message", search, await placeOf("message", before), [
        "message.note",
        "message.taken_by",
      ]);
      if (only) conditions.push([only === "open" ? "message.closed_at IS NULL" : "message.heard_at IS NULL"]);
      const { where, params } = joined(conditions);
      const rows = await read.all<MessageRow>(
        `${selectMessages} ${where} ORDER BY message.at DESC, message.id DESC LIMIT ?`,
        [...params, search.limit],
      );
      return rows.map((row) => messageOf(row, pathOf(row.id)));
    },
    async messageCounts() {
      const row = await read.get<{ all: number; open: number; unheard: number }>(
        `SELECT (SELECT count(*) FROM message) AS "all", (SELECT count(*) FROM message WHERE closed_at IS NULL) AS open,
           (SELECT count(*) FROM message WHERE heard_at IS NULL) AS unheard`,
      );
      return row ?? { all: 0, open: 0, unheard: 0 };
    },
    async calls({ outcome, line, before, ...search }) {
      const conditions = paged("call", search, await placeOf("call", before), []);
      if (outcome !== undefined) conditions.push(["call.outcome = ?", outcome]);
      if (line !== undefined) conditions.push(["call.line = ?", line]);
      const { where, params } = joined(conditions);
      const rows = await read.all<CallRow>(
        `SELECT ${summaryColumns} FROM call ${where} ORDER BY call.at DESC, call.id DESC LIMIT ?`,
        [...params, search.limit],
      );
      return rows.map(summary);
    },
    callCounts: ({ since, until }) =>
      read.all(
        `SELECT at / ${QUARTER} * ${QUARTER} AS at, outcome, count(*) AS calls, count(answered_at) AS answered
         FROM call WHERE at >= ? AND at < ? GROUP BY 1, 2`,
        [since ?? 0, until ?? 0],
      ),
    async lineCounts(line, callsSince, troublesSince) {
      const counts = await read.get<{ calls: number; troubles: number }>(
        `SELECT (SELECT count(*) FROM call WHERE line = ? AND at >= ?) AS calls,
                (SELECT count(*) FROM line_event WHERE line = ? AND state = 'trouble' AND at >= ?) AS troubles`,
        [line, callsSince, line, troublesSince],
      );
      return counts ?? { calls: 0, troubles: 0 };
    },
    answerDelays: ({ since, until }) =>
      read.all(
        `SELECT max(0, answered_at - at + 500) / 1000 AS seconds, count(*) AS calls FROM call
         WHERE at >= ? AND at < ? AND answered_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
        [since ?? 0, until ?? 0],
      ),
    holdDelays: ({ since, until }) =>
      read.all(
        `SELECT max(0, step.at - answered_at + 500) / 1000 AS seconds, count(*) AS calls
         FROM call JOIN step ON step.call = call.id AND step.what = 'put-through'
         WHERE call.at >= ? AND call.at < ? AND outcome = 'forwarded' AND answered_at IS NOT NULL GROUP BY 1 ORDER BY 1`,
        [since ?? 0, until ?? 0],
      ),
    busiestCallers: ({ since, until }, limit) =>
      read.all(
        `SELECT caller_number AS number, max(caller_name) AS name, count(*) AS calls,
           sum(outcome IN ('abandoned', 'failed', 'interrupted')) AS lost
         FROM call WHERE at >= ? AND at < ? AND caller_number IS NOT NULL
         GROUP BY caller_number ORDER BY calls DESC, number LIMIT ?`,
        [since ?? 0, until ?? 0, limit],
      ),
  };
}

type Condition = readonly [sql: string, ...params: SqlValue[]];

type Place = { readonly at: Instant; readonly id: string };

function paged(
  table: "call" | "message",
  search: Omit<Paged, "before">,
  before: Place | null,
  also: readonly string[],
): Condition[] {
  const { since, until, search: text, numbers = [] } = search;
  const found: Condition[] = [];
  // As two values: of a subquery's row, SQLite would not use the index.
  if (before) found.push([`(${table}.at, ${table}.id) < (?, ?)`, before.at, before.id]);
  if (since !== undefined) found.push([`${table}.at >= ?`, since]);
  if (until !== undefined) found.push([`${table}.at < ?`, until]);
  if (text !== undefined && text !== "") {
    const like = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
    const columns = ["call.caller_number", "call.caller_name", ...also];
    const any = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`);
    const ofNumbers = numbers.length === 0 ? [] : [`call.caller_number IN (${numbers.map(() => "?").join(", ")})`];
    found.push([`(${[...any, ...ofNumbers].join(" OR ")})`, ...columns.map(() => like), ...numbers]);
  }
  return found;
}

function joined(conditions: readonly Condition[]): { readonly where: string; readonly params: readonly SqlValue[] } {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  return { where, params: conditions.flatMap(([, ...params]) => params) };
}
