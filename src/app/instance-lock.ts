import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import { type Log, silentLog } from "../kernel/log.ts";
import { type Millis, millis } from "../kernel/units.ts";

/** The locks of a data folder: of the launcher, and of each of its processes. */
export type LockName = "running.pid" | "telephone.pid" | "office.pid";

/** For a holder that is about to go. */
export interface Patience {
  readonly clock: Clock;
  readonly within: Millis;
}

const LOOK_AGAIN = millis(50);

/**
 * Keeps a second appliance away from the same data. The lock names a process: one left by a power cut names none that
 * lives, and is taken over. Fault `app.already-running`. Without a disk to write on there is no lock, which is
 * told, and no fault.
 */
export async function lockData(
  folder: string,
  name: LockName = "running.pid",
  patience?: Patience,
  log: Log = silentLog,
): Promise<() => Promise<void>> {
  const file = join(folder, name);
  const since = patience?.clock.elapsed() ?? 0;
  for (;;) {
    try {
      await writeFile(file, `${process.pid} ${(await birthOf(process.pid)) ?? ""}\n`, { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") {
        log.warn("app.no-lock", { name, why: explain(thrown) });
        return async () => undefined;
      }
    }
    const [pid = "", birth = ""] = (await readFile(file, "utf8").catch(() => "")).trim().split(" ");
    if (Number(pid) === process.pid || !(await isAlive(Number(pid), birth))) {
      await rm(file, { force: true });
      continue;
    }
    if (!patience || patience.clock.elapsed() - since > patience.within)
      throw new Fault("app.already-running", `An appliance is already running on ${folder} (process ${pid}).`);
    await patience.clock.sleep(LOOK_AGAIN);
  }
}

/** Keeps the launcher and both of its processes away, for work that needs the folder alone. Fault as above. */
export async function lockAll(folder: string): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = [];
  const unlock = async () => {
    for (const each of held.reverse()) await each();
  };
  try {
    for (const name of ["running.pid", "telephone.pid", "office.pid"] as const) held.push(await lockData(folder, name));
    return unlock;
  } catch (thrown) {
    await unlock();
    throw thrown;
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
