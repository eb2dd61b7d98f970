import assert from "node:assert/strict";
import { Fault } from "../../src/kernel/fault.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The Monday's midnight in Paris. */
const MIDNIGHT = MONDAY - 10 * HOUR;

describe("what became of a week", () => {
  let rig: Rig;
  let boss: Client;
  before(async () => {
    rig = await Rig.open();
    await rig.boss();
    const { store } = rig;
    await store.seals.note(MONDAY);
    await store.seals.boxUp(null, instant(MIDNIGHT - DAY), instant(MIDNIGHT + 9 * DAY));
    store.lines.ready("line-1", instant(MIDNIGHT - DAY));
    // Tuesday from 14:00 to 17:00; and in the night to Friday, from 23:00 to 1:00.
    const down = [
      [DAY + 14 * HOUR, DAY + 17 * HOUR],
      [3 * DAY + 23 * HOUR, 4 * DAY + HOUR],
    ] as const;
    for (const [from, until] of down) {
      store.lines.trouble("line-1", instant(MIDNIGHT + from), new Fault("line.trouble", "gone"));
      store.lines.ready("line-1", instant(MIDNIGHT + until));
    }
    await store.calls.flushed();
    rig.clock.pass(millis(8 * DAY));
    await store.seals.sealDays(rig.clock.now(), rig.clock.now(), 20);
    boss = await rig.boss();
  });
  after(() => rig.close());

  it("shows in words a line that was down for three hours, beside what was planned", async () => {
    const week = await boss.ask("coverage", { query: { week: "2026-11-23" } });
    const [, tuesday] = week.days;
    assert.deepEqual([tuesday?.covered, tuesday?.meets], [8 * HOUR, true]);
    assert.deepEqual([tuesday?.lived?.covered, tuesday?.lived?.lost], [5 * HOUR, 3 * HOUR]);
    assert.deepEqual(
      tuesday?.lived?.troubles,
      ["3 h de permanence perdues : aucune ligne ne répondait.", "Ligne line-1 en panne pendant 3 h."].map((text) =>
        text.replaceAll(/ (?=h\b|:)/g, "\u00a0"),
      ),
    );
    assert.equal(week.lived?.lost, 3 * HOUR);
    assert.equal(week.livedDays, 7);
    assert.equal(week.livedDaysMet, week.days.filter(({ lived }) => (lived?.covered ?? 0) >= 7 * HOUR).length);
    assert.ok(week.lived?.sentences.some((each) => /^37.h de permanence .* sur 40.h prévues/.test(each)));
  });

  it("counts a night on call without a line on each of its two days", async () => {
    const { days } = await boss.ask("coverage", { query: { week: "2026-11-23" } });
    assert.deepEqual(
      days.map(({ lived }) => lived?.onCall?.lost),
      [0, 0, 0, HOUR, HOUR, 0, 0],
    );
    assert.ok(days[3]?.lived?.troubles.some((each) => /^1.h d’astreinte perdues/.test(each)));
  });

  it("is nothing for a week that is not over, or was before anything was sealed", async () => {
    for (const week of ["2026-12-07", "2026-11-02"]) {
      const { lived, days } = await boss.ask("coverage", { query: { week } });
      assert.deepEqual([lived, days.map((day) => day.lived)], [null, Array(7).fill(null)]);
    }
  });
});
