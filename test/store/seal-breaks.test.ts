import assert from "node:assert/strict";
import { appendFile, copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import sqlite3 from "sqlite3";
import { instant } from "../../src/kernel/units.ts";
import { copyDatabase } from "../../src/store/copy-database.ts";
import { Database } from "../../src/store/database.ts";
import { prepareCopy, signCopy } from "../../src/store/prepare-copy.ts";
import { type Anchor, dropAnchor, readAnchors } from "../../src/store/seal-anchors.ts";
import type { Store } from "../../src/store/store.ts";
import { verifySeals } from "../../src/store/verify-seals.ts";
import { at, officeWith, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";

const DAY = 86_400_000;
const always = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "00:00", "24:00")];

describe("a chain of seals that goes on from elsewhere", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    place.clock.time = at("2026-11-22T20:00+01:00");
    store = await place.open();
  });
  afterEach(() => place.remove());

  /** So many nights, each with its witness. */
  async function nights(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      place.clock.time = instant(place.clock.time + DAY);
      await store.seals.sealDays(place.clock.time, place.clock.time, 9);
      const end = await store.seals.end();
      assert.ok(end);
      await dropAnchor(place.folder, end);
    }
  }
  async function verified(more: readonly Anchor[] = []) {
    const database = await Database.open(place.file);
    try {
      return await verifySeals(database, [...(await readAnchors(place.folder)), ...more]);
    } finally {
      await database.close();
    }
  }
  /** A backup of that moment is made; what it gives puts it in place, as the appliance does. */
  async function backup(): Promise<() => Promise<void>> {
    const madeAt = place.clock.time;
    const copy = join(place.folder, "copy.db");
    await copyDatabase(place.file, copy);
    return async () => {
      await prepareCopy({ file: copy, messages: new Set(), now: place.clock.time });
      const signed = { at: place.clock.time, by: "Claire", madeAt, after: {}, folder: place.folder };
      await signCopy(copy, signed);
      await place.close(store);
      for (const ending of ["-wal", "-shm"]) await rm(place.file + ending, { force: true });
      await copyFile(copy, place.file);
      store = await place.open();
    };
  }
  /** The end of the chain, as whoever has the file takes it away. */
  async function cutOff(from: number): Promise<void> {
    const database = await Database.open(place.file);
    const guard = await database.get<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'seal_no_delete'");
    await database.close();
    const raw = new sqlite3.Database(place.file);
    await new Promise<void>((resolve, reject) =>
      raw.exec(`DROP TRIGGER seal_no_delete; DELETE FROM seal WHERE seq >= ${from}; ${guard?.sql};`, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
    await new Promise<void>((resolve) => raw.close(() => resolve()));
  }

  it("after a backup was put in place is whole, and says who did it, when, and what is not in it", async () => {
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await nights(3);
    const restore = await backup();
    const madeAt = place.clock.time;
    await nights(4);
    const abandoned = await store.seals.end();
    assert.ok(abandoned);
    await restore();
    const { breaks, stated } = await verified([abandoned]);
    assert.deepEqual(breaks, []);
    assert.deepEqual(
      stated.map(({ why, by, madeAt: made, left }) => [why, by, made, left]),
      [["restore", "Claire", madeAt, 4]],
    );
    await nights(5);
    assert.deepEqual((await verified([abandoned])).breaks, []);
  });

  it("still tells an end that was cut off, or a witness that nobody left behind", async () => {
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await nights(3);
    const restore = await backup();
    await nights(2);
    await restore();
    await nights(6);
    const end = await store.seals.end();
    assert.ok(end);
    const codes = async (more: readonly Anchor[]) => (await verified(more)).breaks.map(({ code }) => code);
    assert.deepEqual(await codes([{ seq: end.seq - 1, hash: "0".repeat(64) }]), ["anchor-differs"]);
    assert.deepEqual(await codes([{ seq: end.seq + 7, hash: "0".repeat(64) }]), ["end-missing"]);
    await cutOff(end.seq);
    assert.deepEqual(await codes([]), ["end-missing"]);
  });

  it("does so for a restore upon a restore, and for a backup from before anything was sealed", async () => {
    const empty = await backup();
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await nights(2);
    await empty();
    assert.deepEqual((await verified()).breaks, []);
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await nights(2);
    const again = await backup();
    await nights(1);
    await again();
    await nights(1);
    const { breaks, stated, days } = await verified();
    assert.deepEqual([breaks, stated.length], [[], 2]);
    assert.ok(days > 0);
  });

  it("begins anew when the example is left, of whose seals witnesses may be kept", async () => {
    await store.example.offer(officeWith({ rota: always }));
    await nights(3);
    const example = await store.seals.end();
    assert.ok(example);
    await store.example.leave("Claire", { keepOffice: false, knowsOfChanges: true });
    await store.office.replace(officeWith({ rota: always }), "Claire");
    await nights(2);
    const { breaks, stated } = await verified([example]);
    assert.deepEqual([breaks, stated.map(({ why, by }) => [why, by])], [[], [["example", "Claire"]]]);
    await appendFile(join(place.folder, "seals.anchors"), `2 ${"f".repeat(64)} 2026-11-23T00:00:00.000Z\n`);
    assert.deepEqual(
      (await verified()).breaks.map(({ code }) => code),
      ["anchor-differs"],
    );
  });
});
