import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { instant } from "../../src/kernel/units.ts";

/** Swaps and is killed just before the n-th thing that it does to the disk. */
const [folder = "", point = ""] = process.argv.slice(2);
let done = 0;
const deadly = <A extends readonly unknown[], R>(work: (...given: A) => Promise<R>) => {
  return (...given: A): Promise<R> => {
    done += 1;
    if (done === Number(point)) process.kill(process.pid, "SIGKILL");
    return work(...given);
  };
};
const { rename, rm, mkdir } = fs;
Object.assign(fs, { rename: deadly(rename), rm: deadly(rm), mkdir: deadly(mkdir) });
syncBuiltinESMExports();
const { swap } = await import("../../src/backup/swap.ts");
await swap({ folder, staged: "restore/new", now: instant(Date.UTC(2026, 10, 23, 12)), config: true });
process.stdout.write("whole");
