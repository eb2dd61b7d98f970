import type { Office } from "../duty/office.ts";
import type { Transaction } from "./database.ts";
import type { Near } from "./office-list.ts";
import { loadOffice, revision } from "./office-tables.ts";

/**
 * The office as a transaction sees it: read again only when it, or the day, has changed. Within a transaction nobody
 * else can be asked: where there is one connection, they would wait for each other.
 */
export function officeWithin(near: () => Near): (tx: Transaction) => Promise<Office> {
  let known: { readonly revision: number; readonly day: string; readonly office: Office } | null = null;
  return async (tx) => {
    const now = near();
    const is = await revision(tx);
    if (known?.revision === is && known.day === now.firstDay) return known.office;
    const office = await loadOffice(tx, now);
    known = { revision: is, day: now.firstDay, office };
    return office;
  };
}
