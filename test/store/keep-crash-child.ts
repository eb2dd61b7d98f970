import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis } from "../../src/kernel/units.ts";
import { createCallStore } from "../../src/store/calls.ts";
import { createJournal } from "../../src/store/journal.ts";
import { type MessageFiles, openMessageFiles } from "../../src/store/message-files.ts";
import { createMessageStore } from "../../src/store/messages.ts";
import { createNeedKeeper } from "../../src/store/need-keeper.ts";
import { blankOffice } from "../../src/store/office-tables.ts";
import { openWritable } from "../../src/store/open-database.ts";
import { createOutbox } from "../../src/store/outbox.ts";
import { createSecret } from "../../src/store/secret.ts";
import { createWriteQueue } from "../../src/store/write-queue.ts";

/** Keeps one message after the other and is killed: by itself at `point`, or by its parent whenever it likes. */
const [folder = "", point = ""] = process.argv.slice(2);

const die = (at: string): void => {
  if (at === point) process.kill(process.pid, "SIGKILL");
};

const clock = systemClock;
const { database } = await openWritable({ file: join(folder, "permanence.db"), clock, log: silentLog });
const files = await openMessageFiles(folder);
const deadly: MessageFiles = {
  ...files,
  async take(partPath, id) {
    die("before-rename");
    await files.take(partPath, id);
    die("after-rename");
  },
};
const queue = createWriteQueue(database, silentLog, systemClock);
const needs = createNeedKeeper(async () => blankOffice, silentLog);
const calls = createCallStore(queue, database, database, needs);
const journal = createJournal(database, database, clock, createSecret(database));
const outbox = createOutbox(database, database, clock, queue);
const during = <T>(work: Promise<T>): Promise<T> => work;
const messages = createMessageStore({
  write: database,
  read: database,
  files: deadly,
  calls,
  outbox,
  needs,
  journal,
  clock,
  during,
});

for (let n = 0; n < 100; n++) {
  const callId = `call-${n}`;
  calls.begin({ id: callId, line: "l", at: clock.now() });
  const partPath = messages.partPath(callId);
  await writeFile(partPath, `sound of ${callId}`);
  process.stdout.write(`recorded ${callId}\n`);
  die("before-keep");
  const entry = { channel: "email", to: "a@example.org", subject: "s", kind: "message", payload: { callId } } as const;
  const tell = () => {
    die("row-inserted");
    return [entry];
  };
  await messages.keep({ callId, partPath, duration: millis(1000), empty: false, tell });
  process.stdout.write(`kept ${callId}\n`);
  die("after-commit");
}
