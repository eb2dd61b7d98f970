import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepPrivate } from "../../src/app/private-folder.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { done, programOn } from "./program.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");

/** What others than the owner may read, write or enter, below a folder and with it. */
async function openToOthers(path: string): Promise<string[]> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return [];
  const own = (found.mode & 0o077) === 0 ? [] : [`${(found.mode & 0o777).toString(8)} ${path}`];
  if (!found.isDirectory()) return own;
  const names = await readdir(path);
  return [...own, ...(await Promise.all(names.map((name) => openToOthers(join(path, name))))).flat()];
}

describe("the data folder", () => {
  let parent: string;
  let folder: string;
  let appliance: Running | null = null;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "permanence-private-"));
    folder = join(parent, "var");
  });
  afterEach(async () => {
    await appliance?.stop();
    appliance = null;
    await rm(parent, { recursive: true, force: true });
  });

  it("holds nothing that others of the machine can read, whatever was there before and is made at work (R13)", async () => {
    await mkdir(join(folder, "messages"), { recursive: true });
    await writeFile(
      join(folder, "config.json"),
      JSON.stringify({
        lines: [{ name: "line-1", transcript: true }],
        web: { ...pageHere, https: true },
      }),
    );
    await writeFile(join(folder, "messages", "20261123-143159-a1b2.wav"), "of a release before");
    for (const path of [folder, join(folder, "messages")]) await chmod(path, 0o777);
    for (const name of ["config.json", "messages/20261123-143159-a1b2.wav"]) await chmod(join(folder, name), 0o666);
    const run = programOn(folder);
    appliance = await Running.start(folder, { umask: "000" });
    done(await run("call", "--silent", "--hang-up-after", "3"));
    done(await run("export", join(folder, "office-of-mine.json")));
    done(await run("backup", join(folder, "all.tar")));
    assert.deepEqual(await openToOthers(folder), []);
    const made = await readdir(folder);
    for (const name of ["permanence.db", "permanence.db-wal", "transcripts", "speech", "tls", "simulator"])
      assert.ok(made.includes(name), `${name} among ${made}`);
  });

  it("is made for its owner alone by a command too", async () => {
    const child = spawn("/bin/sh", [
      "-c",
      `umask 000; exec "${process.execPath}" "${PROGRAM}" people --data "${folder}"`,
    ]);
    assert.deepEqual(await once(child, "exit"), [0, null]);
    assert.deepEqual(await openToOthers(folder), []);
  });

  it("is mended without touching what a link in it leads to", async () => {
    const outside = join(parent, "outside");
    await mkdir(folder, { recursive: true });
    await writeFile(outside, "somebody else's");
    await chmod(outside, 0o644);
    await symlink(outside, join(folder, "link"));
    await symlink(join(folder, "nowhere"), join(folder, "broken"));
    const log = new HeardLog();
    await keepPrivate(folder, log);
    assert.equal((await lstat(outside)).mode & 0o777, 0o644);
    assert.deepEqual([await openToOthers(folder), log.said], [[], []]);
  });
});
