import assert from "node:assert/strict";
import { instant, millis } from "../../src/kernel/units.ts";
import type { CallOutcome, Waited } from "../../src/store/call-record.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const MINUTE = 60_000;

describe("callers who waited in order", () => {
  let rig: Rig;
  let boss: Client;
  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await call(50, "forwarded", "put-through", 10);
    await call(40, "forwarded", "put-through", 20);
    await call(30, "abandoned", "left", 45);
    await call(20, "message", "key", 15);
    await call(10, "message", "limit", 120);
    await call(5, "forwarded", null, 0);
  });
  after(() => rig.close());

  let calls = 0;
  async function call(minutes: number, outcome: CallOutcome, how: Waited["how"] | null, seconds: number) {
    const id = `20261123-${String(100_000 + calls++)}-aaaa`;
    const at = instant(MONDAY - minutes * MINUTE);
    rig.store.calls.begin({
      id,
      line: "line-1",
      at,
      caller: { presentation: "given", number: "0612345678", name: null },
    });
    const waited = how === null ? null : { how, lasted: millis(seconds * 1000) };
    rig.store.calls.end(id, { at: instant(at + 3 * MINUTE), outcome, answeredAt: instant(at + 5000), waited });
    await rig.store.calls.flushed();
  }

  it("are counted: how many, how long, put through, left, and at the machine", async () => {
    const { queued, before } = await boss.ask("statistics", { query: {} });
    assert.deepEqual(queued, { callers: 5, through: 2, left: 1, message: 2, median: 20_000, longest: 120_000 });
    assert.deepEqual(before.queued, { callers: 0, through: 0, left: 0, message: 0, median: null, longest: null });
  });

  it("each number opens its calls, no more and no less (G17)", async () => {
    const { queued } = await boss.ask("statistics", { query: {} });
    const listed = async (only: "queued" | "queued-through" | "queued-left" | "queued-message") =>
      (await boss.ask("calls", { query: { limit: 50, only } })).calls.length;
    assert.deepEqual(
      [
        await listed("queued"),
        await listed("queued-through"),
        await listed("queued-left"),
        await listed("queued-message"),
      ],
      [queued.callers, queued.through, queued.left, queued.message],
    );
  });

  it("stand in the list and in the table for a spreadsheet with how long, and how it ended", async () => {
    const { calls: list } = await boss.ask("calls", { query: { limit: 50, only: "queued-left" } });
    assert.deepEqual(list[0]?.waited, { how: "left", lasted: 45_000 });
    const { text: csv } = await boss.raw("callsCsv", { query: { only: "queued-left", language: "en" } });
    const [head = "", row = ""] = csv.trim().split("\r\n");
    const cells = row.split(",");
    const columns = head.replace("\ufeff", "").split(",");
    assert.equal(cells[columns.indexOf("Waited (s)")], "45");
    assert.equal(cells[columns.indexOf("End of the wait")], "hung up");
  });

  it("music has no text that could be put on air, and is listed with its length", async () => {
    const { announcements } = await boss.ask("announcements", {});
    const music = announcements.filter(({ kind }) => kind === "music");
    assert.equal(music.length, 2);
    for (const { said, findings, seconds, origin } of music) {
      assert.deepEqual([said, findings, origin], ["", [], "default"]);
      assert.ok(seconds !== null && seconds > 20 && seconds < 40, `${seconds} s`);
    }
  });
});
