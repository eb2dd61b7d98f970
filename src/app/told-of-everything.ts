import { z } from "zod";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";

/** Under which the page keeps how mail leaves the house. */
export const MAIL_SETTING = "mail";

const kept = z.object({ to: z.array(z.string()) }).nullable();

/** Who is told of every message and missed call beside the people on duty. */
export interface ToldOfEverything {
  now(): readonly string[];
  /** What the page set may be another by now. Never throws; what can't be read stays as it was. */
  look(): Promise<void>;
}

/** As an admin set it in the page, else as a technician did in `config.json`. */
export function toldOfEverything(
  store: Pick<Store, "settings">,
  technician: Config["mail"],
  log: Log,
): ToldOfEverything {
  const first = technician?.to ?? [];
  let to: readonly string[] = first;
  return {
    now: () => to,
    async look() {
      try {
        to = kept.safeParse(await store.settings.get(MAIL_SETTING)).data?.to ?? first;
      } catch (thrown) {
        log.warn("app.mail-settings-unread", { why: explain(thrown) });
      }
    },
  };
}
