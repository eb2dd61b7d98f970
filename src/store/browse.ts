import { type Instant, instant } from "../kernel/units.ts";
import type { CallOutcome, CallSummary, Waited } from "./call-record.ts";
import { type CallerSearch, type Condition, callsOf, contains, either } from "./caller-search.ts";
import { type CallRow, summary, summaryColumns } from "./calls.ts";
import { stampedBefore } from "./clock-doubts.ts";
import type { Reading, SqlValue } from "./database.ts";
import type { Expired, Forgotten } from "./forget.ts";
import { type Message, type MessageRow, messageOf, selectMessages } from "./message-record.ts";
import { among, type OutcomeGroup, outcomeGroups } from "./outcome-groups.ts";
import type { Between } from "./tallies.ts";

export interface Period {
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

interface Paged extends Period {
  readonly limit: number;
  /** The id of one: only older ones. */
  readonly before?: string | undefined;
  /** By the caller; of a message, its note and who took it as well. */
  readonly search?: CallerSearch | undefined;
}

export type MessageState = "open" | "unheard" | "overdue";

export interface MessageCounts {
  readonly all: number;
  readonly open: number;
  readonly unheard: number;
  readonly overdue: number;
  /** Open ones that the owner who was named deals with. */
  readonly owned: number;
}

export interface MessageSearch extends Paged {
  /** `overdue`: open, and their deadline has passed at `now`. */
  readonly only?: MessageState | undefined;
  readonly now: Instant;
  /** Only those that this one deals with. */
  readonly owner?: string | undefined;
}

export interface CallSearch extends Paged {
  readonly outcome?: CallOutcome | undefined;
  readonly line?: string | undefined;
  readonly group?: OutcomeGroup | undefined;
  /** Only those that were answered. */
  readonly answered?: boolean | undefined;
  /** Only those of these numbers, as networks give them. */
  readonly numbers?: readonly string[] | undefined;
  /** Only those that opened what is owed to their callers, and by what came of it; `since` and `until` are of that. */
  readonly owed?: OwedCalls | undefined;
  /** Only those whose callers waited in order, and by how that ended. */
  readonly queued?: QueuedCalls | undefined;
  /** Only those in one of these stretches, or in none of them. */
  readonly spans?: { readonly within: boolean; readonly all: readonly Between[] } | undefined;
}

/** How many waited in order, and what came of it: a person, the caller's leaving, or the machine. */
export const queueEnds = {
  through: ["put-through", "taken-here"],
  left: ["left"],
  message: ["key", "limit", "nobody", "failed", "interrupted"],
} as const satisfies Readonly<Record<string, readonly Waited["how"][]>>;
export type QueuedCalls = "any" | keyof typeof queueEnds;

/** `any`: whatever came of it. */
export type OwedCalls = "any" | "called-back" | "got-through" | "waiting";

const OWED: Readonly<Record<OwedCalls, string>> = {
  any: "TRUE",
  "called-back": "reason = 'called-back'",
  "got-through": "reason = 'got-through'",
  waiting: "closed_at IS NULL",
};

/**
 * Questions of people who look: lists and searches over everything. They have a connection of their own, so that
 * none of them, however long it takes, makes a call that rings wait for its plan.
 */
export interface Browse {
  messages(search: MessageSearch): Promise<Message[]>;
  messageCounts(now: Instant, owner?: string): Promise<MessageCounts>;
  /** How many would be deleted. */
  expired(expired: Expired): Promise<Forgotten>;
  calls(search: CallSearch): Promise<CallSummary[]>;
  /** How many calls a line took since one instant, and how often it was in trouble since another. */
  lineCounts(
    line: string,
    callsSince: Instant,
    troublesSince: Instant,
  ): Promise<{ readonly calls: number; readonly troubles: number }>;
}

export function createBrowse(read: Reading, pathOf: (id: string) => string): Browse {
  /** One that is not there any more stands for the very first: nothing is older. */
  async function placeOf(table: "call" | "message", id: string | undefined): Promise<Place | null> {
    if (id === undefined) return null;
    return (await read.get<Place>(`SELECT at, id FROM ${table} WHERE id = ?`, [id])) ?? { at: instant(-1), id };
  }

  return {
    async messages({ only, before, now, owner, search, ...page }) {
      const conditions = within("message", page, await placeOf("message", before));
      if (search) {
        const { text } = search;
        const ours = [contains("message.note", text), contains("message.taken_by", text)];
        conditions.push(either([await callsOf(read, search), ...ours]));
      }
      if (only === "open") conditions.push(["message.closed_at IS NULL"]);
      if (only === "unheard") conditions.push(["message.heard_at IS NULL"]);
      if (only === "overdue") conditions.push(["message.closed_at IS NULL AND message.due_at < ?", now]);
      if (owner !== undefined) conditions.push(["message.taken_by = ?", owner]);
      const { where, params } = joined(conditions);
      const rows = await read.all<MessageRow>(
        `${selectMessages} ${where} ORDER BY message.at DESC, message.id DESC LIMIT ?`,
        [...params, page.limit],
      );
      return rows.map((row) => messageOf(row, pathOf));
    },
    async messageCounts(now, owner = "") {
      const row = await read.get<MessageCounts>(
        `SELECT (SELECT count(*) FROM message) AS "all", (SELECT count(*) FROM message WHERE closed_at IS NULL) AS open,
           (SELECT count(*) FROM message WHERE heard_at IS NULL) AS unheard,
           (SELECT count(*) FROM message WHERE closed_at IS NULL AND due_at < ?) AS overdue,
           (SELECT count(*) FROM message WHERE closed_at IS NULL AND taken_by = ?) AS owned`,
        [now, owner],
      );
      return row ?? { all: 0, open: 0, unheard: 0, overdue: 0, owned: 0 };
    },
    async expired({ messagesBefore, callsBefore }) {
      const count = async (rows: string, before: Instant | null): Promise<number> =>
        (await read.get<{ n: number }>(`SELECT count(*) AS n FROM (${rows})`, [before]))?.n ?? 0;
      return {
        messages: await count(stampedBefore("message", "closed_at", "kept_at IS NULL"), messagesBefore),
        calls: await count(stampedBefore("call", "at", "forgotten_at IS NULL"), callsBefore),
      };
    },
    async calls({ outcome, group, answered, numbers, owed, queued, spans, line, before, search, ...page }) {
      const place = await placeOf("call", before);
      const conditions = within("call", owed === undefined ? page : {}, place);
      if (owed !== undefined) {
        // A need has the id of the call that opened it.
        const { since = instant(0), until = instant(Number.MAX_SAFE_INTEGER) } = page;
        const needs = `SELECT id FROM need WHERE opened_at >= ? AND opened_at < ? AND ${OWED[owed]}`;
        conditions.push([`call.id IN (${needs})`, since, until]);
      }
      if (queued === "any") conditions.push(["call.wait_end IS NOT NULL"]);
      else if (queued !== undefined)
        conditions.push([`call.wait_end IN (${queueEnds[queued].map((how) => `'${how}'`).join(", ")})`]);
      if (answered) conditions.push(["call.answered_at IS NOT NULL"]);
      if (numbers) conditions.push(["call.caller_number IN (SELECT value FROM json_each(?))", JSON.stringify(numbers)]);
      if (search) conditions.push(await callsOf(read, search));
      if (outcome !== undefined) conditions.push(["call.outcome = ?", outcome]);
      if (group !== undefined) conditions.push([`call.outcome IN (${among(outcomeGroups[group])})`]);
      if (spans) {
        const all = JSON.stringify(spans.all.map(({ since, until }) => [since, until]));
        const within = "EXISTS (SELECT 1 FROM json_each(?) WHERE call.at >= value ->> 0 AND call.at < value ->> 1)";
        conditions.push([`${spans.within ? "" : "NOT "}${within}`, all]);
      }
      if (line !== undefined) conditions.push(["call.line = ?", line]);
      const { where, params } = joined(conditions);
      const rows = await read.all<CallRow>(
        `SELECT ${summaryColumns} FROM call ${where} ORDER BY call.at DESC, call.id DESC LIMIT ?`,
        [...params, page.limit],
      );
      return rows.map(summary);
    },
    async lineCounts(line, callsSince, troublesSince) {
      const counts = await read.get<{ calls: number; troubles: number }>(
        `SELECT (SELECT count(*) FROM call WHERE line = ? AND at >= ?) AS calls,
                (SELECT count(*) FROM line_event WHERE line = ? AND state = 'trouble' AND at >= ?) AS troubles`,
        [line, callsSince, line, troublesSince],
      );
      return counts ?? { calls: 0, troubles: 0 };
    },
  };
}

type Place = { readonly at: Instant; readonly id: string };

function within(table: "call" | "message", { since, until }: Period, before: Place | null): Condition[] {
  const found: Condition[] = [];
  // As two values: of a subquery's row, SQLite would not use the index.
  if (before) found.push([`(${table}.at, ${table}.id) < (?, ?)`, before.at, before.id]);
  if (since !== undefined) found.push([`${table}.at >= ?`, since]);
  if (until !== undefined) found.push([`${table}.at < ?`, until]);
  return found;
}

function joined(conditions: readonly Condition[]): { readonly where: string; readonly params: readonly SqlValue[] } {
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.map(([sql]) => sql).join(" AND ")}`;
  return { where, params: conditions.flatMap(([, ...params]) => params) };
}
