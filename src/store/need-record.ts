import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import type { Need, NeedEvent, NeedPast, NeedReason, NeedWhy, Weight } from "../needs/need.ts";
import type { Queries, Reading } from "./database.ts";

export interface NeedRow {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly presentation: CallerId["presentation"] | null;
  readonly fragile: number;
  readonly weight: Weight;
  readonly why: NeedWhy;
  readonly opened_at: Instant;
  readonly zone: string;
  readonly due_at: Instant;
  readonly owner: string | null;
  readonly owner_name: string | null;
  readonly taken_at: Instant | null;
  readonly closed_at: Instant | null;
  readonly closed_by: string | null;
  readonly reason: NeedReason | null;
  readonly round: number;
  readonly level: number;
  readonly first_round: number;
  readonly next_ask_at: Instant | null;
  readonly last_resort_at: Instant | null;
  readonly revision: number;
  readonly calls: string;
  readonly messages: string;
}

const CALLS = `SELECT need_call.call FROM need_call JOIN call ON call.id = need_call.call
  WHERE need_call.need = need.id ORDER BY call.rowid`;
const MESSAGES = `SELECT message.id FROM need_call JOIN message ON message.call = need_call.call
  WHERE need_call.need = need.id ORDER BY message.at, message.id`;

/** With the ids of its calls and messages, oldest first. */
export const selectNeeds = `SELECT need.*, (SELECT presentation FROM call WHERE call.id = need.id) AS presentation,
  (SELECT json_group_array(call) FROM (${CALLS})) AS calls,
  (SELECT json_group_array(id) FROM (${MESSAGES})) AS messages FROM need`;

export const needOf = (row: NeedRow): Need => ({
  id: row.id,
  number: row.number,
  name: row.name,
  // One that a text opened has no call of its own.
  presentation: row.presentation ?? (row.number === null ? "unavailable" : "given"),
  fragile: row.fragile === 1,
  weight: row.weight,
  why: row.why,
  openedAt: row.opened_at,
  zone: row.zone,
  dueAt: row.due_at,
  owner: row.owner_name === null ? null : { id: row.owner, name: row.owner_name },
  takenAt: row.taken_at,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  reason: row.reason,
  calls: JSON.parse(row.calls),
  messages: JSON.parse(row.messages),
  round: row.round,
  level: row.level,
  firstRound: row.first_round,
  nextAskAt: row.next_ask_at,
  lastResortAt: row.last_resort_at,
  revision: row.revision,
});

const columnsOf = (need: Need) => ({
  id: need.id,
  number: need.number,
  name: need.name,
  fragile: need.fragile,
  weight: need.weight,
  why: need.why,
  opened_at: need.openedAt,
  zone: need.zone,
  due_at: need.dueAt,
  owner: need.owner?.id ?? null,
  owner_name: need.owner?.name ?? null,
  taken_at: need.takenAt,
  closed_at: need.closedAt,
  closed_by: need.closedBy,
  reason: need.reason,
  round: need.round,
  level: need.level,
  first_round: need.firstRound,
  next_ask_at: need.nextAskAt,
  last_resort_at: need.lastResortAt,
  revision: need.revision,
});

export async function readNeed(from: Reading, id: string): Promise<Need | null> {
  const row = await from.get<NeedRow>(`${selectNeeds} WHERE need.id = ?`, [id]);
  return row ? needOf(row) : null;
}

/** The need that a call is part of. */
export async function needOfCall(from: Reading, call: string): Promise<Need | null> {
  const row = await from.get<NeedRow>(
    `${selectNeeds} WHERE need.id = (SELECT need FROM need_call WHERE need_call.call = ?)`,
    [call],
  );
  return row ? needOf(row) : null;
}

/** `caller`: by which their needs are one. */
export async function insertNeed(tx: Queries, need: Need, caller: string | null): Promise<void> {
  await tx.insert("need", { ...columnsOf(need), caller });
}

export async function updateNeed(tx: Queries, need: Need): Promise<void> {
  const { id, ...columns } = columnsOf(need);
  const names = Object.keys(columns).map((name) => `${name} = ?`);
  await tx.run(`UPDATE need SET ${names.join(", ")} WHERE id = ?`, [...Object.values(columns), id]);
}

export async function addEvents(tx: Queries, need: string, at: Instant, events: readonly NeedEvent[]): Promise<void> {
  for (const { what, detail } of events)
    await tx.run(
      `INSERT INTO need_event (need, seq, at, what, detail)
       VALUES (?1, (SELECT coalesce(max(seq) + 1, 1) FROM need_event WHERE need = ?1), ?2, ?3, ?4)`,
      [need, at, what, JSON.stringify(detail)],
    );
}

export async function historyOf(from: Reading, need: string): Promise<NeedPast[]> {
  const rows = await from.all<{ at: Instant; what: string; detail: string }>(
    "SELECT at, what, detail FROM need_event WHERE need = ? ORDER BY seq",
    [need],
  );
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) }) as NeedPast);
}
