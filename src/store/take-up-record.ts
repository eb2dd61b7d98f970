import type { Instant } from "../kernel/units.ts";
import type { TakeUp, TakeUpHow } from "../needs/take-up.ts";
import type { Reading } from "./database.ts";

export interface TakeUpRow {
  readonly id: number;
  readonly person: string;
  readonly name: string;
  readonly service: TakeUp["service"];
  readonly level: number;
  readonly from_at: Instant;
  readonly until_at: Instant;
  readonly zone: string;
  readonly opened_at: Instant;
  readonly step: TakeUp["step"];
  readonly stepped_at: Instant;
  readonly passed_at: Instant | null;
  readonly confirmed_at: Instant | null;
  readonly confirmed_how: TakeUpHow | null;
  readonly confirmed_id: string | null;
  readonly confirmed_name: string | null;
  readonly withdrawn_at: Instant | null;
  readonly missed_at: Instant | null;
}

export const takeUpOf = (row: TakeUpRow): TakeUp => ({
  id: row.id,
  person: row.person,
  name: row.name,
  service: row.service,
  level: row.level,
  from: row.from_at,
  until: row.until_at,
  zone: row.zone,
  openedAt: row.opened_at,
  step: row.step,
  steppedAt: row.stepped_at,
  passedAt: row.passed_at,
  confirmed:
    row.confirmed_at === null || row.confirmed_how === null
      ? null
      : {
          at: row.confirmed_at,
          how: row.confirmed_how,
          by: { id: row.confirmed_id, name: row.confirmed_name ?? row.name },
        },
  withdrawnAt: row.withdrawn_at,
  missedAt: row.missed_at,
});

export async function readTakeUp(from: Reading, id: number): Promise<TakeUp | null> {
  const row = await from.get<TakeUpRow>("SELECT * FROM take_up WHERE id = ?", [id]);
  return row ? takeUpOf(row) : null;
}

/** Nobody has said so, though it is still to be said. */
export const isOpen = ({ confirmed, withdrawnAt, missedAt }: TakeUp): boolean =>
  confirmed === null && withdrawnAt === null && missedAt === null;
