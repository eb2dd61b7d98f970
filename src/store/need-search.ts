import type { Instant } from "../kernel/units.ts";
import type { Need, Weight } from "../needs/need.ts";
import { type CallerSearch, type Condition, contains, either } from "./caller-search.ts";
import type { Reading } from "./database.ts";
import { type NeedRow, needOf, selectNeeds } from "./need-record.ts";

export interface NeedQuery {
  /** Open ones, unless told. */
  readonly state?: "open" | "closed" | "overdue";
  /** By which `overdue` are; needed for those alone. */
  readonly now?: Instant;
  readonly weight?: Weight | undefined;
  /** Only those that this one deals with. */
  readonly owner?: string | undefined;
  /** Only those that this one has, or nobody. */
  readonly openTo?: { readonly id: string; readonly name: string } | undefined;
  readonly search?: CallerSearch | undefined;
  /** The id of a need: only those after it in this order. */
  readonly after?: string | undefined;
  /** 100 unless told. */
  readonly limit?: number;
}

export interface NeedCounts {
  readonly open: number;
  /** Open ones whose deadline has passed. */
  readonly overdue: number;
  /** Open ones that nobody has. */
  readonly unowned: number;
  readonly fragile: number;
}

const RANK = "CASE weight WHEN 'fragile' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END";
/** By what open ones are sorted, and closed ones backwards. */
const OPEN = [RANK, "need.due_at", "need.opened_at", "need.id"];
const CLOSED = ["need.closed_at", "need.id"];

export async function listNeeds(from: Reading, query: NeedQuery = {}): Promise<Need[]> {
  const { state = "open", now, weight, owner, openTo, search, after, limit = 100 } = query;
  const closed = state === "closed";
  const order = closed ? CLOSED.map((each) => `${each} DESC`).join(", ") : OPEN.join(", ");
  const conditions: Condition[] = [[closed ? "need.closed_at IS NOT NULL" : "need.closed_at IS NULL"]];
  if (state === "overdue") conditions.push(["need.due_at < ?", now ?? 0]);
  if (weight !== undefined) conditions.push(["need.weight = ?", weight]);
  if (owner !== undefined) conditions.push(["need.owner_name = ?", owner]);
  if (openTo)
    conditions.push([
      "((need.owner IS NULL AND need.owner_name IS NULL) OR need.owner = ? OR need.owner_name = ?)",
      openTo.id,
      openTo.name,
    ]);
  if (search) conditions.push(either(ofCaller(search)));
  if (after !== undefined) conditions.push(await beyond(from, after, closed));
  // Its calls and messages are read of those alone that are shown.
  const found = `SELECT id FROM need WHERE ${conditions.map(([sql]) => sql).join(" AND ")} ORDER BY ${order} LIMIT ?`;
  const rows = await from.all<NeedRow>(`${selectNeeds} WHERE need.id IN (${found}) ORDER BY ${order}`, [
    ...conditions.flatMap(([, ...params]) => params),
    limit,
  ]);
  return rows.map(needOf);
}

/** As values: of a subquery's row, SQLite would not use the index. Nothing comes after one that is not there. */
async function beyond(from: Reading, id: string, closed: boolean): Promise<Condition> {
  const columns = closed ? CLOSED : OPEN;
  const place = await from.get<Readonly<Record<string, string | number>>>(
    `SELECT ${columns.map((column, n) => `${column} AS c${n}`).join(", ")} FROM need WHERE id = ?`,
    [id],
  );
  if (!place) return ["FALSE"];
  return [
    `(${columns.join(", ")}) ${closed ? "<" : ">"} (${columns.map(() => "?").join(", ")})`,
    ...columns.map((_, n) => place[`c${n}`] ?? null),
  ];
}

function ofCaller({ text, parts = [], numbers = [] }: CallerSearch): Condition[] {
  const of = (column: string, values: readonly string[]): Condition[] =>
    values.length === 0 ? [] : [[`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values)]];
  const events: Condition = [
    "EXISTS (SELECT 1 FROM need_event WHERE need_event.need = need.id AND what IN ('note', 'closed') AND instr(lower(detail), lower(?)))",
    text,
  ];
  return [
    contains("need.name", text),
    contains("need.owner_name", text),
    ...[text, ...parts].map((part) => contains("need.number", part)),
    ...of("need.number", numbers),
    events,
  ];
}

export async function markOfNeeds(from: Reading): Promise<string> {
  const row = await from.get<{ mark: string }>(
    "SELECT count(*) || '-' || coalesce(sum(revision), 0) || '-' || coalesce(max(id), '') AS mark FROM need WHERE closed_at IS NULL",
  );
  return row?.mark ?? "";
}

export async function countNeeds(from: Reading, now: Instant): Promise<NeedCounts> {
  const row = await from.get<NeedCounts>(
    `SELECT count(*) AS open, coalesce(sum(due_at < ?), 0) AS overdue, coalesce(sum(owner_name IS NULL), 0) AS unowned,
       coalesce(sum(weight = 'fragile'), 0) AS fragile FROM need WHERE closed_at IS NULL`,
    [now],
  );
  return row ?? { open: 0, overdue: 0, unowned: 0, fragile: 0 };
}
