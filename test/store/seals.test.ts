import assert from "node:assert/strict";
import fc from "fast-check";
import sqlite3 from "sqlite3";
import type { Office } from "../../src/duty/office.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { instant } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { knownWeek } from "../../src/store/known-week.ts";
import type { Anchor } from "../../src/store/seal-anchors.ts";
import type { Store } from "../../src/store/store.ts";
import { verifySeals } from "../../src/store/verify-seals.ts";
import { at, offices, officeWith, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The Wednesday after the week that is proved. */
const LATER = at("2026-12-02T10:00+01:00");
const WEEK = "2026-11-23";
const always = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "00:00", "24:00")];

/** The bytes in the file, as somebody with the means to write into it changes them. */
async function tampered(file: string, sql: string): Promise<void> {
  const raw = new sqlite3.Database(file);
  await new Promise<void>((resolve, reject) => raw.exec(sql, (error) => (error ? reject(error) : resolve())));
  await new Promise<void>((resolve) => raw.close(() => resolve()));
}

describe("sealed days", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    place.clock.time = at("2026-11-22T20:00+01:00");
    store = await place.open();
  });
  afterEach(() => place.remove());

  const answer = async (week = WEEK) =>
    JSON.stringify(await knownWeek(store.seals, await store.office.read(), week, place.clock.time));
  const bytes = async () => JSON.stringify(await store.seals.sealed("2026-11-01", "2026-11-29"));
  /** The days go by, each sealed in its night. */
  async function passUntil(end: number): Promise<void> {
    while (place.clock.time < end) {
      place.clock.time = instant(Math.min(end, place.clock.time + 6 * HOUR));
      await store.seals.note(place.clock.time);
      await store.seals.sealDays(place.clock.time, place.clock.time, 9);
    }
  }
  async function verified(anchors: readonly Anchor[] = []) {
    const database = await Database.open(place.file);
    try {
      return await verifySeals(database, anchors);
    } finally {
      await database.close();
    }
  }
  const broken = async (anchors: readonly Anchor[] = []) => (await verified(anchors)).breaks.map(({ code }) => code);

  describe("of a past week", () => {
    beforeEach(async () => {
      const leave = [{ id: "away", person: "alice", firstDay: "2026-11-27", lastDay: "2026-11-27" }];
      await store.office.replace(officeWith({ rota: always, leave }), "Alice");
      await passUntil(LATER);
    });

    it("stay as they are when lines of the rota are removed, hours edited, a person deleted and the zone changed (P16)", async () => {
      const [before, sealed] = [await answer(), await bytes()];
      assert.match(before, /"daysMet":4/);
      for (const { id } of always) await store.office.remove("rota", id, "Alice");
      assert.equal(await answer(), before);
      await store.office.saveHours([{ weekdays: [6], from: "10:00", to: "11:00" }], "Alice");
      await store.office.remove("leave", "away", "Alice");
      await store.office.remove("people", "alice", "Alice");
      const { hours, people, rota, closures, leave, absences, overrides, callers, blocked, menu, ...settings } =
        await store.office.read();
      await store.office.saveSettings(
        { ...settings, zone: "America/Martinique", threshold: { days: 1, hours: 1 } },
        "Alice",
      );
      await passUntil(LATER + 2 * DAY);
      assert.equal(await answer(), before);
      assert.equal(await bytes(), sealed);
      assert.deepEqual(await broken(), []);
      assert.match(sealed, /"people":\{"alice":"Alice","bruno":"Bruno"\}/);
    });

    it("are sealed by their dates, each from midnight to midnight, and say what was in force", async () => {
      const days = await store.seals.sealed("2026-11-22", "2026-11-30");
      assert.deepEqual(
        days.map(({ date, from, until, late, planned }) => [date, until - from, late, planned.covered / HOUR]),
        ["22", "23", "24", "25", "26", "27", "28", "29", "30"].map((day, n) => [
          `2026-11-${day}`,
          DAY,
          false,
          [0, 7, 7, 7, 7, 0, 0, 0, 7][n],
        ]),
      );
    });

    it("reach back before the first seal by what the office said first, and say so (P16)", async () => {
      const before = await answer("2026-11-02");
      assert.match(before, /"verdict":"met"/);
      assert.match(before, /"basis":"reckoned"/);
      for (const { id } of always) await store.office.remove("rota", id, "Alice");
      assert.equal(await answer("2026-11-02"), before);
    });

    it("take no closure for an excuse that was announced after the fact (P15)", async () => {
      const closure = (id: string, day: string, from = "00:00") => ({
        ...{ id, name: "Inventaire", firstDay: day, lastDay: day, from, to: "24:00" },
      });
      const before = await answer();
      await store.office.save("closures", closure("late", "2026-11-27"), "Alice");
      assert.equal(await answer(), before);
      // At ten of a day that is open since nine; for the next day; and for this day's afternoon.
      await store.office.save("closures", closure("too-late", "2026-12-02"), "Alice");
      await store.office.save("closures", closure("in-time", "2026-12-03"), "Alice");
      place.clock.time = at("2026-12-04T13:00+01:00");
      await store.office.save("closures", closure("half", "2026-12-04", "14:00"), "Alice");
      await passUntil(at("2026-12-08T10:00+01:00"));
      const { coverage } = await knownWeek(store.seals, await store.office.read(), "2026-12-01", place.clock.time);
      assert.deepEqual(
        coverage.days.map(({ covered, butFor }) => [covered / HOUR, butFor]),
        [
          [7, false],
          [7, false],
          [1, false],
          [0, true],
          [3, true],
          [0, false],
          [0, false],
        ].map(([c, b], n) => (n < 2 ? [7, false] : [c, b])),
      );
      assert.equal(coverage.verdict, "short");
    });
  });

  it("count what was in force at each hour, and not what the evening made of it", async () => {
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await passUntil(at("2026-11-24T16:00+01:00"));
    await store.office.remove("rota", always[0]?.id ?? "", "Alice");
    await passUntil(at("2026-11-26T10:00+01:00"));
    const { coverage } = await knownWeek(store.seals, await store.office.read(), WEEK, place.clock.time);
    assert.deepEqual(
      coverage.days.slice(0, 3).map(({ covered }) => covered / HOUR),
      [7, 5, 0],
    );
  });

  it("are sealed late, by what was in force then, where the box was off", async () => {
    await store.office.replace(officeWith({ rota: always }), "Alice");
    place.clock.time = LATER;
    assert.equal(await store.seals.sealDays(place.clock.time, place.clock.time, 99), 10);
    const days = await store.seals.sealed("2026-11-23", "2026-12-01");
    assert.deepEqual(
      days.map(({ late, planned, lived }) => [late, planned.covered > 0, lived.off]),
      days.map(({ date }, n) => [n < 7, n < 5 || n > 6, DAY].map((each) => (date === "" ? null : each))),
    );
  });

  it("follow the office's zone, without a gap, and the nights when clocks change", async () => {
    place.clock.time = at("2026-10-23T20:00+02:00");
    await store.office.replace(officeWith({ rota: always }), "Alice");
    await passUntil(at("2026-10-27T15:00+01:00"));
    const { hours, people, rota, closures, leave, absences, overrides, callers, blocked, menu, ...settings } =
      await store.office.read();
    await store.office.saveSettings({ ...settings, zone: "America/Martinique" }, "Alice");
    await passUntil(at("2026-10-30T15:00+01:00"));
    const days = await store.seals.sealed("2026-10-23", "2026-10-29");
    assert.deepEqual(
      days.map(({ date, zone, from, until }) => `${date.slice(8)} ${zone.slice(0, 2)} ${(until - from) / HOUR}`),
      ["23 Eu 24", "24 Eu 24", "25 Eu 25", "26 Eu 24", "27 Eu 15", "27 Am 14", "28 Am 24", "29 Am 24"],
    );
    for (const [n, day] of days.slice(1).entries()) assert.equal(day.from, days[n]?.until);
  });

  it("say for how long a line was down, the box off, and who was reached", async () => {
    await store.office.replace(officeWith({ rota: always }), "Alice");
    const day = at("2026-11-24T00:00+01:00");
    const on = (from: number, until: number) =>
      store.seals.boxUp(null, instant(day + from * HOUR), instant(day + until * HOUR));
    await on(-20, 10);
    await on(11, 60);
    store.lines.ready("line-1", instant(day - 20 * HOUR));
    store.lines.ready("line-1", instant(day + 11 * HOUR));
    store.lines.trouble("line-1", instant(day + 14 * HOUR), new Fault("line.trouble", "gone"));
    store.lines.ready("line-1", instant(day + 17 * HOUR));
    await store.calls.flushed();
    await passUntil(day + 40 * HOUR);
    const [sealed] = await store.seals.sealed("2026-11-24", "2026-11-24");
    assert.deepEqual(sealed?.lived.lines, { "line-1": { up: 20 * HOUR, trouble: 3 * HOUR } });
    // Open from 9 to 12 and from 14 to 18: an hour without the box, three without the line.
    assert.deepEqual(
      [sealed?.lived.off, sealed?.planned.covered, sealed?.lived.covered, sealed?.lived.lost],
      [1, 7, 3, 4].map((n) => n * HOUR),
    );
  });

  it("are never moved by what is edited afterwards, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(offices, fc.array(offices, { minLength: 1, maxLength: 3 }), async (first, later: Office[]) => {
        const own = await Place.make();
        try {
          own.clock.time = at("2026-11-21T20:00+01:00");
          const seals = await own.open();
          const known = (office: Office) => ({
            ...office,
            rota: office.rota.filter(({ person }) => person !== "ghost"),
          });
          const whole = (office: Office) => ({
            ...known(office),
            leave: office.leave.filter(({ person }) => person !== "ghost"),
            overrides: office.overrides.filter(({ people }) => !people.includes("ghost")),
          });
          await seals.office.replace(whole(first), "a");
          own.clock.time = LATER;
          await seals.seals.sealDays(own.clock.time, own.clock.time, 99);
          const shown = async () =>
            JSON.stringify([
              await knownWeek(seals.seals, await seals.office.read(), WEEK, own.clock.time),
              await knownWeek(seals.seals, await seals.office.read(), "2026-11-09", own.clock.time),
              await seals.seals.sealed("2026-11-01", "2026-11-30"),
            ]);
          const before = await shown();
          for (const office of later) {
            own.clock.time = instant(own.clock.time + 7 * HOUR);
            await seals.office.replace(whole(office), "a");
            assert.equal(await shown(), before);
          }
        } finally {
          await own.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  describe("are proved", () => {
    const loose = "DROP TRIGGER seal_no_update; DROP TRIGGER seal_no_delete; DROP TRIGGER seal_part_no_update;";
    const guards = async (): Promise<string> => {
      const database = await Database.open(place.file);
      const rows = await database.all<{ sql: string }>(
        "SELECT sql FROM sqlite_schema WHERE name IN ('seal_no_update', 'seal_no_delete', 'seal_part_no_update')",
      );
      await database.close();
      return rows.map(({ sql }) => `${sql};`).join("\n");
    };
    /** With the guards back in place, as if nothing had been. */
    const secretly = async (sql: string): Promise<void> => tampered(place.file, `${loose}\n${sql};\n${await guards()}`);
    beforeEach(async () => {
      await store.office.replace(officeWith({ rota: always }), "Alice");
      await passUntil(at("2026-11-27T10:00+01:00"));
      await store.settings.set("targets", { answer: 10, hold: 30 }, "Alice");
    });

    it("to be whole, by every row", async () => {
      const { breaks, days, rows, entries } = await verified();
      assert.deepEqual([breaks, days, entries], [[], 5, 2]);
      assert.ok(rows >= 8);
    });

    it("to be broken by one changed byte, at its row", async () => {
      await secretly(
        `UPDATE seal SET bytes = replace(bytes, '"meets":true', '"meets":True') WHERE subject = '2026-11-24'`,
      );
      const { breaks } = await verified();
      assert.deepEqual(
        breaks.map(({ code, subject }) => [code, subject]),
        [["changed", "2026-11-24"]],
      );
    });

    it("to be broken by a row taken out, put in or cut off at the end", async () => {
      const end = await store.seals.end();
      assert.ok(end);
      await secretly("DELETE FROM seal WHERE subject = '2026-11-24'");
      assert.ok((await broken()).includes("taken-out"));
      await secretly("INSERT INTO seal SELECT max(seq) + 1, 0, 'day', '2026-12-24', '{}', 'x', 'y' FROM seal");
      assert.ok((await broken()).includes("put-in"));
      await secretly(`DELETE FROM seal WHERE seq >= ${end.seq}`);
      assert.ok((await broken([end])).includes("end-missing"));
    });

    it("to be broken where the terms of a day were changed, or an entry of the journal", async () => {
      await secretly(`UPDATE seal_part SET bytes = replace(bytes, 'bruno', 'chloe') WHERE bytes LIKE '%bruno%'`);
      assert.ok((await broken()).includes("part-changed"));
      await tampered(
        place.file,
        "DROP TRIGGER journal_no_update; UPDATE journal SET by = 'Zoé' WHERE what LIKE 'setting%'",
      );
      const codes = await broken();
      assert.deepEqual([codes.includes("entry-changed"), codes.includes("guard-missing")], [true, true]);
      await tampered(
        place.file,
        `INSERT INTO journal (at, by, what, before, after) VALUES (1, 'x', 'y', 'null', 'null')`,
      );
      assert.ok((await broken()).includes("entry-unsealed"));
    });

    it("to be written anew as a whole, by a witness that was kept elsewhere", async () => {
      const end = await store.seals.end();
      assert.ok(end);
      assert.deepEqual(await broken([end]), []);
      assert.deepEqual(await broken([{ seq: end.seq, hash: "0".repeat(64) }]), ["anchor-differs"]);
    });

    it("though a caller was forgotten since, of whom they name nothing", async () => {
      const { callers } = officeWith({ callers: [{ number: "06 39 98 00 09", name: "Mme Rare" }] });
      assert.ok(callers[0]);
      await store.office.save("callers", callers[0], "Alice");
      await store.callers.forget(callers[0].number, [callers[0].number], "Alice", place.clock.time);
      assert.deepEqual(await broken(), []);
      const database = await Database.open(place.file);
      const found = await database.all(
        "SELECT 1 FROM seal, seal_part WHERE seal.bytes || seal_part.bytes LIKE '%Rare%'",
      );
      await database.close();
      assert.deepEqual(found, []);
    });

    it("and refuse to be changed", async () => {
      for (const sql of ["UPDATE seal SET at = 1", "DELETE FROM seal", "DELETE FROM seal_part"])
        await assert.rejects(tampered(place.file, sql), /what is sealed stays/);
    });
  });
});
