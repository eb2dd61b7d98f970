import assert from "node:assert/strict";
import { open, writeFile } from "node:fs/promises";
import fc from "fast-check";
import { countCalls } from "../../src/admin/views/count-calls.ts";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import { callsOf } from "../../src/store/caller-search.ts";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { quickLooks } from "../../src/store/migrations/007-quick-looks.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { type KeptCall, slowCounts, slowDelays } from "./slow-counts.ts";

const zone = fc.constantFrom(
  "Europe/Paris",
  "America/Cayenne",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Havana",
);
/** The nights in which those clocks change are among them. */
const nights = [
  "2026-03-08T05:00Z",
  "2026-03-29T01:00Z",
  "2026-04-04T15:00Z",
  "2026-10-25T01:00Z",
  "2026-12-31T23:00Z",
];
const time: fc.Arbitrary<Instant> = fc
  .tuple(fc.constantFrom(...nights), fc.integer({ min: -90_000_000, max: 90_000_000 }))
  .map(([night, away]) => instant(Date.parse(night) + away));
const outcome = fc.constantFrom<CallOutcome>(
  "forwarded",
  "forwarded",
  "taken-here",
  "message",
  "abandoned",
  "information",
  "blocked",
);
const number = fc.constantFrom("0612345678", "+33612345678", "0387000001", "0", null);
const name = fc.constantFrom("Mme Petit", "100% Bio", "HELENE", null);
const delay = fc.integer({ min: -2000, max: 40_000 });
const id = fc.constantFrom("a", "b", "c", "d", "e", "f");

