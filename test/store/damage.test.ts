import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { millis, plus } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { fullOffice } from "./offices.ts";

const CALLS = 300;

describe("a damaged store", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  /** An office, many calls with steps, and a message. */
  async function filled(): Promise<void> {
    const store = await place.open();
    await store.office.replace(fullOffice, "ann");
    for (let n = 0; n < CALLS; n++) {
      const at = plus(place.clock.now(), millis(n));
      store.calls.begin({ id: `call-${n}`, line: "l", at });
      for (const text of ["one", "two"]) store.calls.step(`call-${n}`, { at, what: "note", detail: { text } });
      store.calls.end(`call-${n}`, { at, outcome: "message" });
    }
    const partPath = store.messages.partPath("call-7");
    await writeFile(partPath, "sound");
    await store.messages.keep({ callId: "call-7", partPath, duration: millis(1000), empty: false });
    await place.close(store);
  }

  const overwrite = async (from: number, length: number) => {
    const file = await open(place.file, "r+");
    await file.write(Buffer.alloc(length, 0x5a), 0, length, from);
    await file.close();
  };
  const countCalls = async (store: Store) => (await store.calls.list({ limit: 10_000 })).length;
  const aside = async () => (await readdir(place.folder)).filter((name) => name.includes("corrupt"));

  async function reopened(): Promise<Store> {
    const store = await place.open();
    assert.equal(store.trouble?.code, "store.corrupt");
    assert.match(store.trouble?.message ?? "", /a new one was begun.*kept as .*corrupt-20261123-143159/);
    assert.equal(place.log.count("store.corrupt"), 1);
    assert.deepEqual(await aside(), ["permanence.db.corrupt-20261123-143159"]);
    assert.deepEqual(await store.office.read(), fullOffice, "the schedule survives");
    store.calls.begin({ id: "next", line: "l", at: place.clock.now() });
    await store.calls.flushed();
    assert.equal((await store.calls.get("next"))?.id, "next", "and it works");
    return store;
  }

  it("whose header is garbage loses nothing else", async () => {
    await filled();
    await overwrite(0, 100);
    const store = await reopened();
    assert.equal(await countCalls(store), CALLS + 1);
    assert.equal((await store.calls.get("call-299"))?.steps.length, 2);
    assert.equal((await store.messages.get("call-7"))?.duration, 1000);
  });

  it("that is cut short keeps what is left", async () => {
    await filled();
    const { size } = await stat(place.file);
    await truncate(place.file, Math.floor((size / 4096) * 0.85) * 4096);
    const store = await reopened();
    const left = await countCalls(store);
    assert.ok(left > CALLS / 4 && left < CALLS, `${left} calls are left`);
  });

  async function loseCallsPage(): Promise<void> {
    const database = await Database.open(place.file);
    const leaves = await database.all<{ pageno: number }>(
      "SELECT pageno FROM dbstat WHERE name = 'call' AND pagetype = 'leaf' ORDER BY path",
    );
    await database.close();
    const middle = leaves[Math.floor(leaves.length / 2)]?.pageno ?? 0;
    await overwrite((middle - 1) * 4096, 4096);
  }

  async function keptBothSides(): Promise<void> {
    const store = await place.open();
    assert.equal(store.trouble?.code, "store.corrupt");
    const ids = new Set((await store.calls.list({ limit: 10_000 })).map(({ id }) => id));
    assert.ok(ids.size > CALLS / 2 && ids.size < CALLS, `${ids.size} calls are left`);
    assert.ok(ids.has("call-1") && ids.has("call-299"));
    assert.match(store.trouble?.message ?? "", /not all could be read of: .*call/);
  }

  it("that lost a page in the middle is found after a crash, and keeps what is on both sides of it", async () => {
    await filled();
    await loseCallsPage();
    // What a crash leaves: a WAL that was not folded in.
    await writeFile(`${place.file}-wal`, "x");
    await keptBothSides();
  });

  it("that is found damaged while it is used is rescued at the next start", async () => {
    await filled();
    await loseCallsPage();
    const store = await place.open();
    assert.equal(store.trouble, null, "nothing gave reason to look");
    await assert.rejects(countCalls(store), { code: "store.corrupt" });
    await place.close(store);
    await keptBothSides();
    const again = await place.open();
    assert.equal(again.trouble, null);
  });

  it("of which nothing is left has its schedule all the same, and its messages by their files", async () => {
    await filled();
    await writeFile(place.file, "nothing of a database ".repeat(3000));
    const store = await reopened();
    assert.equal(await countCalls(store), 1);
    const { recovered } = await store.recover({ repair: async () => ({ duration: millis(1000) }) });
    assert.deepEqual(recovered, ["call-7"]);
  });

  it("that is gone has its schedule all the same", async () => {
    await filled();
    await rm(place.file);
    const store = await place.open();
    assert.deepEqual(await store.office.read(), fullOffice);
    assert.equal(store.trouble, null);
    const [last] = await store.journal.list({ limit: 1 });
    assert.equal(last?.by, "restored from office.json");
  });

  it("begins blank when the copy of the schedule is unusable too", async () => {
    await filled();
    await writeFile(place.file, "garbage".repeat(3000));
    await writeFile(join(place.folder, "office.json"), '{"name": "half');
    const store = await place.open();
    assert.equal(await store.office.isSet(), false);
    assert.equal(place.log.count("store.office-copy"), 1);
  });

  it("is not touched by a visitor", async () => {
    await filled();
    await overwrite(0, 100);
    await assert.rejects(place.open({ rescue: false }), { code: "store.corrupt" });
    assert.deepEqual(await aside(), []);
  });

  it("goes on with the office it knows when the database breaks under it", async () => {
    await filled();
    const store = await place.open();
    await store.office.read();
    await rm(`${place.file}-wal`, { force: true });
    await truncate(place.file, 4096);
    await overwrite(100, 3000);
    place.log.said.length = 0;
    for (let n = 0; n < 2; n++) assert.deepEqual(await store.office.read(), fullOffice);
  });
});

describe("a store without a disk to write to", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  it("says so when a file is in place of the folder", async () => {
    const folder = join(place.folder, "data");
    await writeFile(folder, "");
    for (const one of [folder, join(folder, "deeper")])
      await assert.rejects(place.open({ folder: one, file: join(one, "p.db") }), { code: "store.read-only" });
  });

  it("says so when the disk can only be read", async function () {
    const store = await place.open();
    await place.close(store);
    const readOnly = join(place.folder, "ro");
    await mkdir(readOnly);
    const run = promisify(execFile);
    // Root may write anywhere, so the folder is seen through a read-only mount; that takes root.
    const mounted = await run("mount", ["--bind", "-o", "ro", place.folder, readOnly]).then(
      () => true,
      () => false,
    );
    if (!mounted) return this.skip();
    try {
      const file = join(readOnly, "permanence.db");
      await assert.rejects(place.open({ folder: readOnly, file }), { code: "store.read-only" });
    } finally {
      await run("umount", [readOnly]);
    }
  });

  it("can work in memory, with the schedule from the copy", async () => {
    const store = await place.open();
    await store.office.replace(fullOffice, "ann");
    await place.close(store);
    const snapshot = join(place.folder, "office.json");
    const before = await readFile(snapshot, "utf8");
    const temporary = await place.open({ file: ":memory:", snapshot });
    assert.deepEqual(await temporary.office.read(), fullOffice);
    temporary.calls.begin({ id: "c", line: "l", at: place.clock.now() });
    await temporary.calls.flushed();
    assert.equal((await temporary.calls.list()).length, 1);
    assert.equal(await readFile(snapshot, "utf8"), before);
  });
});
