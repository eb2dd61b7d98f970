import type { Pcm } from "../../src/audio/pcm.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { MobileBehaviour, SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import { until } from "../kit/until.ts";
import { babble, firstLoud } from "./babble.ts";
import type { Figure, Measurement } from "./figure.ts";
import { type MobileSite, onMobileSite } from "./mobile-site.ts";

const LINES = (process.env.BRIDGE_LINES ?? "1,4,16").split(",").map(Number);
const TALK = seconds(60);
const byHand: MobileBehaviour = { after: millis(0), does: "by-hand" };
/** The caller speaks all the time while it is found out when the person hears it. */
const SPEAKS_UNTIL = seconds(60);
const CLICK = babble(millis(100));
const CLICKS = 20;

/** Half of the lines have a caller, the other half their person; all speak at once. One line alone has a caller who waits. */
export const bridge: Measurement = {
  about:
    "callers put through over other mobile lines: the joining, the delay, what is lost, and what the telephone process takes",
  async measure() {
    const figures: Figure[] = [];
    for (const lines of LINES) figures.push(...(await onMobileSite(lines, byHand, conversations)));
    return figures;
  },
};

async function conversations(site: MobileSite): Promise<readonly Figure[]> {
  const { exchange, lines, appliance, people } = site;
  await until(() => appliance.told().split("line.ready").length > lines.length, "all lines are ready");
  // Legs go over the last that is idle.
  const callers = lines.slice(0, Math.max(1, lines.length / 2));
  const before = await appliance.usage("telephone");
  const since = performance.now();
  const joins: number[] = [];
  const calls: SimulatedCall[] = [];
  for (const [n, { number }] of callers.entries()) {
    const call = exchange.call({
      from: `01990001${String(n).padStart(2, "0")}`,
      to: number,
      script: [{ say: babble(SPEAKS_UNTIL) }],
    });
    calls.push(call);
    if (lines.length > 1) joins.push(await joined(site, n));
  }
  const delays = lines.length > 1 ? await delaysOf(site, calls) : [];
  await systemClock.sleep(millis(Math.max(0, TALK - (performance.now() - since))));
  const after = await appliance.usage("telephone");
  const minutes = ((performance.now() - since) / 60_000) * lines.length;
  for (const call of calls) call.hangUp();
  const over = () => [...appliance.told().matchAll(/bridge\.over .*/g)].map(([line]) => line);
  await until(() => lines.length === 1 || over().length === calls.length, "all are over");
  const name = `${lines.length} mobile ${lines.length === 1 ? "line" : "lines"}`;
  const shared: Figure[] = [
    {
      name: `${name}: processor time for a minute of each line`,
      unit: "s",
      values: [(after.cpuMs - before.cpuMs) / 1000 / minutes],
    },
    { name: `${name}: peak memory of the telephone process`, unit: "MB", values: [after.peakKb / 1024] },
  ];
  if (lines.length === 1) return shared;
  const lost = over().map((line) => [...line.matchAll(/"lost":(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0));
  const hours = over().map((line) => Number(/lasted=(\d+)/.exec(line)?.[1]) / 3600);
  const all = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);
  return [
    { name: `${name}: key that accepts → the caller is heard`, unit: "ms", values: joins, aim: 600 },
    { name: `${name}: from a mouth to an ear, one way`, unit: "ms", values: delays, aim: 80 },
    {
      name: `${name}: frames of speech lost in an hour of conversation`,
      unit: "times",
      values: [all(lost) / all(hours)],
    },
    {
      name: `${name}: frames that a module was not given in time`,
      unit: "times",
      values: [lines.reduce((sum, each) => sum + each.trouble().underruns, 0)],
    },
    ...shared,
  ].map((figure) => ({
    ...figure,
    name: figure.name.replace(/^\d+ mobile lines?: /, `${name}, ${people.length} in conversation: `),
  })) as Figure[];
}

/** From the step before the key's tone to the first sample of the caller that the person hears. */
async function joined({ exchange, people }: MobileSite, nth: number): Promise<number> {
  const mobile = exchange.mobiles.find(({ number }) => number === people[nth]);
  if (!mobile) throw new Error("There are as many people as callers.");
  await until(() => mobile.ringing, "they are rung");
  mobile.order({ act: "answer" });
  const heard = (): Pcm => mobile.calls.at(-1)?.heard() ?? new Int16Array();
  await until(() => firstLoud(heard()) >= 0, "they are told who calls");
  // A key in the midst of it would be heard with it.
  await until(() => firstLoud(heard().subarray(-8000)) < 0, "all was said");
  const from = heard().length;
  mobile.order({ act: "key", key: "1" });
  await until(() => firstLoud(heard(), from) >= 0, "the caller is heard");
  return (firstLoud(heard(), from) - from) / 8;
}

/** Clicks of the callers, in the steps of the exchange. */
async function delaysOf({ exchange, people }: MobileSite, calls: readonly SimulatedCall[]): Promise<readonly number[]> {
  // What they say up to then ends.
  await systemClock.sleep(seconds(2));
  const delays: number[] = [];
  for (let click = 0; click < CLICKS; click++) {
    const nth = click % calls.length;
    const call = calls[nth];
    const mobile = exchange.mobiles.find(({ number }) => number === people[nth])?.calls.at(-1);
    if (!call || !mobile) continue;
    await quiet(() => mobile.heard());
    const at = mobile.heard().length;
    call.say(CLICK);
    await systemClock.sleep(millis(600));
    const heard = firstLoud(mobile.heard(), at);
    // One that was lost is counted where the frames are.
    if (heard >= 0) delays.push((heard - at) / 8);
  }
  return delays;
}

async function quiet(heard: () => Pcm): Promise<void> {
  await until(() => firstLoud(heard().subarray(-4000)) < 0, "nobody speaks");
}
