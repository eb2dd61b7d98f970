import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { keptSim, pinKey } from "../store/sim-pin.ts";
import type { Store } from "../store/store.ts";

/** The PIN that an admin gave in the page for a line's SIM. Null where there is none, or it can't be read now. */
export async function keptPin({ settings }: Pick<Store, "settings">, line: string, log: Log): Promise<string | null> {
  try {
    return keptSim.safeParse(await settings.get(pinKey(line))).data?.pin ?? null;
  } catch (thrown) {
    log.warn("app.pin-unread", { line, why: explain(thrown) });
    return null;
  }
}
