import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The names of the programs that run on this machine (Linux; elsewhere none are known). */
export async function runningPrograms(proc = "/proc"): Promise<readonly string[]> {
  const names = await readdir(proc).catch(() => []);
  const programs = names
    .filter((name) => /^\d+$/.test(name))
    // A program that ends while it is looked at has no name any more.
    .map((id) => readFile(join(proc, id, "comm"), "utf8").catch(() => ""));
  return [...new Set((await Promise.all(programs)).map((name) => name.trim()).filter((name) => name !== ""))];
}
