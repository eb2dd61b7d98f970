import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PinMemory } from "../line/gsm/sim.ts";

/**
 * PINs that a line's SIM refused, over restarts as well: a third one that is wrong blocks the SIM. Only a mark of each
 * is kept. Putting another PIN into the configuration is all that is needed to go on.
 */
export function pinMemory(folder: string, line: string): PinMemory {
  const file = join(folder, `${line}.refused-pins`);
  const markOf = (pin: string): string => createHash("sha256").update(`${line} ${pin}`).digest("hex").slice(0, 32);
  const marks = async (): Promise<readonly string[]> =>
    (await readFile(file, "utf8").catch(() => "")).split("\n").filter((mark) => mark !== "");
  return {
    isRefused: async (pin) => (await marks()).includes(markOf(pin)),
    refused: async (pin) =>
      writeFile(file, `${[...new Set([...(await marks()), markOf(pin)])].join("\n")}\n`, { mode: 0o600 }),
  };
}
