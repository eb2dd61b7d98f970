import assert from "node:assert/strict";
import fc from "fast-check";
import { dutyAt } from "../../src/duty/duty-at.ts";
import type { Office } from "../../src/duty/office.ts";
import { shiftsBetween } from "../../src/duty/shifts.ts";
import { type Instant, instant, minutes, plus } from "../../src/kernel/units.ts";
import { quietAround } from "../../src/needs/ask.ts";
import { type TakeUp, type TakeUpNext, takeUpsNext, timesOf } from "../../src/needs/take-up.ts";
import { at, instants, type OfficeData, offices, officeWith, rule } from "../duty/offices.ts";

const mail = (id: string) => ({ email: `${id}@a.example` });
const team: OfficeData = {
  people: [
    { id: "alice", name: "Alice", numbers: ["06 00 00 00 01"], ...mail("alice") },
    { id: "bruno", name: "Bruno", numbers: ["06 00 00 00 02"], ...mail("bruno") },
    { id: "chloe", name: "Chloé", numbers: ["06 00 00 00 03"], ...mail("chloe"), roles: ["plans-duty"] },
  ],
  rota: [rule("alice", "on-call", "18:00", "08:00"), rule("bruno", "on-call", "18:00", "08:00", { level: 2 })],
};

/** What the store does with a decision, in memory. */
function done(all: readonly TakeUp[], next: TakeUpNext, now: Instant): readonly TakeUp[] {
  const change = (known: TakeUp, changed: Partial<TakeUp>) =>
    all.map((each) => (each.id === known.id ? { ...each, ...changed } : each));
  switch (next.do) {
    case "ask": {
      if (next.known) return change(next.known, { step: next.step, steppedAt: now });
      const { person, service, level, from, until } = next.shift;
      const rest = { passedAt: null, confirmed: null, withdrawnAt: null, missedAt: null, zone: "Europe/Paris" };
      const shift = { person, name: next.name, service, level, from, until };
      return [...all, { id: all.length + 1, ...shift, openedAt: now, step: next.step, steppedAt: now, ...rest }];
    }
    case "tell":
      return change(next.known, { step: "told", steppedAt: now });
    case "move":
      return change(next.known, { from: next.shift.from, until: next.shift.until, withdrawnAt: null });
    case "withdraw":
      return change(next.known, { withdrawnAt: now });
    case "miss":
      return change(next.known, { missedAt: now });
  }
}

/** All that is done from then until then, looked at each minute unless told. */
function story(office: Office, from: Instant, until: Instant, known: readonly TakeUp[] = [], each = minutes(1)) {
  const told: { readonly at: Instant; readonly next: TakeUpNext }[] = [];
  let all = known;
  for (let now = from; now < until; now = plus(now, each))
    for (const next of takeUpsNext(office, all, now)) {
      told.push({ at: now, next });
      all = done(all, next, now);
    }
  return { told, all };
}

const said = ({ told }: ReturnType<typeof story>, zone = "Europe/Paris") =>
  told.map(({ at: when, next }) => {
    const time = new Intl.DateTimeFormat("fr-FR", { timeZone: zone, timeStyle: "short" }).format(when);
    const person = "shift" in next ? next.shift.person : next.known.person;
    const asks = "asks" in next ? next.asks.map(({ person: to, channel }) => ` ${channel}:${to}`).join("") : "";
    return `${time} ${next.do === "ask" ? next.step : next.do} ${person}${asks}`;
  });

const MONDAY = at("2026-11-23T12:00+01:00");
const hours = (n: number) => minutes(n * 60);

