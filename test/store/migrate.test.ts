import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations, version } from "../../src/store/migrate.ts";
import { loadOffice } from "../../src/store/office-tables.ts";
import { Place } from "../kit/place.ts";

describe("migrations", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  const schema = (database: Database) =>
    database.all<{ name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
    );

  it("make a new database, once", async () => {
    const database = await Database.open(place.file);
    assert.deepEqual(await migrate(database, place.file, place.clock.now()), {
      from: 0,
      to: migrations.length,
      backup: null,
    });
    assert.equal(await migrate(database, place.file, place.clock.now()), null);
    assert.deepEqual(await database.all("PRAGMA foreign_key_check"), []);
    await database.close();
  });

  for (const from of migrations.keys())
    if (from > 0)
      it(`go from version ${from} on, with a copy made before, to the same as from nothing`, async () => {
        const old = await Database.open(place.file);
        await migrate(old, place.file, place.clock.now(), migrations.slice(0, from));
        await old.script(`INSERT INTO person (id, position, name, language) VALUES ('ann', 0, 'Ann', 'fr');
          INSERT INTO office (id, name, zone, language, country, closed_on_holidays, threshold_days, threshold_hours,
            answer_after_rings, ring_seconds, screening, message_seconds)
          VALUES (1, 'Les Tilleuls', 'Europe/Paris', 'fr', 'FR', 1, 5, 7, 2, 25, 1, 180)`);
        const done = await migrate(old, place.file, place.clock.now());
        assert.equal(await version(old), migrations.length);

        const backup = await Database.open(done?.backup ?? "");
        assert.equal(await version(backup), from);
        for (const each of [backup, old]) assert.deepEqual(await each.all("SELECT id FROM person"), [{ id: "ann" }]);

        const { name, closedOnHolidays, workedHolidays } = await loadOffice(old);
        assert.deepEqual([name, closedOnHolidays, workedHolidays], ["Les Tilleuls", true, []], "as it was");

        const fresh = await Database.open(`${place.file}.fresh`);
        await migrate(fresh, place.file, place.clock.now());
        assert.deepEqual(await schema(old), await schema(fresh));
        for (const each of [backup, old, fresh]) await each.close();
      });

  it("keep the copies made before the last three, and every other file", async () => {
    const stamps = ["20240101-000000", "20250101-000000", "20250601-000000", "20260101-000000"];
    const others = ["permanence.db.version-3-20230101-000000.txt", "other.db.version-1-20230101-000000"];
    const copies = stamps.map((stamp, n) => `permanence.db.version-${9 - n}-${stamp}`);
    for (const name of [...others, ...copies]) await writeFile(join(place.folder, name), "");
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, 1));
    await migrate(old, place.file, place.clock.now());
    await old.close();
    const left = (await readdir(place.folder)).filter((name) => name.includes(".version-")).sort();
    const made = "permanence.db.version-1-20261123-143159";
    assert.deepEqual(left, [...others, ...copies.slice(2), made].sort());
  });

  it("leave the database as it was when one fails", async () => {
    const database = await Database.open(place.file);
    await migrate(database, place.file, place.clock.now());
    const before = await schema(database);
    const failing = [...migrations, "CREATE TABLE further (x); CREATE TABLE person (x);"];
    await assert.rejects(migrate(database, place.file, place.clock.now(), failing));
    assert.equal(await version(database), migrations.length);
    assert.deepEqual(await schema(database), before);
    await database.close();
  });

  it("give overseas numbers of the French plan their one form, and make one of two that are the same (F1)", async () => {
    const old = await Database.open(place.file);
    const before = migrations.findIndex((sql) => sql.includes("UPDATE person_number"));
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, before));
    await old.script(`INSERT INTO person (id, position, name, language) VALUES ('ann', 0, 'Ann', 'fr');
      INSERT INTO person_number VALUES ('ann', 0, '+33692300042'), ('ann', 1, '+33639980001'), ('ann', 2, '+33639690001');
      INSERT INTO known_caller VALUES ('+33692300043', 0, 'Mme Hoarau', 1), ('+262692300043', 1, 'Mme Hoarau', 0), ('+33690300044', 2, 'M.', 0);
      INSERT INTO blocked_number VALUES ('+33596700042', 0), ('+32470000002', 1), ('+33508412345', 2)`);
    await migrate(old, place.file, place.clock.now());
    const { people, callers, blocked } = await loadOffice(old);
    assert.deepEqual(people[0]?.numbers, ["+262692300042", "+33639980001", "+262639690001"]);
    assert.deepEqual(
      callers.map(({ number, fragile }) => [number, fragile]),
      [
        ["+262692300043", true],
        ["+590690300044", false],
      ],
    );
    assert.deepEqual(blocked, ["+596596700042", "+32470000002", "+508412345"]);
    await old.close();
  });

  it("of two processes that start together, both find the database ready", async () => {
    const [one, two] = await Promise.all([Database.open(place.file), Database.open(place.file)]);
    await Promise.all([one, two].map((each) => migrate(each, place.file, place.clock.now())));
    assert.equal(await version(two), migrations.length);
    for (const each of [one, two]) await each.close();
  });

  it("refuse the database of a newer release and leave it untouched", async () => {
    const store = await place.open();
    await place.close(store);
    const newer = await Database.open(place.file);
    await newer.script(`PRAGMA user_version = ${migrations.length + 1}`);
    await newer.close();
    await assert.rejects(place.open(), { code: "store.newer", message: /newer release/ });
    assert.deepEqual(
      (await readdir(place.folder)).filter((name) => name.includes("corrupt")),
      [],
    );
    const still = await Database.open(place.file);
    assert.equal(await version(still), migrations.length + 1);
    await still.close();
  });
});
