import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { createForget } from "../../src/store/forget.ts";
import { createJournal } from "../../src/store/journal.ts";
import { openMessageFiles } from "../../src/store/message-files.ts";
import { openWritable } from "../../src/store/open-database.ts";
import { createSecret } from "../../src/store/secret.ts";

/** Deletes a message and is killed between its row and its file. */
const [folder = "", id = ""] = process.argv.slice(2);
const { database } = await openWritable({ file: join(folder, "permanence.db"), clock: systemClock, log: silentLog });
const files = await openMessageFiles(folder);
const deadly = {
  ...files,
  async drop() {
    process.kill(process.pid, "SIGKILL");
  },
};
await createForget(
  database,
  deadly,
  createJournal(database, database, systemClock, createSecret(database)),
  silentLog,
).message(id, "ann");
