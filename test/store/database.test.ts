import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Database, type Transaction } from "../../src/store/database.ts";
import { gate } from "../kit/gate.ts";
import { Place } from "../kit/place.ts";

describe("database", () => {
  let place: Place;
  let database: Database;
  const rows = async () => (await database.all<{ n: number }>("SELECT n FROM t ORDER BY rowid")).map(({ n }) => n);

  beforeEach(async () => {
    place = await Place.make();
    database = await Database.open(place.file);
    await database.script("CREATE TABLE t (n INTEGER UNIQUE, text TEXT) STRICT");
  });
  afterEach(async () => {
    await database.close();
    await place.remove();
  });

  it("never lets two transactions of one process interleave", async () => {
    const order: string[] = [];
    const slow = (name: string) => async (tx: Transaction) => {
      for (let i = 0; i < 5; i++) {
        order.push(name);
        await tx.get("SELECT ?", [i]);
        await new Promise(setImmediate);
      }
    };
    const lone = database.transaction(slow("a")).then(() => undefined);
    await Promise.all([lone, database.transaction(slow("b")), database.transaction(slow("c"))]);
    assert.equal(order.join(""), "aaaaabbbbbccccc");
  });

  it("keeps a single statement out of someone else's transaction", async () => {
    const failing = database.transaction(async (tx) => {
      await tx.insert("t", { n: 1 });
      await new Promise(setImmediate);
      throw new Error("no");
    });
    const single = database.run("INSERT INTO t (n) VALUES (2)");
    await assert.rejects(failing);
    await single;
    assert.deepEqual(await rows(), [2]);
  });

  it("goes on after a transaction that failed", async () => {
    await assert.rejects(
      database.transaction(async (tx) => {
        await tx.insert("t", { n: 1 });
        await tx.insert("t", { n: 1 });
      }),
      { code: "store.conflict" },
    );
    await database.transaction((tx) => tx.insert("t", { n: 3 }));
    assert.deepEqual(await rows(), [3]);
  });

  it("refuses a transaction that is over", async () => {
    let kept: Transaction | undefined;
    await database.transaction(async (tx) => {
      kept = tx;
    });
    await assert.rejects(async () => kept?.run("INSERT INTO t (n) VALUES (1)"), { code: "store.transaction-over" });
  });

  it("binds values, whatever is in them", async () => {
    const text = `'); DROP TABLE t; -- "\0é☎`;
    await database.transaction((tx) => tx.insert("t", { n: 1, text }));
    assert.deepEqual(await database.get("SELECT n, text FROM t WHERE text = ?", [text]), { n: 1, text });
  });

  it("waits for another process that is writing, then writes", async () => {
    const other = await Database.open(place.file);
    const held = gate();
    const underWay = gate();
    const theirs = other.transaction(async (tx) => {
      await tx.insert("t", { n: 1 });
      underWay.open();
      await held.opened;
    });
    await underWay.opened;
    const ours = database.transaction((tx) => tx.insert("t", { n: 2 }));
    held.open();
    await Promise.all([theirs, ours]);
    await other.close();
    assert.deepEqual(await rows(), [1, 2]);
  });

  it("reads while another connection is in the middle of writing", async () => {
    const reader = await Database.open(place.file);
    await database.transaction(async (tx) => {
      await tx.insert("t", { n: 1 });
      assert.deepEqual(await reader.all("SELECT n FROM t"), []);
    });
    assert.deepEqual(await reader.all("SELECT n FROM t"), [{ n: 1 }]);
    await reader.close();
  });

  const unusable: readonly (readonly [string, string, (file: string) => Promise<unknown>])[] = [
    ["a folder in its place", "store.read-only", (file) => mkdir(file)],
    ["a file in place of its folder", "store.read-only", (file) => writeFile(join(file, ".."), "")],
    ["garbage", "store.corrupt", (file) => writeFile(file, "garbage ".repeat(2000))],
  ];
  for (const [what, code, spoil] of unusable)
    it(`can't be opened with ${what}`, async () => {
      const file = join(place.folder, "sub", "other.db");
      if (code !== "store.read-only" || what.includes("folder in its")) await mkdir(join(file, ".."));
      await spoil(file);
      await assert.rejects(Database.open(file), { code });
    });

  it("says that the disk is full", async () => {
    const small = await Database.open(join(place.folder, "small.db"), { maxPages: 4 });
    await small.script("CREATE TABLE t (text TEXT)");
    const fill = small.transaction((tx) => tx.insert("t", { text: "x".repeat(100_000) }));
    await assert.rejects(fill, { code: "store.disk-full" });
    await small.transaction((tx) => tx.insert("t", { text: "short" }));
    await small.close();
  });
});
