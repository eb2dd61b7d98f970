import assert from "node:assert/strict";
import { settingsOf } from "../../src/store/office-tables.ts";
import { withBoss } from "./with-boss.ts";

/** The Monday of Pentecost, in the morning. */
const PENTECOST = Date.parse("2027-05-17T10:00+02:00");
const week = { from: Date.parse("2027-05-17T00:00+02:00"), until: Date.parse("2027-05-24T00:00+02:00") };

describe("public holidays in the API", () => {
  const { rig, boss } = withBoss();

  /** Saves these holidays as worked; `based` on what is there, unless told. */
  async function work(workedHolidays: string[], more: { closedOnHolidays?: boolean; based?: string } = {}) {
    const { based = (await boss.ask("office", {})).settingsRevision, ...changes } = more;
    const settings = { ...settingsOf(await rig.store.office.read()), ...changes, workedHolidays };
    return { body: { based, settings } };
  }

  it("are listed with what they are chosen by, this year's and the next's", async () => {
    const { coming } = await boss.ask("holidays", { query: { country: "FR", region: "57" } });
    assert.equal(coming.length, 13);
    assert.deepEqual(
      coming.filter(({ rule }) => ["12-25", "easter 50"].includes(rule)).map(({ rule, days }) => [rule, ...days]),
      [
        ["12-25", "2026-12-25", "2027-12-25"],
        ["easter 50", "2027-05-17"],
      ],
    );
    assert.deepEqual((await boss.ask("holidays", { query: { country: "XX" } })).coming, []);
  });

  it("that are worked are days like any other to the calendar, the coverage and a call", async () => {
    const seen = async () => {
      const { because } = await boss.ask("plan", { query: { at: PENTECOST, language: "fr" } });
      const { holidays, stretches } = await boss.ask("rota", { query: week });
      const { days } = await boss.ask("coverage", { query: { week: "2027-05-17" } });
      return {
        why: because[0],
        day: holidays[0],
        closed: stretches.find(({ from, until }) => from <= PENTECOST && PENTECOST < until)?.closed ?? null,
        meets: days[0]?.meets,
      };
    };
    const name = "Lundi de Pentecôte";
    assert.deepEqual(await seen(), {
      why: `C’est un jour férié : ${name}.`,
      day: { day: "2027-05-17", name, closes: true },
      closed: { by: "holiday", name },
      meets: false,
    });
    await boss.ask("saveSettings", await work(["easter 50"]));
    const { why, ...worked } = await seen();
    assert.doesNotMatch(why ?? "", /férié/);
    assert.deepEqual(worked, { day: { day: "2027-05-17", name, closes: false }, closed: null, meets: true });
    await boss.ask("saveSettings", await work([], { closedOnHolidays: false }));
    assert.equal((await seen()).day?.closes, false);
  });

  it("are kept with the settings: the slower of two admins is told, and the journal knows who chose what", async () => {
    const before = await work(["05-08"]);
    await boss.ask("saveSettings", await work(["easter 50"]));
    assert.equal((await boss.refused("saveSettings", before)).is, "409 admin.changed");
    assert.deepEqual((await rig.store.office.read()).workedHolidays, ["easter 50"]);
    const [entry] = (await boss.ask("journal", { query: { limit: 1 } })).entries;
    const listOf = (value: unknown) => (value as { workedHolidays: unknown }).workedHolidays;
    assert.deepEqual(
      [entry?.what, entry?.by, listOf(entry?.before), listOf(entry?.after)],
      ["settings.save", "Chef", [], ["easter 50"]],
    );
  });

  it("that are none change nothing, and it is said; one that is chosen twice is refused", async () => {
    const { problems } = await boss.ask("saveSettings", await work(["easter 51"]));
    assert.equal(problems.filter(({ where }) => where === "workedHolidays[0]").length, 1);
    for (const list of [["05-08", "05-08"], [""], ["x".repeat(301)], Array.from({ length: 101 }, (_, n) => `${n}`)])
      assert.match((await boss.refused("saveSettings", await work(list))).is, /^4\d\d /, JSON.stringify(list[0]));
    assert.deepEqual((await rig.store.office.read()).workedHolidays, ["easter 51"]);
  });
});
