import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoOffice } from "../../src/app/demo-office.ts";
import type { Pcm } from "../../src/audio/pcm.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { createExchange, type Exchange } from "../../src/simulator/exchange/exchange.ts";
import { type Appliance, permanence, startAppliance } from "./appliance.ts";
import { openTimedLine, type TimedLine } from "./timed-line.ts";

/** Where an appliance can be measured: its data folder, and its line at an exchange. */
export interface Site {
  readonly folder: string;
  readonly exchange: Exchange;
  readonly line: TimedLine;
  /** All of them; `line` is the first. */
  readonly lines: readonly TimedLine[];
  /** Starts the appliance, and waits for its line. One at a time. */
  start(): Promise<Appliance>;
}

export interface Installation {
  /** Changes of the demonstration's office, which is closed at all hours here. */
  readonly office: Readonly<Record<string, unknown>>;
  /** Sounds in the place of spoken announcements: `closed`, `closed --urgent`. */
  readonly recorded: Readonly<Record<string, Pcm>>;
  /** How many lines. Default 1. */
  readonly lines?: number;
  /** Beside the lines, what `config.json` says. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Belgium rings every 4 s: calls are sooner answered than in France. */
const COUNTRY = "BE";

/** Does `work` with an appliance whose data folder has been used before: all is stored and spoken. */
export async function onSite<T>(installation: Installation, work: (site: Site) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "permanence-bench-"));
  const exchange = createExchange({ clock: systemClock, country: COUNTRY });
  const lines: TimedLine[] = [];
  for (let n = 1; n <= (installation.lines ?? 1); n++)
    lines.push(await openTimedLine(exchange, `01400001${String(n).padStart(2, "0")}`, folder));
  const [line] = lines;
  if (!line) throw new Error("A site has a line.");
  let appliance: Appliance | null = null;
  const start = async (log?: string): Promise<Appliance> => {
    appliance = await startAppliance(folder, log);
    return appliance;
  };
  try {
    await install(folder, lines, installation);
    const first = await start("info");
    await first.spoken();
    await first.stop();
    return await work({ folder, exchange, line, lines, start: () => start() });
  } finally {
    await (appliance as Appliance | null)?.stop();
    for (const each of lines) await each.close();
    await rm(folder, { recursive: true });
  }
}

async function install(
  folder: string,
  lines: readonly TimedLine[],
  { office, recorded, config }: Installation,
): Promise<void> {
  await writeFile(
    join(folder, "config.json"),
    JSON.stringify({ ...config, lines: lines.map(({ number, port }, n) => ({ name: `line-${n + 1}`, number, port })) }),
  );
  const file = join(folder, "office.json");
  await writeFile(file, JSON.stringify({ ...demoOffice, hours: [], rota: [], ...office }));
  await permanence(folder, "import", file);
  for (const [which, sound] of Object.entries(recorded)) {
    const wav = join(folder, "to-record.wav");
    await writeFile(wav, writeWav(sound));
    const [kind = "", ...variant] = which.split(" ");
    await permanence(folder, "announcements", "record", kind, wav, ...variant);
  }
}
