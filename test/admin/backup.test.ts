import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { BackupView } from "../../src/admin/schemas/backup.ts";
import { minutes } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

describe("backups over the API", () => {
  let rig: Rig;
  let boss: Client;
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await rig.call("20261123-090000-abcd", MONDAY, {}, new Int16Array(800).fill(1000));
  });
  afterEach(() => rig.close());

  async function until(right: (view: BackupView) => boolean): Promise<BackupView> {
    for (;;) {
      const view = await boss.ask("backup", {});
      if (right(view)) return view;
      await turn();
    }
  }
  async function make(password: string | null = null): Promise<Buffer> {
    await boss.ask("makeBackup", { body: { password } });
    await until(({ making }) => making === null);
    return (await boss.raw("backupFile", {})).bytes;
  }
  const put = (at: number, bytes: Buffer) =>
    boss.send("PUT", `/api/restore/part?at=${at}`, {
      headers: { "content-type": "application/octet-stream", "x-csrf": boss.csrf ?? "" },
      body: bytes,
    });
  async function upload(bytes: Buffer, parts = 3): Promise<void> {
    await boss.ask("beginRestore", { body: { name: "../a.tar", size: bytes.length } });
    const step = Math.ceil(bytes.length / parts);
    for (let at = 0; at < bytes.length; at += step) {
      const reply = await put(at, bytes.subarray(at, at + step));
      assert.equal(reply.status, 200, reply.text);
    }
  }
  async function check(password: string | null = null) {
    await boss.ask("checkRestore", { body: { password } });
    const { restore } = await until((view) => view.restore?.at !== "checking");
    return restore;
  }

  it("makes one, says who did, and keeps it for an hour", async () => {
    assert.equal((await boss.ask("backup", {})).last, null);
    const bytes = await make();
    const { last, ready } = await boss.ask("backup", {});
    assert.deepEqual(last, { at: MONDAY, by: "Chef" });
    assert.deepEqual(ready?.contents, { calls: 1, messages: 1, announcements: 0, users: 1 });
    assert.equal(ready?.size, bytes.length);
    const { entries } = await boss.ask("journal", { query: { what: "backup.download" } });
    assert.equal(entries[0]?.by, "Chef");
    rig.clock.pass(minutes(61));
    await until((view) => view.ready === null);
    assert.equal((await boss.refused("backupFile", {})).is, "404 admin.no-such");
  });

  it("checks one that came in parts, and replaces everything for whoever has seen what is in it", async () => {
    const bytes = await make("quatre mots");
    await rig.call("20261123-100000-abcd", rig.clock.now());
    rig.clock.pass(minutes(1));
    await rig.call("20261123-100100-abcd", rig.clock.now());
    await upload(bytes);
    const asks = await check();
    assert.ok(asks?.at === "refused" && asks.code === "backup.needs-password");
    const wrong = await check("cinq mots");
    assert.ok(wrong?.at === "refused" && wrong.code === "backup.wrong-password");
    const checked = await check("quatre mots");
    assert.ok(checked?.at === "checked");
    assert.deepEqual(checked.lost, { calls: 1, messages: 0 });
    const order = { token: "f".repeat(32), config: true };
    assert.equal((await boss.refused("replaceAll", { body: order })).is, "422 admin.backup-gone");
    assert.equal(rig.between, null);
    await boss.ask("replaceAll", { body: { token: checked.token } });
    while (!rig.between) await turn();
    assert.equal((await boss.refused("makeBackup", { body: { password: null } })).is, "422 admin.backup-busy");
    assert.equal((await boss.refused("endRestore", {})).is, "422 admin.backup-busy");
    assert.equal(
      (await boss.ask("calls", { query: {} })).calls.length,
      3,
      "nothing changes before the house is closed",
    );
  });

  it("takes parts in their order, one of them twice, and nothing that does not belong", async () => {
    const bytes = await make();
    assert.equal((await put(0, bytes)).status, 422, "no file is expected");
    await boss.ask("beginRestore", { body: { name: "a.tar", size: bytes.length } });
    assert.equal((await put(0, bytes.subarray(0, 1000))).status, 200);
    assert.equal((await put(0, bytes.subarray(0, 1000))).text, '{"received":1000}', "its answer got lost");
    assert.equal((await put(5000, bytes.subarray(5000, 6000))).status, 422);
    assert.equal((await put(1000, bytes)).status, 422, "more than was said");
    assert.equal((await boss.refused("checkRestore", { body: { password: null } })).is, "422 admin.backup-gone");
    const large = Buffer.alloc(5 * 1024 * 1024);
    assert.equal((await put(1000, large).catch(() => ({ status: 413 }))).status, 413);
    const huge = { name: "a.tar", size: 2 ** 40 };
    assert.equal((await boss.refused("beginRestore", { body: huge })).is, "422 admin.backup-too-large");
    await boss.ask("endRestore", {});
    assert.equal((await boss.ask("backup", {})).restore, null);
    await assert.rejects(readFile(join(rig.folder, "restore/upload")), { code: "ENOENT" });
  });

  it("says in the reader's language what is wrong with a file, and leaves nothing of it", async () => {
    await upload(Buffer.from("name;number\nMme Petit;03"), 1);
    const refused = await check();
    assert.ok(refused?.at === "refused");
    assert.match(refused.sentence, /n.est pas une sauvegarde/);
    const torn = (await make()).subarray(0, 9000);
    await upload(torn);
    const damaged = await check();
    assert.ok(damaged?.at === "refused" && damaged.code === "backup.damaged");
    await assert.rejects(readFile(join(rig.folder, "restore/new/permanence.db")), { code: "ENOENT" });
  });

  it("advises on Today to make one when a month has passed without", async () => {
    const advised = async () =>
      (await boss.ask("today", { query: {} })).troubles.some(({ code }) => code === "backup.old");
    assert.equal(await advised(), false);
    rig.clock.pass(minutes(31 * 24 * 60));
    boss = await rig.boss();
    assert.equal(await advised(), true);
    await make();
    assert.equal(await advised(), false);
  });
});
