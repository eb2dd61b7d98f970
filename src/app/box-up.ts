import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { instant, type Millis, minutes, seconds } from "../kernel/units.ts";
import type { Store } from "../store/store.ts";

const BEAT = minutes(1);
const FIRST = seconds(1);

/**
 * Writes down each minute that the process which answers calls is at work; what is not written, it was off. Counted from
 * its start by the time that nobody sets, and dated by a clock that is believed: once it is, what came before is dated too.
 */
export async function keepUp(
  store: Pick<Store, "seals">,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
  since: Millis,
  trusted: () => boolean,
): Promise<void> {
  let id: number | null = null;
  const beat = async (): Promise<void> => {
    if (!trusted()) return;
    const now = clock.now();
    const from = instant(Math.round(now - (clock.elapsed() - since)));
    id = await store.seals.boxUp(id, from, now);
  };
  for (let pause = FIRST; !signal.aborted; pause = BEAT) {
    await clock.sleep(pause, signal).catch(() => undefined);
    await beat().catch((thrown) => log.warn("app.beat-unkept", { why: explain(thrown) }));
  }
}
