import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkBackup } from "../../src/backup/check-backup.ts";
import { makeBackup } from "../../src/backup/make-backup.ts";
import { swap } from "../../src/backup/swap.ts";
import { Box, NOON, RELEASE, WORK } from "./a-box.ts";

const run = promisify(execFile);
const PASSWORD = "quatre mots que voici";

describe("a backup", () => {
  let box: Box;
  let other: Box;
  let file: string;

  beforeEach(async () => {
    [box, other] = await Promise.all([Box.filled("Les Tilleuls"), Box.filled("Les Ormes", [10])]);
    file = other.at("a-backup");
  });
  afterEach(() => Promise.all([box.remove(), other.remove()]));

  const make = (password: string | null = null) =>
    makeBackup({ folder: box.folder, into: file, password, release: RELEASE, now: NOON, work: WORK });
  const check = (password: string | null = null) =>
    checkBackup({
      file,
      password,
      folder: other.folder,
      staged: other.at("restore/new"),
      now: NOON,
      checkConfig: () => undefined,
    });
  const put = (config = true) => swap({ folder: other.folder, staged: "restore/new", now: NOON, config });

  for (const password of [null, PASSWORD])
    it(`${password === null ? "plain" : "encrypted"}: every row and every sound comes back`, async () => {
      const [rows, old] = [await box.rows(), await other.rows()];
      await make(password);
      const { madeAt, office, contents, unsent, otherConfig } = await check(password);
      assert.deepEqual(
        { madeAt, office, contents, unsent, otherConfig },
        {
          madeAt: NOON,
          office: "Les Tilleuls",
          unsent: 1,
          otherConfig: false,
          contents: { calls: 3, messages: 3, announcements: 1, users: 1 },
        },
      );
      assert.deepEqual(await other.rows(), old, "a check touches nothing");

      const aside = await put();
      const restored = await other.rows();
      for (const name of Object.keys(rows).filter((each) => !["session", "outbox", "announcement"].includes(each)))
        assert.deepEqual(restored[name], rows[name], name);
      for (const folder of ["messages", "announcements"])
        assert.deepEqual(await other.files(folder), await box.files(folder), folder);
      assert.deepEqual(restored.session, [], "nobody is signed in");
      await other.open(async (store) => {
        assert.equal((await store.office.read()).name, "Les Tilleuls");
        const said = await store.announcements.current({ kind: "welcome", language: "fr" });
        assert.equal(said?.file, other.at("announcements/welcome-fr-0123.wav"), "where this box has it");
        assert.deepEqual(await store.outbox.due(NOON), [], "what waited is not sent a second time");
        const [waited] = await store.outbox.list();
        assert.match(waited?.lastError ?? "", /^Not sent: it waited/);
      });
      // What was there before is whole, in a folder of its own.
      const before = await Box.make();
      await rm(before.folder, { recursive: true });
      await run("cp", ["-a", aside, before.folder]);
      assert.deepEqual(await before.rows(), old);
      assert.equal(Object.keys(await before.files("messages")).length, 1);
      await before.remove();
    });

  it("has no session in it, not even in what SQLite calls free", async () => {
    await box.open(async (store) => store.sessions.begin("a-token-like-no-other", 1));
    await make();
    assert.equal((await readFile(file)).includes("a-token-like-no-other"), false);
  });

  it("can be read by GNU tar, and by the program that age is", async () => {
    await make();
    const { stdout } = await run("tar", ["-tf", file]);
    assert.deepEqual(stdout.trim().split("\n").slice(0, 2), ["permanence.db", "config.json"]);
    assert.match(stdout, /manifest\.json\n$/);
    const plain = await readFile(file);
    await rm(file);
    await make(PASSWORD);
    await decryptWithAge(file, `${file}.tar`, PASSWORD);
    assert.equal((await stat(`${file}.tar`)).size, plain.length);
    await run("tar", ["-tf", `${file}.tar`]);
  });

  it("is packed and ciphered while the thread that answers calls does nothing at all", async () => {
    const size = 24 * 1024 * 1024;
    await box.write("messages/20261123-090002-abcd.wav", Buffer.alloc(size));
    let seen = 0;
    // Nothing else runs here until it is nearly done: in the same thread, it never would be.
    const hold = () => {
      const late = Date.now() + 15_000;
      while (seen < size && Date.now() < late) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
        seen = statSync(`${file}.part`).size;
      }
    };
    await makeBackup({
      folder: box.folder,
      into: file,
      password: PASSWORD,
      release: RELEASE,
      now: NOON,
      work: WORK,
      progress: (bytes) => {
        if (bytes < size / 2) hold();
      },
    });
    assert.ok(seen >= size, `${seen} bytes were written meanwhile`);
  }).timeout(60_000);

  it("is never written over a file, and leaves none when it can't be made", async () => {
    await make();
    await assert.rejects(make(), { code: "backup.exists" });
    await rm(file);
    await rm(box.at("permanence.db"));
    await assert.rejects(make(), { code: "backup.nothing" });
    assert.deepEqual(
      (await readdir(other.folder)).filter((name) => name.startsWith("a-backup")),
      [],
    );
  });

  it("does without a recording that was deleted meanwhile, and says so in its row", async () => {
    await rm(box.at("messages/20261123-090000-abcd.wav"));
    await make();
    await check();
    await put();
    await other.open(async (store) => {
      assert.equal((await store.messages.get("20261123-090000-abcd"))?.fileMissing, true);
      assert.equal((await store.messages.get("20261123-090002-abcd"))?.fileMissing, false);
    });
  });

  it("leaves the technician's settings as they are when asked, and where it has none", async () => {
    await other.write("config.json", `{ "lines": [{ "name": "other" }] }\n`);
    await make();
    assert.equal((await check()).otherConfig, true);
    await put(false);
    assert.match(await readFile(other.at("config.json"), "utf8"), /other/);
    await check();
    await put(true);
    assert.match(await readFile(other.at("config.json"), "utf8"), /line-1/);
    await Promise.all([rm(file), rm(box.at("config.json"))]);
    await make();
    assert.equal((await check()).otherConfig, false);
    await put(true);
    assert.match(await readFile(other.at("config.json"), "utf8"), /line-1/);
  });

  it("keeps what was there before twice, and no more often", async () => {
    await make();
    for (let n = 0; n < 3; n++) {
      await check();
      await swap({ folder: other.folder, staged: "restore/new", now: (NOON + n * 1000) as typeof NOON, config: true });
    }
    assert.deepEqual(
      (await readdir(other.folder)).filter((name) => name.startsWith("before-")),
      ["before-restore-20261123-120001", "before-restore-20261123-120002"],
    );
    assert.equal(await readdir(join(other.folder, "restore")).then((names) => names.length), 0);
  });
});

/** It asks for the password at a terminal, which `script` plays for it. */
function decryptWithAge(from: string, to: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile("script", ["-qec", `age -d -o '${to}' '${from}'`, "/dev/null"], (thrown, out) =>
      thrown ? reject(new Error(out, { cause: thrown })) : resolve(),
    );
    child.stdout?.on("data", (text: string) => {
      if (text.includes("passphrase")) child.stdin?.write(`${password}\n`);
    });
  });
}
