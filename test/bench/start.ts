import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Measurement } from "./figure.ts";
import { onSite, type Site } from "./site.ts";

const RUNS = 5;

export const start: Measurement = {
  about: "the process is started → the line is ready, on a data folder used before",
  async measure() {
    const nodes: number[] = [];
    const starts = await onSite({ office: {}, recorded: {} }, async (site) => {
      const done: Start[] = [];
      while (done.length < RUNS) {
        nodes.push(await nodeItself());
        done.push(await startOnce(site));
      }
      return done;
    });
    return [
      { name: "start of the process → line ready", unit: "s", values: starts.map(({ whole }) => whole), aim: 0.8 },
      { name: "… of it Node itself", unit: "s", values: nodes },
      {
        name: "… of it until the modem is spoken to, Node included",
        unit: "s",
        values: starts.map(({ before }) => before),
      },
      { name: "… of it the modem's initialisation", unit: "s", values: starts.map(({ modem }) => modem) },
    ];
  },
};

/** Seconds. */
interface Start {
  readonly whole: number;
  readonly before: number;
  readonly modem: number;
}

async function startOnce({ line, start: startIt }: Site): Promise<Start> {
  const [told, said] = [line.told.length, line.said.length];
  const appliance = await startIt();
  const { startedAt, readyAt } = appliance;
  const first = line.told[told]?.at ?? Number.NaN;
  const last = line.said.slice(said).findLast(({ at }) => at <= readyAt)?.at ?? Number.NaN;
  await appliance.stop();
  return { whole: (readyAt - startedAt) / 1000, before: (first - startedAt) / 1000, modem: (last - first) / 1000 };
}

/** A program that does nothing but say so. Seconds. */
async function nodeItself(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["-e", "console.log()"], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return (performance.now() - startedAt) / 1000;
}
