import type { Admin } from "../admin/admin.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Store } from "../store/store.ts";
import { type OfficeOptions, openOffice } from "./office.ts";
import { openTelephone, type TelephoneOptions } from "./telephone.ts";

export type HouseOptions = Omit<TelephoneOptions, "makeWay" | "damaged"> & Pick<OfficeOptions, "again">;

/** Telephone and office in one process, for trials of both together. They meet at the border all the same. */
export interface House {
  readonly store: Store;
  readonly troubles: readonly Fault[];
  /** Null where the page is not wanted, or could not be served. */
  readonly page: Pick<Admin, "url" | "code"> | null;
  close(): Promise<void>;
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { folder, config, clock, log, again } = options;
  const telephone = await openTelephone({ ...options, makeWay: () => telephone.idle() });
  const office = await openOffice({ folder, config, clock, log, again, outdated: () => undefined });
  return {
    store: office.store,
    page: office.page,
    troubles: [...telephone.troubles, ...office.troubles],
    async close() {
      await office.close();
      await telephone.close();
    },
  };
}