const change = fc.oneof(
  fc.record({ do: fc.constant("begin" as const), id, at: time, number, name }),
  fc.record({ do: fc.constant("caller" as const), id, number, name }),
  fc.record({ do: fc.constant("put-through" as const), id, at: time }),
  fc.record({ do: fc.constant("end" as const), id, outcome, answer: fc.option(delay), hold: fc.option(delay) }),
  fc.record({ do: fc.constant("delete" as const), id }),
  fc.record({ do: fc.constant("interrupted" as const) }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

describe("what makes looking quick", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  const callsNow = async (database: Pick<Database, "all">): Promise<KeptCall[]> =>
    database.all(
      `SELECT id, at, outcome, answered_at AS answeredAt, caller_number AS number, caller_name AS name,
         (SELECT min(at) FROM step WHERE step.call = call.id AND what = 'put-through') AS putThroughAt FROM call`,
    );
  /** Through the store, so that one that is in memory is looked at too. */
  const kept = (store: Store) => store.transaction((tx) => callsNow(tx));

  async function apply(store: Store, deleted: KeptCall[], each: Change): Promise<void> {
    const { calls } = store;
    const there = await kept(store);
    const call = "id" in each ? there.find((one) => one.id === each.id) : undefined;
    if (each.do === "begin") {
      const caller = { presentation: "given", number: each.number, name: each.name } as const;
      // An id is never used again.
      if (!deleted.some((one) => one.id === each.id)) calls.begin({ id: each.id, line: "l", at: each.at, caller });
    } else if (each.do === "interrupted") await calls.closeInterrupted();
    else if (call === undefined) return;
    else if (each.do === "caller")
      calls.update(each.id, { caller: { presentation: "given", number: each.number, name: each.name } });
    else if (each.do === "put-through")
      calls.step(each.id, { at: each.at, what: "put-through", detail: { person: "p", name: "P", number: "1" } });
    else if (each.do === "end") {
      const answeredAt = each.answer === null ? null : instant(call.at + each.answer);
      calls.end(each.id, { at: call.at, outcome: each.outcome, answeredAt });
    } else {
      deleted.push(call);
      await store.transaction(async (tx) => {
        await tx.run("DELETE FROM step WHERE call = ?", [each.id]);
        await tx.run("DELETE FROM call WHERE id = ?", [each.id]);
      });
    }
    await calls.flushed();
  }

  async function assertCounted(
    store: Store,
    all: readonly KeptCall[],
    zoneName: string,
    since: Instant,
    until: Instant,
  ) {
    const stretches = zoneNamed(zoneName).stretches(since, until);
    const within = all.filter(({ at }) => at >= since && at < until);
    const counted = countCalls(await store.tallies.counts(stretches), stretches);
    assert.deepEqual(
      counted,
      slowCounts(
        within,
        counted.days.map(({ day }) => day),
        zoneName,
      ),
    );
    assert.deepEqual(await store.tallies.answerDelays({ since, until }), slowDelays(within, "answer"));
    assert.deepEqual(await store.tallies.holdDelays({ since, until }), slowDelays(within, "hold"));
  }

  const callers = async (store: Store) =>
    store.transaction((tx) => tx.all<object>("SELECT number, name, calls FROM caller ORDER BY number, name"));
  function countedCallers(calls: readonly KeptCall[]): object[] {
    const all = new Map<string, { number: string; name: string; calls: number }>();
    for (const { number: rang, name: said } of calls) {
      if (rang === null && said === null) continue;
      const key = JSON.stringify([rang ?? "", said ?? ""]);
      const one = all.get(key) ?? { number: rang ?? "", name: said ?? "", calls: 0 };
      all.set(key, { ...one, calls: one.calls + 1 });
    }
    return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  }

  it("counts as a slow count does, whatever happens to calls, in any zone, in the nights when clocks change", async () => {
    const property = fc.asyncProperty(
      fc.array(change, { maxLength: 30 }),
      fc.tuple(time, time, zone),
      async (changes, [one, other, zoneName]) => {
        const store = await place.open({ file: ":memory:" });
        const deleted: KeptCall[] = [];
        for (const each of changes) await apply(store, deleted, each);
        const all = [...(await kept(store)), ...deleted];
        const [since, until] = one < other ? [one, other] : [other, one];
        await assertCounted(store, all, zoneName, since, until);
        await assertCounted(store, all, zoneName, instant(Date.UTC(2026, 0, 1)), instant(Date.UTC(2027, 1, 1)));
        assert.deepEqual(await callers(store), countedCallers(await kept(store)));
        await place.close(store);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  async function someCalls(store: Store): Promise<KeptCall[]> {
    const deleted: KeptCall[] = [];
    for (const each of fc.sample(change, { numRuns: 80, seed: 3 })) await apply(store, deleted, each);
    assert.ok(deleted.length > 0);
    return deleted;
  }
  const [first, last] = [instant(Date.UTC(2026, 0, 1)), instant(Date.UTC(2027, 1, 1))];

  it("is made of what an older release kept", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, migrations.indexOf(quickLooks)));
    await old.script(
      `
      WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100)
        INSERT INTO call (id, line, at, zone, presentation, caller_number, caller_name, answered_at, outcome)
        SELECT value, 'l', ${first} + value * 7000000, 'UTC', 'given', iif(value % 3, '0' || value % 7, NULL),
          iif(value % 4, NULL, 'N' || value % 5), iif(value % 5, ${first} + value * 7000100, NULL),
          iif(value % 2, 'forwarded', 'message') FROM n;
      INSERT INTO step SELECT id, 1, at + 9000, 'put-through', '{}' FROM call WHERE id % 2;`,
    );
    await old.close();
    const store = await place.open();
    const all = await kept(store);
    assert.equal(all.length, 100);
    await assertCounted(store, all, "Europe/Paris", first, last);
    assert.deepEqual(await callers(store), countedCallers(all));
  });

  it("survives the rescue of a damaged database, with what is counted of deleted calls", async () => {
    const store = await place.open();
    const deleted = await someCalls(store);
    const all = [...(await kept(store)), ...deleted];
    const before = await callers(store);
    await place.close(store);
    const file = await open(place.file, "r+");
    await file.write(Buffer.alloc(100), 0, 100, 0);
    await file.close();
    await writeFile(`${place.file}.damaged`, "");
    const rescued = await place.open();
    assert.equal(rescued.trouble?.code, "store.corrupt");
    await assertCounted(rescued, all, "Europe/Paris", first, last);
    assert.deepEqual(await callers(rescued), before);
  });

  it("finds whom a slow search finds, be they few or many", async () => {
    const store = await place.open();
    await someCalls(store);
    const all = await kept(store);
    const read = await Database.open(place.file);
    const text = fc.constantFrom("petit", "0%", "6", "+33", "_", "\\", "hel", "'", "61", "100% bio", "zz");
    const property = fc.asyncProperty(text, fc.subarray(["0387000001"]), fc.subarray(["123"]), async (...looked) => {
      const [wanted, numbers, parts] = looked;
      const slow = all.filter(
        (call) =>
          [wanted, ...parts].some((part) => call.number?.includes(part)) ||
          call.name?.toLowerCase().includes(wanted.toLowerCase()) ||
          numbers.includes(call.number ?? ""),
      );
      for (const few of [-1, 1000]) {
        const [sql, ...params] = await callsOf(read, { text: wanted, numbers, parts }, few);
        const found = await read.all<{ id: string }>(`SELECT id FROM call WHERE ${sql} ORDER BY id`, params);
        assert.deepEqual(
          found.map((one) => one.id),
          slow.map((one) => one.id).sort(),
        );
      }
    });
    await fc.assert(property, { numRuns: 80 });
    await read.close();
  });
});
