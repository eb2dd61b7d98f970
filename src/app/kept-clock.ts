import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { LastGood } from "../kernel/clock-trust.ts";
import { instant, millis } from "../kernel/units.ts";

/** The last good hour of a data folder, in a small file beside the database: of whichever process has kept it last. */
export interface KeptClock {
  lastGood(): Promise<LastGood | null>;
  keep(good: LastGood): Promise<void>;
}

const at = z.int().transform(instant);
const lasting = z.number().nonnegative().transform(millis);
const lastGood = z.object({
  wall: at,
  up: lasting,
  boot: z.string().nullable(),
  by: z.enum(["told", "synchronised", "person", "plausible"]),
  since: at,
  unsettled: lasting,
});

export function keptClock(folder: string): KeptClock {
  const file = join(folder, "clock.json");
  return {
    lastGood: async () => lastGood.safeParse(await read(file)).data ?? null,
    keep: (good) => write(file, good),
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
async function write(file: string, value: LastGood): Promise<void> {
  const part = `${file}.${process.pid}.new`;
  await writeFile(part, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  await rename(part, file);
}
