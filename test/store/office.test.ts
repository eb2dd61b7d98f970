import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import type { Office } from "../../src/duty/office.ts";
import { Database } from "../../src/store/database.ts";
import { readSnapshot } from "../../src/store/office-snapshot.ts";
import { entryKinds } from "../../src/store/office-tables.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { anyOffice, fullOffice } from "./offices.ts";

describe("office", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  it("is blank at first, and says so", async () => {
    assert.equal((await store.office.read()).people.length, 0);
    assert.equal(await store.office.isSet(), false);
    await store.office.saveHours([{ weekdays: [1], from: "09:00", to: "17:00" }], "ann");
    assert.equal(await store.office.isSet(), true);
  });

  it("gives back, in its order, everything that was put in", async () => {
    await store.office.replace(fullOffice, "ann");
    assert.deepEqual(await store.office.read(), fullOffice);
    await place.close(store);
    store = await place.open();
    assert.deepEqual(await store.office.read(), fullOffice);
  });

  it("gives back any office", async () => {
    await fc.assert(
      fc.asyncProperty(anyOffice, async (office) => {
        await store.office.replace(office, "ann");
        assert.deepEqual(await store.office.read(), office);
      }),
      { numRuns: 25 },
    );
  });

  it("is replaced by all of an import or by nothing of it", async () => {
    await store.office.replace(fullOffice, "ann");
    const broken: Office = { ...fullOffice, name: "Other", people: fullOffice.people.slice(1) };
    await assert.rejects(store.office.replace(broken, "ann"), {
      code: "store.office-inconsistent",
      message: /rota "w" names "zoe"/,
    });
    const twice: Office = { ...fullOffice, people: [...fullOffice.people, ...fullOffice.people] };
    await assert.rejects(store.office.replace(twice, "ann"), { message: /"zoe" is twice in people/ });
    assert.deepEqual(await store.office.read(), fullOffice);
  });

  for (const kind of entryKinds)
    it(`adds, changes and removes one of ${kind}, and journals who did it`, async () => {
      const rest = { ...fullOffice, rota: [], leave: [], overrides: [], menu: [], [kind]: [] };
      await store.office.replace(rest, "import");
      if (kind !== "people") assert.deepEqual((await store.office.read())[kind], []);
      const keys: string[] = [];
      const save = async () => {
        switch (kind) {
          case "blocked":
            for (const number of fullOffice.blocked) await store.office.save(kind, number, "bob");
            return keys.push(...fullOffice.blocked);
          case "callers":
            for (const caller of fullOffice.callers) await store.office.save(kind, caller, "bob");
            return keys.push(...fullOffice.callers.map(({ number }) => number));
          case "menu":
            for (const entry of fullOffice.menu) await store.office.save(kind, entry, "bob");
            return keys.push(...fullOffice.menu.map(({ key }) => key));
          default:
            for (const entry of fullOffice[kind]) await store.office.save(kind, entry as never, "bob");
            return keys.push(...fullOffice[kind].map(({ id }) => id));
        }
      };
      await save();
      assert.deepEqual((await store.office.read())[kind], fullOffice[kind]);
      const count = (await store.journal.list({ what: `${kind}.save` })).length;
      assert.equal(count, fullOffice[kind].length);
      await save();
      assert.equal((await store.journal.list({ what: `${kind}.save` })).length, count, "nothing changed, nothing said");

      for (const key of new Set(keys)) assert.equal(await store.office.remove(kind, key, "eve"), true);
      assert.deepEqual((await store.office.read())[kind], []);
      const [last] = await store.journal.list({ limit: 1 });
      if (kind === "callers" || kind === "blocked") {
        // Of callers, the journal tells what changed, and not whose it was.
        const told = JSON.stringify(await store.journal.list({ limit: 100 }));
        for (const { number, name } of fullOffice.callers) assert.ok(!told.includes(number) && !told.includes(name));
        for (const number of fullOffice.blocked) assert.ok(!told.includes(number));
        assert.match(
          JSON.stringify(last?.before),
          kind === "blocked" ? /^"#[0-9a-f]{16}"$/ : /"number":"#[0-9a-f]{16}".*"fragile"/,
        );
        return;
      }
      assert.deepEqual(
        { ...last, id: 0 },
        {
          id: 0,
          at: place.clock.now(),
          by: "eve",
          what: `${kind}.remove`,
          before: fullOffice[kind].at(-1),
          after: null,
        },
      );
      assert.equal(await store.office.remove(kind, keys[0] ?? "", "eve"), false);
    });

  it("changes an entry in its place", async () => {
    await store.office.replace(fullOffice, "ann");
    const [zoe, ann] = fullOffice.people;
    assert.ok(zoe && ann);
    const { email, ...rest } = zoe;
    const renamed = { ...rest, name: "Zoé", numbers: [...zoe.numbers].reverse() };
    await store.office.save("people", renamed, "ann");
    assert.deepEqual((await store.office.read()).people, [renamed, ann]);
    assert.deepEqual((await store.office.read()).rota, fullOffice.rota);
  });

  it("keeps a person whom the rota still names, and says where", async () => {
    await store.office.replace(fullOffice, "ann");
    await assert.rejects(store.office.remove("people", "ann", "ann"), {
      code: "store.office-inconsistent",
      message: /leave "l" names "ann"/,
    });
    await assert.rejects(
      store.office.save("leave", { id: "n", person: "nobody", firstDay: "2026-01-01", lastDay: "2026-01-01" }, "ann"),
      { message: /leave "n" names "nobody"/ },
    );
    assert.deepEqual(await store.office.read(), fullOffice);
  });

  it("saves settings, with or without a region", async () => {
    await store.office.replace(fullOffice, "ann");
    const { name, zone, language, country, closedOnHolidays, workedHolidays, threshold, ...rest } = fullOffice;
    const { answerAfterRings, ringSeconds, screening, messageSeconds, escalation, takeUp, waiting } = rest;
    const settings = { name: "New", zone, language, country, closedOnHolidays, workedHolidays, threshold };
    await store.office.saveSettings(
      { ...settings, answerAfterRings, ringSeconds, screening, messageSeconds, escalation, takeUp, waiting },
      "ann",
    );
    const now = await store.office.read();
    assert.equal(now.name, "New");
    assert.equal("region" in now, false);
    assert.deepEqual(now.people, fullOffice.people);
  });

  it("is read once until it changes, and can't be changed by a reader", async () => {
    await store.office.replace(fullOffice, "ann");
    const first = await store.office.read();
    store.calls.begin({ id: "c", line: "l", at: place.clock.now() });
    await store.calls.flushed();
    assert.equal(await store.office.read(), first);
    assert.throws(() => first.people.pop());
    assert.throws(() => first.people[0]?.numbers.pop());
  });

  it("is seen anew when another process, or a person with a tool, changed it", async () => {
    await store.office.replace(fullOffice, "ann");
    await store.office.read();
    const other = await place.open({ rescue: false });
    await other.office.remove("blocked", "+33899000000", "bob");
    assert.deepEqual((await store.office.read()).blocked, ["+33170000000"]);
    const tool = await Database.open(place.file);
    await tool.script("UPDATE person_number SET number = '+33600000000' WHERE person = 'ann'");
    await tool.close();
    assert.deepEqual((await store.office.read()).people[1]?.numbers, ["+33600000000"]);
  });

  it("is copied beside the database at each change", async () => {
    const copy = async () => JSON.parse(await readFile(join(place.folder, "office.json"), "utf8"));
    await store.office.replace(fullOffice, "ann");
    assert.deepEqual(await copy(), fullOffice);
    await store.office.remove("closures", "c", "ann");
    assert.deepEqual(await copy(), { ...fullOffice, closures: [] });
  });

  it("has nobody wait where a release that knew of no waiting made the copy", async () => {
    await store.office.replace({ ...fullOffice, waiting: { ...fullOffice.waiting, on: true } }, "ann");
    const file = join(place.folder, "office.json");
    assert.equal((await readSnapshot(file))?.waiting.on, true);
    const { waiting: _, ...before } = fullOffice;
    await writeFile(file, JSON.stringify(before));
    assert.equal((await readSnapshot(file))?.waiting.on, false);
  });

  it("does not lose a change among many made at once", async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => `+336000000${n + 10}` as Office["blocked"][number]);
    await Promise.all(numbers.map((number) => store.office.save("blocked", number, "ann")));
    assert.deepEqual([...(await store.office.read()).blocked].sort(), numbers);
    assert.deepEqual(JSON.parse(await readFile(join(place.folder, "office.json"), "utf8")), await store.office.read());
  });
});
