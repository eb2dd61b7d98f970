import { zoneNamed } from "../duty/wall-clock.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { minutes } from "../kernel/units.ts";
import { expiredOf, readRetention, sweepDayOf } from "../store/retention.ts";
import type { Store } from "../store/store.ts";

/** How often it is asked whether a night has come. */
const LOOK = minutes(10);

/** Who did it, in the journal. */
const BY = "Permanence";

/** Carries out the rule of retention each night, and soon after the start where a night was missed. Never throws. */
export async function sweepNightly(
  store: Pick<Store, "office" | "settings" | "forget">,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
  /** Whether the hour may be gone by: what is young must not be deleted because a clock says that it is old. */
  settled: () => boolean = () => true,
): Promise<void> {
  let swept: number | null = null;
  for (;;) {
    await clock.sleep(LOOK, signal).catch(() => undefined);
    if (signal.aborted) return;
    if (!settled()) continue;
    try {
      const zone = zoneNamed((await store.office.read()).zone);
      const now = clock.now();
      const day = sweepDayOf(now, zone);
      if (day === swept) continue;
      const rule = readRetention(await store.settings.get("retention"));
      const forgotten = await store.forget.expired(expiredOf(rule, now, zone), BY, now, signal);
      swept = day;
      if (forgotten.messages + forgotten.calls > 0) log.info("app.swept", { ...forgotten });
    } catch (thrown) {
      log.error("app.not-swept", { why: explain(thrown) });
    }
  }
}
