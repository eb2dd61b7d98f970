import assert from "node:assert/strict";
import type { Plan } from "../../src/attendant/plan.ts";
import type { Office, Person } from "../../src/duty/office.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import { recipients, type Telling, tellOfMessage, tellOfMissedCall } from "../../src/reception/telling.ts";
import type { Message } from "../../src/store/message-record.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { officeWith } from "../scenarios/office.ts";
import { aCall, EVENING, forwardTo, MORNING, planOf } from "./a-call.ts";

const office = officeWith({});
const at = (...ids: readonly string[]) => ids.map((id) => `${id}@tilleuls.example`);
const wrongKey = { kind: "wrong-key", language: "fr" } as const;
const menu = (keys: Record<string, Plan["steps"]>, otherwise: Plan["steps"]): Plan =>
  planOf({ do: "menu", announcement: wrongKey, wrongKey, wait: seconds(5), keys, otherwise });

describe("who is told", () => {
  const told = (plan: Plan | null, when = MORNING, of: Office = office, mailTo: readonly string[] = []) =>
    recipients(aCall({ plan, at: when }), of, mailTo, "messages");

  it("is whom the plan would have rung", () => {
    assert.deepEqual(told(planOf(forwardTo(office, "carl", "dora")), EVENING), at("carl", "dora"));
  });

  it("is whom any key of its menu, or none, would have rung", () => {
    const plan = menu(
      {
        "1": [forwardTo(office, "carl")],
        "2": menu({ "3": [forwardTo(office, "dora")] }, []).steps,
      },
      [forwardTo(office, "bob")],
    );
    assert.deepEqual(told(plan, EVENING), at("bob", "carl", "dora"));
  });

  it("is whoever is on duty, on a line that can't forward", () => {
    assert.deepEqual(told(planOf({ do: "hangUp" })), at("anne", "bob"));
    assert.deepEqual(told(null), at("anne", "bob"));
  });

  it("is whoever is on call when the office is closed, even if the plan rings nobody", () => {
    assert.deepEqual(told(planOf({ do: "hangUp" }), EVENING), at("carl", "dora"));
  });

  it("is no one who is on leave", () => {
    const away = officeWith({
      leave: [{ id: "l", person: "anne", firstDay: "2026-11-23", lastDay: "2026-11-23" }],
    });
    assert.deepEqual(told(null, MORNING, away), at("bob"));
  });

  it("is whose the call was by the hour that was believed; while none was known, whom the schedule ever names (R2)", () => {
    const in1970 = instant(60_000);
    const all = at("anne", "bob", "carl", "dora");
    assert.deepEqual([...recipients(aCall({ plan: null, at: in1970 }), office, [], "messages")].sort(), all);
    assert.deepEqual([...recipients({ ...aCall({ at: MORNING }), hour: null }, office, [], "messages")].sort(), all);
    assert.deepEqual(
      recipients({ ...aCall({ plan: null, at: in1970 }), hour: EVENING }, office, [], "messages"),
      at("carl", "dora"),
    );
  });

  it("is everyone once, those of the configuration after those of the office", () => {
    const plan = planOf(forwardTo(office, "bob", "anne"), forwardTo(office, "bob"));
    assert.deepEqual(told(plan, MORNING, office, ["x@example.org", ...at("anne"), "x@example.org"]), [
      ...at("anne", "bob"),
      "x@example.org",
    ]);
  });

  const wanting = (of: Partial<Record<string, Partial<Person["told"]>>>) =>
    officeWith({
      people: office.people.map(({ email = "", ...person }) => ({ ...person, email, told: of[person.id] ?? {} })),
    });
  const own = aCall({ plan: planOf(forwardTo(office, "anne")), at: MORNING });

  for (const [what, people, ofMessages, ofMissedCalls] of [
    ["own calls unless told otherwise", {}, ["anne", "bob"], ["anne", "bob"]],
    ["all, off duty too", { dora: { messages: "all" } }, ["anne", "bob", "dora"], ["anne", "bob"]],
    [
      "all of both",
      { carl: { messages: "all", missedCalls: "all" } },
      ["anne", "bob", "carl"],
      ["anne", "bob", "carl"],
    ],
    ["nothing, on duty too", { anne: { messages: "none", missedCalls: "none" } }, ["bob"], ["bob"]],
    ["messages alone", { anne: { missedCalls: "none" } }, ["anne", "bob"], ["bob"]],
    ["own calls, none of others'", { dora: { messages: "own", missedCalls: "own" } }, ["anne", "bob"], ["anne", "bob"]],
  ] as const)
    it(`is who wants to be: ${what}`, () => {
      const of = wanting(people);
      assert.deepEqual(recipients(own, of, [], "messages"), at(...ofMessages));
      assert.deepEqual(recipients(own, of, [], "missedCalls"), at(...ofMissedCalls));
    });

  it("is a person who wants to know of all once, on leave too", () => {
    const away = officeWith({
      people: wanting({ anne: { messages: "all" } }).people.map(({ email = "", ...person }) => ({ ...person, email })),
      leave: [{ id: "l", person: "anne", firstDay: "2026-11-23", lastDay: "2026-11-23" }],
    });
    assert.deepEqual(told(null, MORNING, away), at("anne", "bob"));
  });

  it("is nobody without an address", () => {
    const people = office.people.map(({ email, ...person }) =>
      person.id === "anne" ? person : { ...person, ...(email === undefined ? {} : { email }) },
    );
    assert.deepEqual(told(null, MORNING, officeWith({ people })), at("bob"));
  });
});

