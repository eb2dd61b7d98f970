import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { LastGood, Reading } from "../kernel/clock-trust.ts";
import { instant, millis } from "../kernel/units.ts";

/** The last good hour of a data folder, in a small file beside the database: of whichever process has kept it last. */
export interface KeptClock {
  lastGood(): Promise<LastGood | null>;
  keep(good: LastGood): Promise<void>;
  /** The hour of a mobile network, as the process of the telephone heard it last; null where none is to be believed. */
  network(): Promise<Reading | null>;
  keepNetwork(heard: Reading | null): Promise<void>;
}

const at = z.int().transform(instant);
const lasting = z.number().nonnegative().transform(millis);
const reading = z.object({ wall: at, up: lasting, boot: z.string().nullable() });
const lastGood = reading.extend({
  by: z.enum(["told", "synchronised", "person", "network", "plausible"]),
  since: at,
  unsettled: lasting,
});

export function keptClock(folder: string): KeptClock {
  const file = join(folder, "clock.json");
  const ofNetwork = join(folder, "network-clock.json");
  return {
    lastGood: async () => lastGood.safeParse(await read(file)).data ?? null,
    keep: (good) => write(file, good),
    network: async () => reading.safeParse(await read(ofNetwork)).data ?? null,
    keepNetwork: (heard) => write(ofNetwork, heard),
  };
}

/** Anything that is no such file is as good as none. */
async function read(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null;
  }
}

/** Whole or not at all; where a power cut takes the newest, an older one will do. */
async function write(file: string, value: Reading | null): Promise<void> {
  const part = `${file}.${process.pid}.new`;
  await writeFile(part, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  await rename(part, file);
}
