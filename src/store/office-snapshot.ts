import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Office, office } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";
import { storeFault } from "./sqlite-fault.ts";
import { syncFolder } from "./sync-folder.ts";

/** A release that knew of no callers who wait wrote none of it: they do not, until the office chooses to. */
const OF_BEFORE = { waiting: { on: false } };

/**
 * The office as a JSON file beside the database, in the form of `permanence export`: the duty schedule survives a
 * damaged database. Null when there is none. Faults: `store.bad-snapshot` when it can't be used.
 */
export async function readSnapshot(file: string): Promise<Office | null> {
  const text = await readFile(file, "utf8").catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ENOENT" || thrown.code === "ENOTDIR") return null;
    throw storeFault(thrown);
  });
  if (text === null) return null;
  try {
    return office.parse({ ...OF_BEFORE, ...JSON.parse(text) });
  } catch (thrown) {
    throw new Fault("store.bad-snapshot", `${file} can't be read as an office`, thrown);
  }
}

/** Whole or not at all, also when the power fails in the middle. */
export async function writeSnapshot(file: string, value: Office): Promise<void> {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if ((await readFile(file, "utf8").catch(() => "")) === text) return;
  const next = `${file}.${process.pid}.new`;
  try {
    const handle = await open(next, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
    await syncFolder(dirname(file));
  } catch (thrown) {
    await rm(next, { force: true }).catch(() => undefined);
    throw storeFault(thrown);
  }
}
