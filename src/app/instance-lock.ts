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
      await writeFile(file, `${process.pid} ${(await birthOf(process.pid)) ?? ""}\n`, { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") return async () => undefined;
    }
    const [pid = "", birth = ""] = (await readFile(file, "utf8").catch(() => "")).trim().split(" ");
    if (Number(pid) !== process.pid && (await isAlive(Number(pid), birth))) {
      throw new Fault("app.already-running", `An appliance is already running on ${folder} (process ${pid}).`);
    }
    await rm(file, { force: true });
  }
}

/** After a power cut another program may well have the number: at each start a small machine gives out the same ones. */
async function isAlive(pid: number, birth: string): Promise<boolean> {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const now = await birthOf(pid);
  return birth === "" || now === null || now === birth;
}

/** When a process began: which start of the machine, and its clock tick since (proc(5)). Null where that is not told. */
async function birthOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // Field 22; the second is a name in brackets, which may hold anything.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[22 - 3];
    return ticks === undefined ? null : `${boot.trim()}/${ticks}`;
  } catch {
    return null;
  }
}
