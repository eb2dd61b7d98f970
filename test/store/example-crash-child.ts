import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { openStore } from "../../src/store/store.ts";

/** Leaves the example of a data folder, and is killed by its parent whenever it likes. */
const [folder = ""] = process.argv.slice(2);
const store = await openStore({ file: join(folder, "permanence.db"), folder, clock: systemClock, log: silentLog });
process.stdout.write("leaving\n");
await store.example.leave("Claire", { keepOffice: false, knowsOfChanges: true });
process.stdout.write("left\n");
setInterval(() => undefined, 1000);
