import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { Header } from "tar";
import { parseConfig } from "../../src/app/config.ts";
import { checkBackup } from "../../src/backup/check-backup.ts";
import { runJob } from "../../src/backup/jobs.ts";
import { makeBackup } from "../../src/backup/make-backup.ts";
import { Database } from "../../src/store/database.ts";
import { migrations } from "../../src/store/migrate.ts";
import { Box, NOON, RELEASE, WORK } from "./a-box.ts";

const run = promisify(execFile);

/** Each kind of damage is found before anything is replaced, and nothing of it is left on the disk. */
describe("a damaged backup", () => {
  let box: Box;
  let good: Buffer;
  let encrypted: Buffer;
  let work: string;

  before(async () => {
    work = await mkdtemp(join(tmpdir(), "damage-"));
    box = await Box.filled("Les Tilleuls", [700, 0]);
    const make = async (password: string | null) => {
      const into = join(work, "made");
      await makeBackup({ folder: box.folder, into, password, release: RELEASE, now: NOON, work: WORK });
      const bytes = await readFile(into);
      await rm(into);
      return bytes;
    };
    good = await make(null);
    encrypted = await make("correct horse");
  });
  after(() => Promise.all([box.remove(), rm(work, { recursive: true, force: true })]));

  type How = { readonly password?: string | null; readonly whole?: boolean };
  /** The code with which it is refused; null when it is taken. `whole`: with what is in it, and in its thread. */
  async function refusal(bytes: Uint8Array, { password = null, whole = false }: How = {}): Promise<string | null> {
    const [file, staged] = [join(work, "given"), join(work, "new")];
    await writeFile(file, bytes);
    const before = await readdir(box.folder);
    const checkConfig = (text: string) => void parseConfig(JSON.parse(text));
    try {
      if (whole) await checkBackup({ file, password, folder: box.folder, staged, now: NOON, checkConfig });
      else await runJob({ do: "unpack", file, into: staged, password }, () => undefined);
      return null;
    } catch (thrown) {
      if (whole) assert.equal(existsSync(staged), false, "nothing is left of it");
      return (thrown as { code: string }).code;
    } finally {
      assert.deepEqual(await readdir(box.folder), before);
      await rm(staged, { recursive: true, force: true });
    }
  }

  /** What is in it, changed and packed again by GNU tar, with the list of sums as it was. */
  async function repacked(change: (folder: string) => Promise<unknown>, ...how: string[]): Promise<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), "repack-"));
    try {
      await writeFile(join(folder, "..", "given.tar"), good);
      await run("tar", ["-xf", join(folder, "..", "given.tar"), "-C", folder]);
      await change(folder);
      const names = (await run("tar", ["-tf", join(folder, "..", "given.tar")])).stdout.trim().split("\n");
      const there = [...names.slice(0, -1), ...how, "manifest.json"];
      await run("tar", [
        "--format=ustar",
        "-C",
        folder,
        "-cf",
        join(folder, "..", "out.tar"),
        "--ignore-failed-read",
        "-P",
        ...there,
      ]);
      return await readFile(join(folder, "..", "out.tar"));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The list of sums written anew, so that only what the database says is wrong. */
  const resummed = (change: (folder: string) => Promise<unknown>) =>
    repacked(async (folder) => {
      await change(folder);
      const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
      for (const file of manifest.files) {
        const bytes = await readFile(join(folder, file.name));
        [file.size, file.sha256] = [bytes.length, createHash("sha256").update(bytes).digest("hex")];
      }
      await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
    });

  it("is told from a good one", async () => {
    assert.equal(await refusal(good, { whole: true }), null);
    assert.equal(await refusal(encrypted, { password: "correct horse" }), null);
    assert.equal(await refusal(await repacked(async () => undefined)), null, "packed again by another program");
  });

  it("is refused with the wrong password, and with none", async () => {
    assert.equal(await refusal(encrypted, { password: "correct house" }), "backup.wrong-password");
    assert.equal(await refusal(encrypted), "backup.needs-password");
  });

  it("is refused when it asks for more memory than a small box has", async () => {
    const greedy = Buffer.from(encrypted.toString("latin1").replace(/(-> scrypt \S+) 10\n/, "$1 20\n"), "latin1");
    assert.notDeepEqual(greedy, encrypted);
    assert.equal(await refusal(greedy, { password: "correct horse" }), "backup.damaged");
  });

  it("is no backup at all", async () => {
    const others = [Buffer.alloc(0), Buffer.from("PK\x03\x04 hello"), Buffer.alloc(5000), Buffer.alloc(3000, "x")];
    for (const other of [...others, gzipSync(good), await readFile(box.at("permanence.db"))])
      assert.equal(await refusal(other), "backup.not-a-backup");
  });

  it("was cut short, anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 600, max: good.length - 1 }), async (length) => {
        assert.equal(await refusal(good.subarray(0, length)), "backup.damaged");
      }),
      { numRuns: 12 },
    );
    const cut = encrypted.subarray(0, encrypted.length - 100);
    assert.equal(await refusal(cut, { password: "correct horse" }), "backup.damaged");
    assert.equal(await refusal(Buffer.concat([good, Buffer.from("more")])), "backup.damaged");
  });

  it("has one byte that is not as it was, wherever", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bytes = Buffer.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const noticed = (await refusal(bytes)) !== null;
        // The list's own words (who made it) are summed by nobody; a header that says the same in other digits is one.
        if (noticed) return;
        const start = good.indexOf("manifest.json");
        assert.ok(at >= start || isHeader(at), `byte ${at} of ${good.length}`);
      }),
      { numRuns: 150 },
    );
    const flipped = Buffer.from(encrypted);
    const middle = Math.floor(flipped.length / 2);
    flipped[middle] = (flipped[middle] ?? 0) ^ 1;
    assert.equal(await refusal(flipped, { password: "correct horse" }), "backup.damaged");
  });

  /** Whether a byte is of a header. */
  function isHeader(at: number): boolean {
    for (let begin = 0; begin < good.length; ) {
      if (at >= begin && at < begin + 512) return true;
      begin += 512 + Math.ceil((new Header(good.subarray(begin, begin + 512)).size ?? 0) / 512) * 512;
      if (at < begin) return false;
    }
    return false;
  }

  it("lacks a file, or has one more, or one twice", async () => {
    const without = repacked((folder) => rm(join(folder, "messages/20261123-090000-abcd.wav"))).catch(() => null);
    assert.equal(await refusal((await without) ?? (await withoutOne())), "backup.damaged");
    const more = await repacked(
      (folder) => writeFile(join(folder, "messages/one-more.wav"), "x"),
      "messages/one-more.wav",
    );
    assert.equal(await refusal(more), "backup.damaged");
    assert.equal(await refusal(await repacked(async () => undefined, "config.json")), "backup.damaged");
  });

  const withoutOne = () => editedTar((name) => name !== "messages/20261123-090000-abcd.wav");

  /** Entries left out, or under another name. */
  function editedTar(keep: (name: string) => boolean, rename: (name: string) => string = (name) => name): Buffer {
    const blocks: Buffer[] = [];
    for (let begin = 0; begin < good.length; ) {
      const header = new Header(good.subarray(begin, begin + 512));
      const size = 512 + Math.ceil((header.size ?? 0) / 512) * 512;
      if (header.nullBlock) {
        blocks.push(good.subarray(begin));
        break;
      }
      if (keep(header.path ?? "")) {
        const block = Buffer.alloc(512);
        new Header({ ...entryOf(header), path: rename(header.path ?? "") }).encode(block);
        blocks.push(block, good.subarray(begin + 512, begin + size));
      }
      begin += size;
    }
    return Buffer.concat(blocks);
  }
  const entryOf = ({ size = 0, mtime = new Date(0) }: Header) => ({ size, mtime, mode: 0o600, type: "File" as const });

  it("leads out of the folder, or is no plain file", async () => {
    for (const name of [
      "../evil.wav",
      "/tmp/evil.wav",
      "messages/../../evil.wav",
      "messages/a/b.wav",
      "messages/.wav",
    ]) {
      assert.equal(
        await refusal(
          editedTar(
            () => true,
            (was) => (was === "config.json" ? name : was),
          ),
        ),
        "backup.damaged",
      );
      assert.equal(
        await refusal(
          editedTar(
            () => true,
            (was) => (was === "permanence.db" ? name : was),
          ),
        ),
        "backup.not-a-backup",
      );
    }
    const wav = "messages/20261123-090000-abcd.wav";
    const linked = await repacked(async (folder) => {
      await rm(join(folder, wav));
      await symlink("/etc/passwd", join(folder, wav));
    });
    assert.equal(await refusal(linked), "backup.damaged");
    const hard = await repacked(async (folder) => {
      await rm(join(folder, wav));
      await run("ln", [join(folder, "config.json"), join(folder, wav)]);
    });
    assert.equal(await refusal(hard), "backup.damaged");
    const pipe = await repacked(async (folder) => {
      await rm(join(folder, wav));
      await run("mkfifo", [join(folder, wav)]);
    });
    assert.equal(await refusal(pipe), "backup.damaged");
  });

  it("says that it unpacks to more than there is, or than there may be", async () => {
    const block = Buffer.alloc(512);
    new Header({ path: "permanence.db", size: 7e12, mode: 0o600, type: "File", mtime: new Date(0) }).encode(block);
    assert.equal(await refusal(Buffer.concat([block, good])), "backup.too-large");
    new Header({ path: "permanence.db", size: 5e9, mode: 0o600, type: "File", mtime: new Date(0) }).encode(block);
    assert.equal(await refusal(Buffer.concat([block, good])), "backup.damaged");
  });

  it("was made by a newer release", async () => {
    const later = await resummed(async (folder) => {
      const database = await Database.open(join(folder, "permanence.db"));
      await database.script(`PRAGMA user_version = ${migrations.length + 1}`);
      await database.close();
    });
    assert.equal(await refusal(later, { whole: true }), "backup.newer");
    const format = await repacked(async (folder) => {
      const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
      await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, format: 2, further: true }));
    });
    assert.equal(await refusal(format), "backup.newer");
  });

  it("has a database that is damaged, that acts by itself, or whose office is none", async () => {
    const inDatabase = (sql: string) =>
      resummed(async (folder) => {
        const database = await Database.open(join(folder, "permanence.db"));
        await database.script(sql);
        await database.close();
      });
    const torn = await resummed(async (folder) => {
      const file = join(folder, "permanence.db");
      const bytes = await readFile(file);
      await writeFile(file, bytes.fill(0xff, 8192, 40_000));
    });
    assert.equal(await refusal(torn, { whole: true }), "backup.damaged");
    assert.equal(
      await refusal(await inDatabase("UPDATE office SET zone = 'Mars/Base'"), { whole: true }),
      "backup.damaged",
    );
    assert.equal(
      await refusal(await inDatabase("CREATE TRIGGER t AFTER INSERT ON call BEGIN DELETE FROM message; END"), {
        whole: true,
      }),
      "backup.damaged",
    );
    const config = await resummed((folder) => writeFile(join(folder, "config.json"), '{ "lines": 3 }'));
    assert.equal(await refusal(config, { whole: true }), "backup.damaged");
  });

  it("of an older release is brought to this one", async () => {
    const old = await resummed(async (folder) => {
      const file = join(folder, "permanence.db");
      await rename(file, `${file}.new`);
      const database = await Database.open(file);
      for (const [n, sql] of migrations.slice(0, 4).entries())
        await database.script(`${sql}; PRAGMA user_version = ${n + 1}`);
      await database.close();
    });
    assert.equal(await refusal(old, { whole: true }), null);
  });
});
