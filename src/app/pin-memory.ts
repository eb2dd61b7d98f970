import { createHash } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PinMemory } from "../line/gsm/sim.ts";

/**
 * PINs that a SIM refused, over restarts as well: a third one that is wrong blocks it. Only a mark of each is kept, by
 * the SIM's own number: another SIM in the same module is tried, and one that comes back, on whatever line, is not. A
 * SIM that does not tell its number may be any that the line has had.
 */
export function pinMemory(folder: string, line: string): PinMemory {
  const file = join(folder, "refused-pins");
  const markOf = (whose: string, pin: string): string =>
    createHash("sha256").update(`${whose} ${pin}`).digest("hex").slice(0, 32);
  const nameless = (pin: string) => markOf(`nameless ${line}`, pin);
  const any = (pin: string) => markOf(`any ${line}`, pin);
  const marks = async (): Promise<readonly string[]> => (await readFile(file, "utf8").catch(() => "")).split("\n");
  return {
    async isRefused(pin, sim) {
      const known = await marks();
      return [nameless(pin), sim === null ? any(pin) : markOf(`sim ${sim}`, pin)].some((mark) => known.includes(mark));
    },
    async refused(pin, sim) {
      const [known, mine] = [await marks(), [any(pin), sim === null ? nameless(pin) : markOf(`sim ${sim}`, pin)]];
      const fresh = mine.filter((mark) => !known.includes(mark));
      if (fresh.length > 0) await appendFile(file, fresh.map((mark) => `${mark}\n`).join(""), { mode: 0o600 });
    },
  };
}
