import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { before as setUp, after as tearDown } from "mocha";
import { checkBackup } from "../../src/backup/check-backup.ts";
import { makeBackup } from "../../src/backup/make-backup.ts";
import { finishSwap, isSwapping } from "../../src/backup/swap.ts";
import { Box, NOON, RELEASE } from "./a-box.ts";

const CHILD = join(import.meta.dirname, "swap-child.js");

/** A power cut at any moment leaves what was there, or the backup: never some of each. */
describe("putting a backup in place", () => {
  let old: Box;
  let restored: Box;
  let [before, after]: unknown[] = [];

  setUp(async () => {
    old = await Box.filled("Les Ormes", [10]);
    restored = await Box.filled("Les Tilleuls", [3000, 5]);
    const file = old.at("a-backup");
    await makeBackup({ folder: restored.folder, into: file, password: null, release: RELEASE, now: NOON });
    await checkBackup({
      file,
      password: null,
      folder: old.folder,
      staged: old.at("restore/new"),
      now: NOON,
      checkConfig: () => undefined,
    });
    before = await look(old);
    after = {
      ...(await look(restored)),
      // Brought to this box: where its announcements are, and who is signed in.
      database: await readFile(old.at("restore/new/permanence.db"), "base64"),
    };
  });
  tearDown(() => Promise.all([old.remove(), restored.remove()]));

  /** Every byte of it: nobody has the database open. */
  const look = async (box: Box) => ({
    database: await readFile(box.at("permanence.db"), "base64"),
    messages: await box.files("messages"),
    announcements: await box.files("announcements"),
  });

  it("is whole when it is killed before any of its steps", async () => {
    const seen: string[] = [];
    for (let point = 1, ended = false; !ended; point++) {
      const box = await Box.make();
      try {
        await cp(old.folder, box.folder, { recursive: true });
        const { stdout, stderr } = spawnSync(process.execPath, [CHILD, box.folder, String(point)]);
        ended = String(stdout) === "whole";
        assert.equal(String(stderr), "");
        const cutOff = isSwapping(box.folder);
        assert.equal(await finishSwap(box.folder), cutOff);
        assert.equal(await finishSwap(box.folder), false, "there is nothing left to finish");
        const found = await look(box);
        const which = found.messages["20261123-090001-abcd.wav"] === undefined ? "old" : "new";
        assert.deepEqual(found, which === "old" ? before : after, `step ${point}`);
        seen.push(which);
        if (which === "new") {
          const [aside] = (await readdir(box.folder)).filter((name) => name.startsWith("before-restore-"));
          assert.ok((await readdir(box.at(aside ?? ""))).includes("permanence.db"), "the old one is kept");
        }
      } finally {
        await box.remove();
      }
    }
    assert.match(seen.join(" "), /^old( old)*( new){5,}$/, "once decided, it stays");
  });
});
