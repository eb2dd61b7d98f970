import { readFile } from "node:fs/promises";
import { demoSound } from "../../src/app/paths.ts";
import { concat, type Pcm, samplesIn } from "../../src/audio/pcm.ts";
import { encode } from "../../src/audio/sample-formats.ts";
import { readWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { SimulatedCall } from "../../src/simulator/exchange/calls.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import { until } from "../kit/until.ts";
import { rmd, startVgetty, vgettyReady, vgettyRuns } from "../simulator/vgetty.ts";
import type { Appliance, Part } from "./appliance.ts";
import { babble } from "./babble.ts";
import { besideVgetty, type Figure, type Measurement } from "./figure.ts";
import type { Usage } from "./process-usage.ts";
import { onSite, type Site } from "./site.ts";
import { openTimedLine } from "./timed-line.ts";

const CALLS = 3;
/** vgetty's longest message here is 20 s. */
const MESSAGE = seconds(19.5);

/** What one call took. */
interface Cost {
  /** Processor seconds for a minute off-hook. */
  readonly perMinute: number;
  readonly peakMb: number;
}

const PARTS: readonly Part[] = ["telephone", "office", "launcher"];

export const cost: Measurement = {
  about: "a call with a greeting and a message of 19.5 s: what the process takes for it",
  async measure() {
    const peer = await vgettyRuns();
    const message = await spoken();
    const installation = {
      office: {},
      recorded: { closed: babble(seconds(1.5)), "leave-message": babble(seconds(1.5)) },
    };
    const ours: Readonly<Record<Part, Cost>>[] = [];
    const vgetty: Cost[] = [];
    await onSite(installation, async (site) => {
      const appliance = await site.start();
      // At the same time: what is counted is the processor's time, not the clock's.
      while (ours.length < CALLS) {
        const [own, other] = await Promise.all([
          costOfOurs(site, appliance, message),
          peer ? costOfVgetty(site, message) : null,
        ]);
        ours.push(own);
        if (other) vgetty.push(other);
      }
    });
    const figure = (name: string, unit: Figure["unit"], value: (call: Cost) => number): Figure => ({
      name,
      unit,
      values: ours.map(({ telephone }) => value(telephone)),
      ...besideVgetty(vgetty.map(value)),
    });
    const of = (part: Part, name: string, unit: Figure["unit"], value: (call: Cost) => number): Figure => ({
      name: `… ${part}: ${name}`,
      unit,
      values: ours.map((call) => value(call[part])),
    });
    const others = PARTS.filter((part) => part !== "telephone");
    return [
      figure("processor time for a minute of call, telephone process", "s", ({ perMinute }) => perMinute),
      figure("peak memory, telephone process", "MB", ({ peakMb }) => peakMb),
      ...others.flatMap((part) => [
        of(part, "processor time for a minute of call", "s", ({ perMinute }) => perMinute),
        of(part, "peak memory", "MB", ({ peakMb }) => peakMb),
      ]),
    ];
  },
};

async function costOfOurs({ exchange, line }: Site, appliance: Appliance, message: Pcm) {
  const usage = async () => {
    const [telephone, office, launcher] = await Promise.all(PARTS.map((part) => appliance.usage(part)));
    return { telephone, office, launcher } as Record<Part, Usage>;
  };
  const before = await usage();
  const told = appliance.told().length;
  const call = leaveMessage(exchange, line.number, message);
  await call.ended;
  await until(() => appliance.told().slice(told).includes("message kept"), "the message is kept");
  await systemClock.sleep(millis(500));
  const after = await usage();
  const of = (part: Part): Cost => costOf(call, before[part], after[part]);
  return { telephone: of("telephone"), office: of("office"), launcher: of("launcher") };
}

/** It ends by itself after the call: what it had used by then is looked up until it can't be. */
async function costOfVgetty({ exchange, folder }: Site, message: Pcm): Promise<Cost> {
  const line = await openTimedLine(exchange, "0140000002", folder);
  const vgetty = await startVgetty(line.port, { greeting: rmd(encode("u8", babble(seconds(3)))), logLevel: 0 });
  await vgettyReady(line.modem.commands);
  const before = (await vgetty.usage()) ?? { cpuMs: 0, peakKb: 0 };
  const call = leaveMessage(exchange, line.number, message);
  let after = before;
  for (let now: Usage | null = before; now; now = await vgetty.usage()) {
    after = now;
    await systemClock.sleep(millis(100));
  }
  await vgetty.stop();
  await line.close();
  return costOf(call, before, after);
}

const leaveMessage = (exchange: Exchange, to: string, message: Pcm): SimulatedCall =>
  exchange.call({ from: "0612345678", to, script: [{ untilBeep: true }, { say: message }, { hangUp: true }] });

/** Real speech: the appliance keeps nothing else. */
async function spoken(): Promise<Pcm> {
  const once = readWav(await readFile(demoSound("caller-fr")));
  const times = Math.ceil(samplesIn(MESSAGE) / once.length);
  return concat(Array.from({ length: times }, () => once)).subarray(0, samplesIn(MESSAGE));
}

function costOf({ events }: SimulatedCall, before: Usage, after: Usage): Cost {
  const at = (kind: string): number => events.find((event) => event.kind === kind)?.at ?? Number.NaN;
  const minutes = (at("hung-up") - at("answered")) / 60_000;
  return { perMinute: (after.cpuMs - before.cpuMs) / 1000 / minutes, peakMb: after.peakKb / 1024 };
}
