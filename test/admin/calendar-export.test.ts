import assert from "node:assert/strict";
import { readCalendar } from "../../src/admin/calendar/read-calendar.ts";
import { millis } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { MONDAY, Rig } from "./rig.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe("the calendar as a file", () => {
  let rig: Rig;
  let boss: Client;
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await rig.store.seals.note(MONDAY);
  });
  afterEach(() => rig.close());

  const file = async (query: object = {}) => (await boss.raw("calendar", { query } as never)).text;
  const entries = (text: string, what: RegExp) =>
    text
      .replaceAll("\r\n ", "")
      .split("BEGIN:VEVENT")
      .filter((entry) => what.test(entry));

  it("has days that are past as they were, by the names of then, whatever was edited since (P16)", async () => {
    rig.clock.pass(millis(3 * DAY));
    boss = await rig.boss();
    const past = { from: MONDAY - 2 * HOUR, until: MONDAY + 2 * DAY };
    const before = entries(await file(past), /SERVICE/).map((entry) => entry.replace(/DTSTAMP.*/, ""));
    assert.equal(before.filter((entry) => /Permanence\s: Amélie Durand/.test(entry)).length, 3);
    const { people } = await rig.store.office.read();
    const [amelie] = people;
    assert.ok(amelie);
    await rig.store.office.save("people", { ...amelie, name: "Amélie Petit" }, "Chef");
    await rig.store.office.remove("rota", "jour", "Chef");
    const after = entries(await file(past), /SERVICE/).map((entry) => entry.replace(/DTSTAMP.*/, ""));
    assert.deepEqual(
      after.map((entry) => entry.replace("Amélie Petit", "Amélie Durand")),
      before,
    );
    assert.deepEqual(
      entries(await file({ from: MONDAY + 4 * DAY }), /SERVICE:duty/),
      [],
      "what is ahead is as it is now",
    );
  });

  it("has a shift that a change cut short up to that hour, and one that no change touched once", async () => {
    rig.clock.pass(millis(2 * HOUR));
    await rig.store.office.save(
      "leave",
      { id: "x", person: "karim", firstDay: "2026-12-20", lastDay: "2026-12-20" } as never,
      "Chef",
    );
    rig.clock.pass(millis(HOUR));
    await rig.store.office.remove("rota", "jour", "Chef");
    const today = entries(await file({ from: MONDAY - HOUR, until: MONDAY + 10 * HOUR }), /SERVICE:duty/);
    assert.equal(today.length, 1);
    assert.match(today[0] ?? "", /DTSTART:20261123T080000Z\r\nDTEND:20261123T120000Z/);
  });

  it("has leave, closures and ranks, and is read back as nothing new", async () => {
    const { office } = rig.store;
    await office.save(
      "leave",
      { id: "conges", person: "karim", firstDay: "2026-12-07", lastDay: "2026-12-09" } as never,
      "Chef",
    );
    const closures = [
      {
        id: "noel",
        name: "Noël; chez nous",
        firstDay: "2026-12-24",
        lastDay: "2026-12-27",
        from: "12:00",
        to: "24:00",
        says: "Fermé",
      },
      {
        id: "inventaire",
        name: "Inventaire",
        firstDay: "2026-12-15",
        lastDay: "2026-12-15",
        from: "00:00",
        to: "24:00",
      },
    ];
    for (const closure of closures) await office.save("closures", closure as never, "Chef");
    const text = await file();
    assert.match(
      entries(text, /KIND:leave/)[0] ?? "",
      /Congé\s: Karim Benali[\s\S]*VALUE=DATE:20261207[\s\S]*VALUE=DATE:20261210/,
    );
    assert.equal(entries(text, /KIND:closure/).length, 2);
    assert.match(entries(text, /SERVICE:duty/)[0] ?? "", /DESCRIPTION:Rang\s: 1er/);
    const answer = readCalendar({ file: text, office: await office.read(), now: MONDAY, service: "duty", choices: {} });
    assert.ok("reading" in answer);
    const { reading } = answer;
    assert.deepEqual([reading.leave, reading.closures, reading.rota], [[], [], []]);
    const bare = { ...(await office.read()), leave: [], closures: [] };
    const again = readCalendar({ file: text, office: bare, now: MONDAY, service: "duty", choices: {} });
    assert.ok("reading" in again);
    assert.deepEqual(
      again.reading.leave.map(({ id, ...each }) => each),
      [{ person: "karim", firstDay: "2026-12-07", lastDay: "2026-12-09" }],
    );
    assert.deepEqual(
      again.reading.closures.map(({ id, ...each }) => each).sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1)),
      closures.map(({ id, says, ...each }) => each).sort((a, b) => (a.firstDay < b.firstDay ? -1 : 1)),
    );
  });

  it("of one person has their leave, and of one who is gone what they stood", async () => {
    rig.clock.pass(millis(DAY));
    boss = await rig.boss();
    await rig.store.office.remove("rota", "jour", "Chef");
    await rig.store.office.remove("people", "amelie", "Chef");
    const theirs = await file({ person: "amelie", from: MONDAY - DAY, until: MONDAY + DAY });
    assert.equal(entries(theirs, /Permanence\s: Amélie Durand/).length, 2);
    assert.equal((await boss.refused("calendar", { query: { person: "ghost" } })).is, "404 admin.no-such");
  });

  it("says which hour a closure ends at, where a call is told what becomes of it", async () => {
    const closure = {
      id: "matin",
      name: "Réunion",
      firstDay: "2026-11-24",
      lastDay: "2026-11-24",
      from: "09:00",
      to: "12:00",
    };
    await rig.store.office.save("closures", closure as never, "Chef");
    const { because } = await boss.ask("plan", { query: { at: MONDAY + DAY } });
    assert.ok(
      because.some((each) => /jusqu’au .*24 novembre.* à 12:00/.test(each)),
      because.join("\n"),
    );
    await rig.store.office.save("closures", { ...closure, to: "24:00" } as never, "Chef");
    const whole = (await boss.ask("plan", { query: { at: MONDAY + DAY } })).because;
    assert.ok(
      whole.some((each) => /24 novembre.* inclus/.test(each)),
      whole.join("\n"),
    );
  });

  it("of the example is marked, as its tables are", async () => {
    const example = await Rig.open();
    try {
      const one = await example.boss();
      const marked = async () => [
        (await one.raw("calendar", {} as never)).text.includes("exemple"),
        (await one.raw("callsCsv", { query: {} } as never)).text.includes("Agence d’exemple"),
        (await one.raw("sheet", { params: { list: "people" }, query: {} } as never)).text.includes("Agence d’exemple"),
      ];
      assert.deepEqual(await marked(), [false, false, false]);
      await example.store.transaction((tx) =>
        tx.insert("setting", { key: "example", value: JSON.stringify({ is: "example", revision: null }) }, "replace"),
      );
      assert.deepEqual(await marked(), [true, true, true]);
    } finally {
      await example.close();
    }
  });
});