describe("taking up duty", () => {
  it("is asked for by letter, then by a call, then of the next level and whoever plans the duty", () => {
    assert.deepEqual(said(story(officeWith(team), MONDAY, plus(MONDAY, hours(22)))), [
      "17:30 asked alice email:alice",
      "17:30 asked bruno email:bruno",
      "18:00 rung alice call:alice",
      "18:00 rung bruno call:bruno",
      "18:10 tell alice email:bruno call:bruno email:chloe",
      "18:10 tell bruno email:chloe",
      "08:00 miss alice",
      "08:00 miss bruno",
    ]);
  });

  it("follows the office's own times, a call before the beginning too, and no calls where it wants none", () => {
    const before = officeWith({ ...team, takeUp: { before: 60, callAfter: -15, tellAfter: 30 } });
    assert.deepEqual(
      said(story(before, MONDAY, plus(MONDAY, hours(8)))).filter((each) => /(asked|rung|tell) alice/.test(each)),
      [
        "17:00 asked alice email:alice",
        "17:45 rung alice call:alice",
        "18:30 tell alice email:bruno call:bruno email:chloe",
      ],
    );
    const quiet = officeWith({ ...team, takeUp: { calls: false } });
    assert.deepEqual(
      said(story(quiet, MONDAY, plus(MONDAY, hours(8)))).filter((each) => each.includes(" alice")),
      ["17:30 asked alice email:alice", "18:10 tell alice email:bruno email:chloe"],
    );
  });

  it("of a shift of the night is asked for in the evening before, and rings nobody in the quiet hours", () => {
    const office = officeWith({ ...team, rota: [rule("alice", "on-call", "02:00", "08:00")] });
    assert.deepEqual(said(story(office, MONDAY, plus(MONDAY, hours(18)))), [
      "19:15 asked alice email:alice",
      "19:45 rung alice call:alice",
      "19:55 tell alice email:chloe",
    ]);
  });

  it("of a shift that was given in the night waits for its beginning before it rings", () => {
    const office = officeWith({ ...team, rota: [rule("alice", "on-call", "02:00", "08:00")] });
    const late = at("2026-11-23T23:00+01:00");
    assert.deepEqual(said(story(office, late, plus(late, hours(5)))), [
      "23:00 asked alice email:alice",
      "02:00 rung alice call:alice",
      "02:05 tell alice email:chloe",
    ]);
  });

  it("is not asked for where a shift began long before, or where the rule does not ask", () => {
    const evening = at("2026-11-23T19:30+01:00");
    assert.deepEqual(said(story(officeWith(team), evening, plus(evening, hours(3)))), []);
    const off = officeWith({ ...team, takeUp: { who: "off" } });
    assert.deepEqual(said(story(off, MONDAY, plus(MONDAY, hours(20)))), []);
  });

  it("of duty is asked for where the office wants it, and a day's work once", () => {
    const office = officeWith({
      ...team,
      rota: [rule("alice", "duty", "08:00", "19:00")],
      takeUp: { who: "all" },
    });
    const morning = at("2026-11-23T06:00+01:00");
    const first = story(office, morning, plus(morning, minutes(200)));
    assert.deepEqual(said(first), [
      "08:30 asked alice email:alice",
      "09:00 rung alice call:alice",
      "09:10 tell alice email:chloe",
    ]);
    const nine = at("2026-11-23T09:01+01:00");
    const taken = first.all.map((each) => ({
      ...each,
      confirmed: { at: nine, how: "key" as const, by: { id: "alice", name: "Alice" } },
    }));
    assert.deepEqual(said(story(office, nine, plus(nine, hours(9)), taken)), []);
  });

  it("goes with the shift when it is moved, and is over for whoever has it no more", () => {
    const asked = story(officeWith(team), MONDAY, at("2026-11-23T17:40+01:00")).all;
    const later = officeWith({ ...team, rota: [rule("alice", "on-call", "19:00", "08:00")] });
    const five = at("2026-11-23T17:40+01:00");
    assert.deepEqual(said(story(later, five, plus(five, hours(2)), asked)), [
      "17:40 withdraw bruno",
      "17:40 move alice",
      "19:00 rung alice call:alice",
      "19:10 tell alice email:chloe",
    ]);
  });

  it("asks each person of any office once by each way, in time, and only for a shift that is theirs", () => {
    fc.assert(
      fc.property(offices, instants, (blank, begin) => {
        const people = blank.people.map((person) => ({ ...person, email: `${person.id}@a.example` }));
        const office: Office = { ...blank, people, takeUp: { ...blank.takeUp, who: "all" } };
        const end = plus(begin, hours(30));
        const { told } = story(office, begin, end, [], minutes(5));
        const once = new Set<string>();
        for (const { at: now, next } of told) {
          assert.ok(next.do === "ask" || next.do === "tell" || next.do === "miss", next.do);
          if (next.do === "miss") continue;
          const { person, service, from, until } = next.shift;
          const key = `${next.do === "ask" ? next.step : "told"} ${service} ${person} ${from}`;
          assert.ok(!once.has(key), `twice: ${key}`);
          once.add(key);
          const there = dutyAt(office, instant(Math.max(now, from)));
          assert.ok((service === "duty" ? there.onDuty : there.onCall).some(({ id }) => id === person));
          assert.ok(now < until);
          if (next.do === "ask" && next.step === "rung")
            assert.ok(now >= from || quietAround(office, now) === null, "rung at night before it began");
          for (const { person: to } of "asks" in next && next.do === "tell" ? next.asks : [])
            assert.notEqual(to, person);
        }
        for (const shift of shiftsBetween(office, begin, end)) {
          const { letter } = timesOf(shift, office);
          if (letter < begin || shift.from >= end) continue;
          assert.ok(once.has(`asked ${shift.service} ${shift.person} ${shift.from}`), `${shift.person} was not asked`);
          const asked = told.find(({ next }) => next.do === "ask" && next.shift.from === shift.from)?.at ?? end;
          assert.ok(asked - letter < minutes(5) && asked <= shift.from);
        }
      }),
      { numRuns: 25 },
    );
  });
});
