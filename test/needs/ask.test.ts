import assert from "node:assert/strict";
import { instant, minutes, plus } from "../../src/kernel/units.ts";
import { openNeed } from "../../src/needs/advance.ts";
import { type Asked, askNext, quietUntil } from "../../src/needs/ask.ts";
import type { Need, NeedWhy, Weight } from "../../src/needs/need.ts";
import { at, type OfficeData, officeWith, rule } from "../duty/offices.ts";

const night = at("2026-11-23T23:00+01:00");
const noon = at("2026-11-23T12:00+01:00");

const need = (weight: Weight, why: NeedWhy = "nobody-took-it", since = noon): Need =>
  openNeed(
    {
      ...{ call: "c1", why, number: "+33140000001", name: null, presentation: "given", fragile: weight === "fragile" },
      ...{ weight, zone: "Europe/Paris", due: plus(since, minutes(240)) },
    },
    since,
  ).need;

const mail = (id: string) => ({ email: `${id}@a.example` });
const team: OfficeData = {
  people: [
    { id: "alice", name: "Alice", numbers: ["06 00 00 00 01"], ...mail("alice") },
    { id: "bruno", name: "Bruno", numbers: ["06 00 00 00 02"], ...mail("bruno") },
    { id: "chloe", name: "Chloé", numbers: ["06 00 00 00 03"], ...mail("chloe"), roles: ["follows-up"] },
  ],
  rota: [rule("alice", "on-call", "00:00", "24:00"), { ...rule("bruno", "on-call", "00:00", "24:00"), level: 2 }],
};

/** Who is asked, level after level, until the last resort. */
function story(office: OfficeData, start: Need, rung: readonly string[] = [], from = start.openedAt) {
  const made = officeWith(office);
  const told: string[] = [];
  let [state, now] = [start, from];
  for (let n = 0; n < 100; n++) {
    const decided: Asked = askNext(state, { office: made, hour: now, rung }, now);
    switch (decided.do) {
      case "wait":
        assert.ok(decided.until > now, "time goes on");
        told.push("wait");
        now = decided.until;
        break;
      case "ask":
        assert.ok(decided.next > now);
        told.push([...new Set(decided.asks.map(({ person }) => person))].join("+"));
        state = { ...state, round: decided.round, level: decided.level, nextAskAt: decided.next };
        now = decided.next;
        break;
      case "last-resort":
        return [...told, `last: ${decided.tell.map(({ id }) => id).join("+")}`];
    }
  }
  throw new Error("it never ends");
}

describe("who is asked next about a caller who was not served", () => {
  it("is whoever was rung, then on-call by its levels, then whoever follows up, round after round, then who is told last", () => {
    const once = ["alice", "bruno", "chloe"];
    assert.deepEqual(story(team, need("fragile"), ["alice"]), [...once, ...once, ...once, "last: chloe"]);
  });

  it("is nobody on call for what can wait", () => {
    assert.deepEqual(story({ ...team, escalation: { usual: { rounds: 1 } } }, need("usual")), ["chloe", "last: chloe"]);
  });

  it("is whoever was named to be told last, at once, where there is nobody to ask", () => {
    const people = (team.people ?? []).map((person) => ({ ...person, roles: [] }));
    assert.deepEqual(story({ people, rota: [], escalation: { supervisors: ["bruno"] } }, need("fragile")), [
      "last: bruno",
    ]);
    assert.deepEqual(story({ people, rota: [] }, need("fragile")), ["last: "]);
  });

  it("is asked by letter and by telephone when it can't wait, by letter alone when it can", () => {
    const ways = (weight: Weight) => {
      const decided = askNext(need(weight), { office: officeWith(team), hour: noon, rung: [] }, noon);
      return decided.do === "ask" ? decided.asks.map(({ channel, to }) => `${channel} ${to}`) : [];
    };
    assert.deepEqual(ways("fragile"), ["email alice@a.example", "call +33600000001"]);
    assert.deepEqual(ways("usual"), ["email chloe@a.example"]);
  });

  it("waits for the morning only where it can wait, and for the deadline where nobody said anything", () => {
    assert.equal(story(team, need("usual", "message", night))[0], "wait");
    assert.equal(story(team, need("urgent", "message", night))[0], "alice");
    assert.equal(story(team, need("usual", "empty-message"))[0], "wait");
    assert.equal(story(team, { ...need("usual", "empty-message"), calls: ["c1", "c2"] })[0], "chloe");
  });

  it("is whoever is ever on call, while no hour is believed", () => {
    const decided = askNext(need("fragile"), { office: officeWith(team), hour: null, rung: [] }, instant(1000));
    assert.deepEqual(decided.do === "ask" && [...new Set(decided.asks.map(({ person }) => person))], [
      "alice",
      "bruno",
    ]);
  });
});

describe("quiet hours", () => {
  const until = (when: string, hours: OfficeData["escalation"] = {}) =>
    quietUntil(officeWith({ escalation: hours }), at(when));

  it("run over midnight, by the wall clock of the office, through both changes of its hour", () => {
    assert.equal(until("2026-11-23T19:59+01:00"), null);
    assert.equal(until("2026-11-23T20:00+01:00"), at("2026-11-24T08:00+01:00"));
    assert.equal(until("2026-11-24T07:59+01:00"), at("2026-11-24T08:00+01:00"));
    assert.equal(until("2026-11-24T08:00+01:00"), null);
    assert.equal(until("2026-10-24T23:00+02:00"), at("2026-10-25T08:00+01:00"));
    assert.equal(until("2026-03-28T23:00+01:00"), at("2026-03-29T08:00+02:00"));
  });

  it("may lie within a day, or be none", () => {
    const siesta = { quietFrom: "12:00", quietTo: "14:00" };
    assert.equal(until("2026-11-23T13:00+01:00", siesta), at("2026-11-23T14:00+01:00"));
    assert.equal(until("2026-11-23T23:00+01:00", siesta), null);
    assert.equal(until("2026-11-23T23:00+01:00", { quietFrom: "08:00", quietTo: "08:00" }), null);
  });
});
