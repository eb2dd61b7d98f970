import { systemClock } from "../kernel/clock.ts";
import { judge, officeHour, type Reading, sameStart, type Verdict } from "../kernel/clock-trust.ts";
import type { Instant } from "../kernel/units.ts";
import type { Store } from "../store/store.ts";
import { readConfig } from "./config.ts";
import { consoleLog } from "./console-log.ts";
import { keptClock } from "./kept-clock.ts";
import { machineTime } from "./machine-time.ts";
import { inside } from "./paths.ts";

export interface JudgedClock {
  readonly now: Reading;
  readonly verdict: Verdict;
  /** By which a call that comes now would be planned; null when none is known. */
  readonly hour: Instant | null;
}

export const readingNow = async (): Promise<Reading> => ({
  wall: systemClock.now(),
  up: machineTime.up(),
  boot: await machineTime.boot(),
});

/** What a command holds of the clock, by what the appliance keeps of it in its folder. */
export async function judgedClock(folder: string, store: Pick<Store, "clockDoubts">): Promise<JudgedClock> {
  const now = await readingNow();
  const lastGood = await keptClock(folder).lastGood();
  const says = (await readConfig(inside(folder).config, consoleLog("error"))).clock;
  const synchronised = await machineTime.synchronised();
  const network = await keptClock(folder).network();
  const newest = lastGood ? null : await store.clockDoubts.newestStamp();
  const verdict = judge(now, { lastGood, newest, synchronised, network, says });
  const before = lastGood && sameStart(now, lastGood) ? lastGood : null;
  return { now, verdict, hour: officeHour(now, verdict, before, network) };
}
