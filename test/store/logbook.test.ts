import assert from "node:assert/strict";
import sqlite3 from "sqlite3";
import { instant, plus, seconds } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { verifySeals } from "../../src/store/verify-seals.ts";
import { at, officeWith, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";
import { takenCall } from "../kit/taken-call.ts";

const NIGHT = at("2026-11-23T22:00+01:00");
const CALL = "20261123-210000-abcd";
const bruno = { person: "bruno", name: "Bruno", number: "+33639980002" };
const always = [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "00:00", "24:00")];

/** The bytes in the file, as somebody with the means to write into it changes them. */
async function tampered(file: string, sql: string): Promise<void> {
  const raw = new sqlite3.Database(file);
  await new Promise<void>((resolve, reject) => raw.exec(sql, (error) => (error ? reject(error) : resolve())));
  await new Promise<void>((resolve) => raw.close(() => resolve()));
}

describe("the logbook", () => {
  let place: Place;
  let store: Store;
  const kinds = async () => (await store.logbook.list(instant(0), instant(9e15))).map(({ kind, by }) => [kind, by]);
  const posted = async () => (await store.outbox.list()).map(({ kind, to }) => [kind, to]);

  beforeEach(async () => {
    place = await Place.make();
    place.clock.time = NIGHT;
    store = await place.open();
    const { people, ...rest } = officeWith({ rota: always });
    const withMail = people.map((person) => ({ ...person, email: `${person.id}@tilleuls.example` }));
    await store.office.replace({ ...rest, people: withMail }, "test");
  });
  afterEach(() => place.remove());

  it("has a line for each call that on-call took, and a letter that asks what came of it", async () => {
    await takenCall(store, CALL, NIGHT, bruno);
    assert.deepEqual(await kinds(), [["call", "Bruno"]]);
    assert.deepEqual(await posted(), [["after-call", "bruno@tilleuls.example"]]);
  });

  it("leaves duty hours alone, unless they are to be asked; on-call too where it is not to be", async () => {
    await takenCall(store, CALL, NIGHT, bruno, { via: "duty" });
    assert.deepEqual([await kinds(), await posted()], [[], []]);
    await store.settings.set("logbook", { afterDuty: true, afterOnCall: false }, "test");
    await takenCall(store, "20261123-210100-abcd", NIGHT, bruno, { via: "duty" });
    await takenCall(store, "20261123-210200-abcd", NIGHT, bruno);
    assert.deepEqual(await posted(), [["after-call", "bruno@tilleuls.example"]]);
    assert.equal((await kinds()).length, 2);
  });

  it("a person who is on duty and on call took it as what they were rung the second time", async () => {
    const { calls } = store;
    const both = [{ via: "duty" }, { via: "on-call" }] as const;
    const [id, caller] = ["20261123-210300-abcd", { presentation: "given", number: "0387000001", name: null } as const];
    const steps = both.map(({ via }) => ({
      do: "forward" as const,
      to: [{ ...bruno, number: bruno.number as never, language: "fr" as const }],
      ringFor: seconds(20),
      screen: true,
      hold: { kind: "hold", language: "fr" } as const,
      via,
    }));
    calls.begin({ id, line: "line-1", at: NIGHT, caller, plan: { answerAfter: 2, because: [], steps } });
    for (const what of ["ringing", "ringing", "put-through"] as const)
      calls.step(id, { at: NIGHT, what, detail: bruno });
    calls.end(id, { at: NIGHT, outcome: "forwarded", putThroughTo: bruno });
    await calls.flushed();
    assert.equal((await store.logbook.ofCall(id))[0]?.service, "on-call");
  });

  it("cut off while they talked, a call is still whoever took it's to tell of", async () => {
    const { calls } = store;
    calls.begin({ id: CALL, line: "line-1", at: NIGHT });
    calls.step(CALL, { at: plus(NIGHT, seconds(1)), what: "put-through", detail: bruno });
    await calls.flushed();
    await calls.closeInterrupted();
    await store.settings.set("logbook", { afterDuty: true }, "test");
    assert.deepEqual(await kinds(), [], "without a plan nobody knows that it was on call");
  });

  it("takes a line for whoever takes what a caller is owed", async () => {
    store.calls.begin({ id: CALL, line: "line-1", at: NIGHT });
    store.calls.end(CALL, { at: NIGHT, outcome: "abandoned" });
    await store.calls.flushed();
    await store.needs.take(CALL, { id: "bruno", name: "Bruno" }, "link");
    assert.deepEqual(await kinds(), [["taken", "Bruno"]]);
  });

  it("says a free line anew beside what it said, and refuses to correct what is none", async () => {
    const first = await store.logbook.write({ text: "Verglas", by: "Alice", person: "alice", aboutAt: NIGHT });
    const second = await store.logbook.write({
      text: "Verglas et neige",
      by: "Bruno",
      person: null,
      corrects: first.id,
    });
    assert.deepEqual([second.corrects, second.aboutAt], [first.id, first.aboutAt]);
    assert.equal((await store.logbook.get(first.id))?.text, "Verglas");
    await assert.rejects(store.logbook.write({ text: "x", by: "Bruno", person: null, corrects: 99 }), /no entry 99/);
    await takenCall(store, CALL, NIGHT, bruno);
    const [line] = await store.logbook.ofCall(CALL);
    await assert.rejects(
      store.logbook.write({ text: "x", by: "B", person: null, corrects: line?.id }),
      /not to be said anew/,
    );
    await assert.rejects(
      store.logbook.say("nothing", { came: "visit", note: null, by: "B", person: null, how: "page" }),
    );
  });

  describe("in the chain of seals", () => {
    const broken = async () => {
      const database = await Database.open(place.file);
      try {
        return (await verifySeals(database, [])).breaks.map(({ code, subject }) => `${code} ${subject}`);
      } finally {
        await database.close();
      }
    };
    beforeEach(async () => {
      await takenCall(store, CALL, NIGHT, bruno);
      await store.logbook.say(CALL, {
        came: "visit",
        note: "Mme Petit, 3e étage",
        by: "Bruno",
        person: null,
        how: "link",
      });
      await store.logbook.write({ text: "Verglas", by: "Alice", person: "alice" });
    });

    it("names no caller, and is whole; forgotten words leave it whole", async () => {
      assert.deepEqual(await broken(), []);
      const rows = await store.transaction((tx) =>
        tx.all("SELECT bytes FROM seal UNION ALL SELECT words FROM logbook"),
      );
      assert.ok(!JSON.stringify(rows).includes("Petit"));
      await store.callers.forget("+33387000001" as never, ["0387000001", "+33387000001"], "Chef", NIGHT);
      const { length } = await store.transaction((tx) => tx.all("SELECT 1 FROM logbook_words"));
      assert.deepEqual([await broken(), length], [[], 1]);
    });

    const unguarded =
      "DROP TRIGGER logbook_no_update; DROP TRIGGER logbook_no_delete; DROP TRIGGER logbook_words_no_update; DROP TRIGGER logbook_words_no_delete;";
    const found: readonly (readonly [what: string, sql: string, code: string])[] = [
      ["a changed outcome", "UPDATE logbook SET came = 'not-concerned' WHERE came = 'visit'", "log-changed 2"],
      ["another's name", "UPDATE logbook SET by = 'Alice' WHERE id = 1", "log-changed 1"],
      ["an entry that is gone", "DELETE FROM logbook WHERE id = 1", "log-missing 1"],
      ["changed words", "UPDATE logbook_words SET text = 'Rien' WHERE entry = 2", "words-changed 2"],
      ["words that are gone", "DELETE FROM logbook_words WHERE entry = 3", "words-missing 3"],
      [
        "one put in",
        "INSERT INTO logbook (at, about_at, zone, kind, by) VALUES (1, 1, 'UTC', 'free', 'X')",
        "log-unsealed 4",
      ],
    ];
    for (const [what, sql, code] of found)
      it(`finds ${what}`, async () => {
        await place.close(store);
        await tampered(place.file, `PRAGMA foreign_keys = OFF; ${unguarded}${sql}`);
        const breaks = await broken();
        assert.ok(breaks.includes(code), breaks.join(", "));
        assert.ok(breaks.includes("guard-missing logbook_no_update"));
      });

    it("refuses to be changed", async () => {
      await assert.rejects(tampered(place.file, "UPDATE logbook SET by = 'X'"), /only grows/);
      await assert.rejects(tampered(place.file, "DELETE FROM logbook_words"), /only grows/);
      await assert.rejects(tampered(place.file, "UPDATE logbook_words SET text = ''"), /only grows/);
    });
  });

  it("what was written freely goes with who called, by the rule", async () => {
    await store.logbook.write({ text: "ancien", by: "Alice", person: null, aboutAt: plus(NIGHT, seconds(-90)) });
    await store.logbook.write({ text: "neuf", by: "Alice", person: null });
    await store.forget.expired({ messagesBefore: null, callsBefore: plus(NIGHT, seconds(-60)) }, "rule", NIGHT);
    const kept = await store.logbook.list(instant(0), instant(9e15));
    assert.deepEqual(
      kept.map(({ text, forgotten }) => [text, forgotten]),
      [
        [null, true],
        ["neuf", false],
      ],
    );
  });
});
