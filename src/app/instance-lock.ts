import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";

/**
 * Keeps a second appliance away from the same data. The lock names a process: one left by a power cut names none that
 * lives, and is taken over. Fault `app.already-running`. Without a disk to write on there is no lock, and no fault.
 */
export async function lockData(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "running.pid");
  for (;;) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") return async () => undefined;
    }
    const pid = Number(await readFile(file, "utf8").catch(() => ""));
    if (pid !== process.pid && isAlive(pid)) {
      throw new Fault("app.already-running", `An appliance is already running on ${folder} (process ${pid}).`);
    }
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
