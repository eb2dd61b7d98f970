import { between, millis } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";

/** What a box that breaks down may take with it. */
const OLD = millis(30 * 24 * 3_600_000);

/** Whether nobody made a backup for a month; the first month of an appliance counts from its first account. */
export async function lacksBackup({ backups, store, clock }: AdminParts): Promise<boolean> {
  const now = clock.now();
  const last = await backups.last();
  if (last) return between(last.at, now) > OLD;
  return (await store.users.list()).some(({ createdAt }) => between(createdAt, now) > OLD);
}
