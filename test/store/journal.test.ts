import assert from "node:assert/strict";
import { Fault } from "../../src/kernel/fault.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

describe("journal, settings, lines", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  it("a journal only grows, whoever tries", async () => {
    await store.journal.add({ by: "ann", what: "hours.save", before: null, after: { a: 1 } });
    const tool = await Database.open(place.file);
    const attempts = [
      "UPDATE journal SET by = 'eve'",
      "DELETE FROM journal",
      "REPLACE INTO journal VALUES (1, 0, '', '', NULL, NULL)",
    ];
    for (const sql of attempts) await assert.rejects(tool.script(sql), { code: "store.conflict" });
    await tool.close();
    assert.deepEqual(await store.journal.list(), [
      { id: 1, at: place.clock.now(), by: "ann", what: "hours.save", before: null, after: { a: 1 } },
    ]);
  });

  it("a journal holds marks of callers, also where an older release wrote who they were", async () => {
    const tool = await Database.open(place.file);
    const entry = { number: "+33387000001", name: "Mme Petit", fragile: true };
    const old = [
      ["callers.save", null, entry],
      ["office.change", { "callers +33387000001": entry, "blocked +33387000001": "+33387000001" }, null],
      ["blocked.remove", "+33387000001", null],
      ["office.replace", { name: "Les Tilleuls", callers: [entry], blocked: ["+33387000001"] }, null],
    ] as const;
    for (const [what, before, after] of old)
      await tool.run("INSERT INTO journal (at, by, what, before, after) VALUES (1, 'ann', ?, ?, ?)", [
        ...[what, JSON.stringify(before), JSON.stringify(after)],
      ]);
    await tool.close();
    await store.recover({ repair: async () => null });
    await store.journal.add({ by: "ann", what: "callers.save", before: entry, after: { ...entry, fragile: false } });
    const whole = {
      otherNumbers: ["+33387000001"],
      relatives: [{ name: "Petit fils", number: "+33387000001" }],
      note: "Petit code",
    };
    await store.journal.add({ by: "ann", what: "callers.save", before: null, after: { ...entry, ...whole } });
    const told = JSON.stringify(await store.journal.list());
    assert.ok(!told.includes("387000001") && !told.includes("Petit"), told);
    assert.equal(new Set(told.match(/#[0-9a-f]{16}/g)).size, 1, "one caller, one mark");
    assert.match(told, /"fragile":false/);
    await assert.rejects(
      store.transaction((tx) => tx.run("UPDATE journal SET by = 'eve'")),
      { code: "store.conflict" },
    );
  });

  it("a journal is read in pages and by what was done", async () => {
    for (const what of ["rota.save", "hours.save", "rota.save", "hours.save"] as const)
      await store.journal.add({ by: "x", what, before: 1, after: 2 });
    const ids = async (options: Parameters<Store["journal"]["list"]>[0]) =>
      (await store.journal.list(options)).map(({ id }) => id);
    assert.deepEqual(await ids({ limit: 3 }), [4, 3, 2]);
    assert.deepEqual(await ids({ before: 2 }), [1]);
    assert.deepEqual(await ids({ what: "hours.save" }), [4, 2]);
  });

  it("a journal is searched by who, what about, and until when", async () => {
    for (const [by, what] of [
      ["ann", "people.save"],
      ["bob", "people.remove"],
      ["ann", "rota.save"],
      ["Bob O'Neil", "hours.save"],
    ] as const)
      await store.journal.add({ by, what, before: 1, after: 2 });
    const ids = async (options: Parameters<Store["journal"]["list"]>[0]) =>
      (await store.journal.list(options)).map(({ id }) => id);
    assert.deepEqual(await ids({ about: ["people"] }), [2, 1]);
    assert.deepEqual(await ids({ about: ["rota", "hours"] }), [4, 3]);
    assert.deepEqual(await ids({ about: ["people"], by: "ann" }), [1]);
    assert.deepEqual(await ids({ by: "Bob O'Neil" }), [4]);
    assert.deepEqual(await ids({ until: place.clock.now() }), []);
    assert.deepEqual(await store.journal.people(), ["ann", "bob", "Bob O'Neil"]);
  });

  it("settings are any JSON, and journalled when they change", async () => {
    assert.equal(await store.settings.get("smtp"), undefined);
    for (const value of [{ host: "h", port: 25 }, { host: "h", port: 25 }, null])
      await store.settings.set("smtp", value, "ann");
    assert.equal(await store.settings.get("smtp"), null);
    assert.equal((await store.journal.list({ what: "setting.smtp" })).length, 2);
  });

  it("lines tell what became of them", async () => {
    const at = place.clock.now();
    store.lines.ready("analog", at);
    store.lines.trouble("analog", plus(at, minutes(1)), new Fault("line.trouble", "The modem does not answer"));
    store.lines.ready("gsm", at);
    await store.calls.flushed();
    assert.deepEqual(
      (await store.lines.current()).map(({ line, state, sentence }) => [line, state, sentence]),
      [
        ["analog", "trouble", "The modem does not answer"],
        ["gsm", "ready", null],
      ],
    );
    assert.deepEqual(
      (await store.lines.history("analog")).map(({ state }) => state),
      ["trouble", "ready"],
    );
  });
});
