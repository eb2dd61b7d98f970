import assert from "node:assert/strict";
import { createFacts, failedNumbers } from "../../src/admin/views/watch-facts.ts";
import { duty } from "../../src/app/commands/duty.ts";
import { look } from "../../src/app/watch.ts";
import type { Office } from "../../src/duty/office.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import type { Store } from "../../src/store/store.ts";
import { nothingWrong, type WatchFacts } from "../../src/watch/alarm.ts";
import { at, rule } from "../duty/offices.ts";
import { Place } from "../kit/place.ts";
import { SATURDAY, wellAgency } from "../watch/an-agency.ts";
import { said } from "./program.ts";

const HOUR = 3_600_000;
const mail = { toAll: ["bureau@example.org"] };
const nobody = wellAgency({ rota: [rule("bruno", "on-call", "00:00", "24:00")] });

describe("the watch and its store", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  async function looking(now: Instant, office?: Office, facts: Partial<WatchFacts> = {}, hour: Instant | null = now) {
    place.clock.time = now;
    if (office) await store.office.replace(office, "Alice");
    const all = { ...nothingWrong, mail, ...facts };
    await look({ store, clock: place.clock, log: place.log, hour: () => hour, facts: async () => all, wake: () => {} });
    return (await store.outbox.list({ limit: 100 })).filter(({ kind }) => kind === "alarm").reverse();
  }
  const to = (letters: Awaited<ReturnType<typeof looking>>) => letters.map((letter) => letter.to);

  it("tells whoever plans the duty, and whoever is told of everything, each once; another start tells nobody again", async () => {
    assert.deepEqual(to(await looking(SATURDAY, wellAgency())), []);
    assert.deepEqual(to(await looking(SATURDAY, nobody)), ["alice@example.org", "bureau@example.org"]);
    store = await place.open();
    for (let n = 1; n < 50; n++) await looking(instant(SATURDAY + n * HOUR));
    assert.equal((await looking(instant(SATURDAY + 50 * HOUR))).length, 2);
    const [row] = await store.alarms.all();
    assert.deepEqual(
      [row?.kind, row?.firstSeenAt, row?.toldAt, row?.goneAt],
      ["nobody-on-duty", SATURDAY, SATURDAY, null],
    );
  });

  it("says each in the language of who reads it", async () => {
    const people = nobody.people.map((person) =>
      person.id === "alice" ? { ...person, language: "en" as const } : person,
    );
    const letters = await looking(SATURDAY, { ...nobody, people });
    const sentences = letters.map(({ payload }) => JSON.stringify(payload));
    assert.match(sentences[0] ?? "", /Nobody is on duty from Monday 30/);
    assert.match(sentences[1] ?? "", /Personne n’est de permanence à partir du lundi 30/);
  });

  it("tells nobody without mail, and of what still lasts once there is some", async () => {
    assert.deepEqual(await looking(SATURDAY, nobody, { mail: null }), []);
    assert.equal((await looking(instant(SATURDAY + HOUR))).length, 2);
  });

  it("keeps the letter of Thursday for Thursday, once, a box that was off then included", async () => {
    const facts = { backup: { last: instant(SATURDAY - 40 * 24 * HOUR), appliance: null } };
    const office = wellAgency();
    assert.deepEqual(await looking(SATURDAY, office, facts), []);
    assert.deepEqual(await looking(at("2026-12-03T08:59+01:00"), undefined, facts), []);
    const late = await looking(at("2026-12-04T11:00+01:00"), undefined, facts);
    assert.deepEqual(
      late.map(({ payload }) => payload.digest),
      [true, true],
    );
    assert.equal((await looking(at("2026-12-10T09:00+01:00"), undefined, facts)).length, 2);
  });

  it("does not hurry anybody who is at the guide and has not come to a rota", async () => {
    await store.settings.set("guide", { step: "hours", finished: false, noOnCall: false }, "Alice", {
      journalled: false,
    });
    const empty = wellAgency({ rota: [] });
    assert.deepEqual(await looking(SATURDAY, empty), []);
    await store.settings.set("guide", { step: "end", finished: true, noOnCall: false }, "Alice", { journalled: false });
    assert.equal((await looking(instant(SATURDAY + HOUR))).length, 2);
  });

  it("by an hour that is not believed, nothing is told of days, nor taken for mended", async () => {
    await looking(SATURDAY, nobody);
    assert.equal(
      (await looking(instant(0), undefined, { clock: "unset" }, null)).length,
      4,
      "but that the clock is in doubt",
    );
    const gap = (await store.alarms.all()).find(({ kind }) => kind === "nobody-on-duty");
    assert.deepEqual([gap?.toldAt, gap?.goneAt], [SATURDAY, null]);
    assert.equal((await looking(instant(SATURDAY + HOUR))).length, 4);
  });

  it("is listed by the command as well", async () => {
    await store.office.replace(nobody, "Alice");
    const text = await said(() => duty({ data: place.folder, at: "2026-11-28T10:00" }));
    assert.match(text, /In the next fourteen days:\n {2}Nobody is on duty from Monday 30/);
    await store.office.replace(wellAgency(), "Alice");
    assert.doesNotMatch(await said(() => duty({ data: place.folder, at: "2026-11-28T10:00" })), /fourteen/);
  });
});

describe("what the watch knows of the announcements", () => {
  it("a closure is heard of, unless its announcement is a recording that is older", async () => {
    const place = await Place.make();
    try {
      const store = await place.open();
      const office = wellAgency();
      const facts = createFacts({
        store,
        clock: place.clock,
        backups: { last: async () => null },
        ownNumbers: () => [],
        mailTo: () => null,
        troubles: () => [],
        lines: () => [],
      });
      const recorded = async () => (await facts(office, SATURDAY)).closureRecorded;
      const which = { language: "fr" as const, urgent: true };
      const version = { text: "", origin: "recorded" as const, file: "", sha256: "00", by: "Alice" };
      await store.announcements.add({ ...which, kind: "closed" }, version);
      assert.equal(await recorded(), null, "another is said while a closure lasts");
      await store.announcements.add({ ...which, kind: "closure" }, version);
      assert.equal(await recorded(), place.clock.time);
    } finally {
      await place.remove();
    }
  });
});

describe("a number that failed in real calls", () => {
  const calls = (...outcomes: string[]) =>
    failedNumbers(outcomes.map((outcome) => ({ number: "+33600000001", outcome })));

  it("did so three times running, and nobody took it since", () => {
    assert.equal(calls("failed", "failed").size, 0);
    assert.equal(calls("accepted", "failed", "failed", "failed").size, 1);
    assert.equal(calls("failed", "failed", "failed", "no-answer").size, 0);
  });
});
