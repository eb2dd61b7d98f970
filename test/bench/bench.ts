import { cpus, loadavg } from "node:os";
import { Command, Option } from "commander";
import { announcement } from "./announcement.ts";
import { answer } from "./answer.ts";
import { bridge } from "./bridge.ts";
import { cost } from "./cost.ts";
import { ear } from "./ear.ts";
import { type Figure, type Measurement, summed, table } from "./figure.ts";
import { growth } from "./growth.ts";
import { key } from "./key.ts";
import { page } from "./page.ts";
import { plan } from "./plan.ts";
import { rates } from "./rates.ts";
import { schedule } from "./schedule.ts";
import { seal } from "./seal.ts";
import { start } from "./start.ts";
import { texts } from "./texts.ts";

const measurements: Readonly<Record<string, Measurement>> = {
  answer,
  announcement,
  key,
  bridge,
  cost,
  growth,
  start,
  page,
  plan,
  rates,
  ear,
  seal,
  texts,
  schedule,
};

interface BenchOptions {
  readonly only?: readonly string[];
  readonly json?: true;
}

const options = new Command("bench")
  .description(
    "Measures the appliance, against vgetty or spandsp where they are named. docs/benchmarks.md tells what and how.",
  )
  .addOption(new Option("--only <name...>", "measure only these").choices(Object.keys(measurements)))
  .option("--json", "print data for programs")
  .parse()
  .opts<BenchOptions>();

const [processor] = cpus();
const machine = {
  processor: `${cpus().length} × ${processor?.model.trim() ?? "unknown"}`,
  node: process.version,
  load: loadavg().map((load) => Number(load.toFixed(2))),
};
const figures: Figure[] = [];
for (const [name, { about, measure }] of Object.entries(measurements)) {
  if (options.only && !options.only.includes(name)) continue;
  process.stderr.write(`${name}: ${about} …\n`);
  figures.push(...(await measure()));
}
if (options.json) process.stdout.write(`${JSON.stringify({ machine, figures: figures.map(summed) }, null, 2)}\n`);
else {
  const { processor: on, node, load } = machine;
  process.stdout.write(`${on}, Node ${node}, load average at the start ${load.join(" ")}\n\n${table(figures)}\n`);
}
