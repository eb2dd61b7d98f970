import { keptIn, pinKey } from "../admin/answers/kept-trials.ts";
import { keptSim } from "../admin/schemas/line-care.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../store/store.ts";

/** The PIN that an admin gave in the page for a line's SIM. Null where there is none, or it can't be read now. */
export async function keptPin({ settings }: Pick<Store, "settings">, line: string, log: Log): Promise<string | null> {
  try {
    return keptIn(keptSim, await settings.get(pinKey(line)))?.pin ?? null;
  } catch (thrown) {
    log.warn("app.pin-unread", { line, why: explain(thrown) });
    return null;
  }
}
