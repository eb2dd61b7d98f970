import assert from "node:assert/strict";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { needs } from "../../src/store/migrations/020-needs.ts";
import { Place } from "../kit/place.ts";

describe("a database of before there were needs", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  it("has one need for each caller of open messages, in whatever form their number was kept, and none for what is closed", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, migrations.indexOf(needs)));
    const call = (id: string, at: number, number: string | null) =>
      old.transaction(async (tx) => {
        const presentation = number === null ? "withheld" : "given";
        await tx.insert("call", { id, line: "main", at, zone: "Europe/Paris", presentation, caller_number: number });
        await tx.insert("message", { id, call: id, at: at + 10, zone: "Europe/Paris", duration: 5000 });
      });
    await old.transaction((tx) =>
      tx.insert("known_caller", { number: "+33612345678", name: "Odette", fragile: 1, position: 1 }),
    );
    await call("b", 2000, "+33612345678");
    await call("a", 1000, "0612345678");
    await call("c", 3000, null);
    await call("d", 4000, null);
    await call("e", 5000, "0033612345678");
    await call("gone", 500, "+33699999999");
    await old.run("UPDATE message SET closed_at = 1, closed_by = 'x' WHERE id = 'gone'");
    await old.run("UPDATE message SET taken_by = 'Amal', taken_at = 77, due_at = 9000 WHERE id = 'b'");
    await migrate(old, place.file, place.clock.now());

    const rows = await old.all<{ id: string }>(
      "SELECT id, number, name, fragile, weight, why, opened_at, due_at, owner_name, taken_at, last_resort_at FROM need ORDER BY id",
    );
    const withheld = (id: string, at: number) => ({
      ...{ id, number: null, name: null, fragile: 0, weight: "usual", why: "message", opened_at: at },
      ...{ due_at: at + 86_400_000, owner_name: null, taken_at: null, last_resort_at: at },
    });
    assert.deepEqual(rows, [
      {
        ...{ id: "a", number: "+33612345678", name: "Odette", fragile: 1, weight: "fragile", why: "message" },
        ...{ opened_at: 1010, due_at: 9000, owner_name: "Amal", taken_at: 77, last_resort_at: 1010 },
      },
      withheld("c", 3010),
      withheld("d", 4010),
    ]);
    const events = await old.all<{ what: string; detail: string }>(
      "SELECT what, detail ->> 'call' AS call, detail ->> 'message' AS message FROM need_event WHERE need = 'a' ORDER BY seq",
    );
    assert.deepEqual(
      events.map(({ what, ...detail }) => [what, ...Object.values(detail)]),
      [
        ["opened", "a", null],
        ["message", null, "a"],
        ["joined", "b", null],
        ["message", null, "b"],
        ["joined", "e", null],
        ["message", null, "e"],
      ],
    );
    await old.close();
  });
});
