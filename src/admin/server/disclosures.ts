import type { Clock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { minutes } from "../../kernel/units.ts";
import type { JournalAct } from "../../store/journal-acts.ts";
import type { Store } from "../../store/store.ts";

/** A player asks for a sound in parts, and again when somebody skips back: that is heard once. */
const ONE_HEARING = minutes(10);
const MOST = 1000;

/** Who was shown or given what others keep to themselves, in the journal. */
export interface Disclosures {
  once(what: JournalAct, of: Readonly<Record<string, string>>, by: string): Promise<void>;
}

export function createDisclosures({ journal }: Store, clock: Clock, log: Log): Disclosures {
  const heard = new Map<string, number>();
  return {
    async once(what, of, by) {
      const key = JSON.stringify([what, of, by]);
      const last = heard.get(key);
      const now = clock.elapsed();
      if (last !== undefined && now < last + ONE_HEARING) return;
      // A full disk keeps nobody from a caller's message.
      await journal
        .add({ by, what, before: null, after: of })
        .catch((thrown) => log.error("admin.hearing-unwritten", { what, ...of, why: explain(thrown) }));
      heard.delete(key);
      heard.set(key, now);
      const [oldest] = heard.keys();
      if (heard.size > MOST && oldest !== undefined) heard.delete(oldest);
    },
  };
}