const toldAll = (person: Person): Person => ({ ...person, told: { messages: "all", missedCalls: "all" } });

describe("telling", () => {
  let place: Place;
  let store: Store;
  let woken: number;
  const telling = (mailTo: readonly string[] = ["bureau@example.org"]): Telling => ({
    store,
    log: place.log,
    mailTo: () => mailTo,
    wake: () => void woken++,
  });
  const posted = async () => {
    await store.calls.flushed();
    return (await store.outbox.list()).map(({ channel, kind, to, payload }) => [channel, kind, to, payload]).reverse();
  };

  beforeEach(async () => {
    woken = 0;
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  it("of a missed call puts a letter for each into the outbox, and wakes whoever delivers", async () => {
    const call = aCall();
    tellOfMissedCall(telling(), call, office);
    const payload = { call: call.id };
    assert.deepEqual(
      await posted(),
      [...at("anne", "bob"), "bureau@example.org"].map((to) => ["email", "missed-call", to, payload]),
    );
    assert.equal(woken, 1);
  });

  it("goes by the hour for calls, not by what the clock says (R2)", async () => {
    const call = aCall({ at: MORNING, plan: null });
    tellOfMissedCall({ ...telling([]), hourFor: () => EVENING }, call, office);
    assert.deepEqual(
      (await posted()).map(([, , to]) => to),
      at("carl", "dora"),
    );
  });

  it("of a missed call that can't be written down is logged, and ends nothing", async () => {
    await place.close(store);
    tellOfMissedCall(telling(), aCall(), office);
    await store.calls.flushed();
    assert.equal(place.log.count("store.write-dropped"), 1);
    assert.equal(woken, 0);
  });

  it("of a message names the message and its call", () => {
    const call = aCall();
    const entries = tellOfMessage(telling([]), call, office)({ id: `${call.id}-2` } as Message);
    assert.deepEqual(
      entries.map(({ kind, to, payload }) => [kind, to, payload]),
      at("anne", "bob").map((to) => ["message", to, { message: `${call.id}-2`, call: call.id }]),
    );
  });

  it("reaches those who are told of everything though the schedule can't be worked out", async () => {
    const call = aCall();
    const dora = { ...office, people: office.people.map((each) => (each.id === "dora" ? toldAll(each) : each)) };
    const broken: Office = { ...dora, zone: "Mars/Base" };
    const entries = tellOfMessage(telling(), call, broken)({ id: call.id } as Message);
    assert.deepEqual(
      entries.map(({ to }) => to),
      [...at("dora"), "bureau@example.org"],
    );
    assert.equal(place.log.count("app.nobody-on-duty-told"), 1);
  });
});
