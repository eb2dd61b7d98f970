import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "../../src/audio/sample-formats.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { SimulatedCall } from "../../src/simulator/calls.ts";
import { createExchange, type Exchange } from "../../src/simulator/exchange.ts";
import { rmd, startVgetty, vgettyReady, vgettyRuns } from "../simulator/vgetty.ts";
import { type Appliance, install, startAppliance } from "./appliance.ts";
import { babble } from "./babble.ts";
import type { Figure, Measurement } from "./figure.ts";
import type { Usage } from "./process-usage.ts";
import { openTimedLine } from "./timed-line.ts";
import { until } from "./until.ts";

const CALLS = 3;
const OURS = "0140000001";
const VGETTY = "0140000002";
/** vgetty's longest message here is 20 s. */
const message = babble(seconds(19.5));

/** What one call took. */
interface Cost {
  /** Processor seconds for a minute off-hook. */
  readonly perMinute: number;
  readonly peakMb: number;
}

export const cost: Measurement = {
  about: "a call with a greeting and a message of 19.5 s: what the process takes for it",
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), "permanence-bench-"));
    const exchange = createExchange({ clock: systemClock, country: "BE" });
    const line = await openTimedLine(exchange, OURS, folder);
    const half = babble(seconds(1.5));
    await install({ folder, line, office: {}, recorded: { closed: half, "leave-message": half } });
    const appliance = await startAppliance(folder);
    const peer = await vgettyRuns();
    const ours: Cost[] = [];
    const vgetty: Cost[] = [];
    // At the same time: what is counted is the processor's time, not the clock's.
    while (ours.length < CALLS) {
      const [own, other] = await Promise.all([
        costOfOurs(exchange, appliance),
        peer ? costOfVgetty(exchange, folder) : null,
      ]);
      ours.push(own);
      if (other) vgetty.push(other);
    }
    await appliance.stop();
    await line.close();
    await rm(folder, { recursive: true });
    const figure = (name: string, unit: Figure["unit"], value: (call: Cost) => number): Figure => ({
      ...{ name, unit, values: ours.map(value) },
      ...(vgetty.length > 0 ? { peer: { name: "vgetty", values: vgetty.map(value) } } : {}),
    });
    return [
      figure("processor time for a minute of call", "s", ({ perMinute }) => perMinute),
      figure("peak memory", "MB", ({ peakMb }) => peakMb),
    ];
  },
};

async function costOfOurs(exchange: Exchange, appliance: Appliance): Promise<Cost> {
  const before = await appliance.usage();
  const told = appliance.told().length;
  const call = recorded(exchange, OURS);
  await call.ended;
  await until(() => appliance.told().slice(told).includes("message kept"), "the message is kept");
  await systemClock.sleep(millis(500));
  return costOf(call, before, await appliance.usage());
}

/** It ends by itself after the call: what it had used by then is looked up until it can't be. */
async function costOfVgetty(exchange: Exchange, folder: string): Promise<Cost> {
  const line = await openTimedLine(exchange, VGETTY, folder);
  const vgetty = await startVgetty(line.port, { greeting: rmd(encode("u8", babble(seconds(3)))), logLevel: 0 });
  await vgettyReady(line.modem.commands);
  const before = (await vgetty.usage()) ?? { cpuMs: 0, peakKb: 0 };
  const call = recorded(exchange, VGETTY);
  let after = before;
  for (let now: Usage | null = before; now; now = await vgetty.usage()) {
    after = now;
    await systemClock.sleep(millis(100));
  }
  await vgetty.stop();
  await line.close();
  return costOf(call, before, after);
}

const recorded = (exchange: Exchange, to: string): SimulatedCall =>
  exchange.call({ from: "0612345678", to, script: [{ untilBeep: true }, { say: message }, { hangUp: true }] });

function costOf({ events }: SimulatedCall, before: Usage, after: Usage): Cost {
  const at = (kind: string): number => events.find((event) => event.kind === kind)?.at ?? Number.NaN;
  const minutes = (at("hung-up") - at("answered")) / 60_000;
  return { perMinute: (after.cpuMs - before.cpuMs) / 1000 / minutes, peakMb: after.peakKb / 1024 };
}
