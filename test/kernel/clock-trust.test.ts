import assert from "node:assert/strict";
import { judge, type Known, type LastGood, officeHour, type Reading } from "../../src/kernel/clock-trust.ts";
import { type Instant, instant, millis, minutes } from "../../src/kernel/units.ts";

const NOW = instant(Date.UTC(2026, 10, 28, 9, 0));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number): Instant => instant(NOW + ms);
const reading = (ms: number, up = 10 * HOUR, boot = "this"): Reading => ({ wall: at(ms), up: millis(up), boot });
const good = (ms: number, up: number, boot = "this", more: Partial<LastGood> = {}): LastGood => ({
  wall: at(ms),
  up: millis(up),
  boot,
  by: "plausible",
  since: at(ms),
  unsettled: millis(0),
  ...more,
});
const nothing: Known = { lastGood: null, newest: null, synchronised: null, network: null, says: "judge" };
const told = (now: Reading, known: Partial<Known>): string => {
  const verdict = judge(now, { ...nothing, ...known });
  if (!verdict.trusted) return `not: ${verdict.why}`;
  const { by, unsettled } = verdict.good;
  return unsettled === 0 ? by : `${by}, unsettled ${Math.round(unsettled / HOUR)} h`;
};
/** An hour ago in this start of the machine, and before its start. */
const anHourAgo = good(-HOUR, 9 * HOUR);
const beforeTheStart = (ms: number) => good(ms, 99 * DAY, "another");

describe("whether the clock is to be believed", () => {
  const table: readonly (readonly [what: string, now: Reading, known: Partial<Known>, is: string])[] = [
    ["nothing is known", reading(0), {}, "plausible"],
    ["it says 1970", reading(-NOW), {}, "not: unset"],
    ["it says 1970 and a time server is said to have set it", reading(-NOW), { synchronised: at(0) }, "not: unset"],
    ["it says the year before this release", reading(-366 * DAY), {}, "not: unset"],
    ["the configuration answers for it", reading(-NOW), { says: "trust" }, "told"],
    ["a time server set it ten minutes ago", reading(0), { synchronised: at(-10 * 60_000) }, "synchronised"],
    ["one set it three hours ago", reading(0), { synchronised: at(-3 * HOUR) }, "plausible"],
    ["a mobile network told the same an hour ago", reading(0), { network: reading(-HOUR, 9 * HOUR) }, "network"],
    ["it told another", reading(0), { network: reading(HOUR, 9 * HOUR) }, "not: unlike-network"],
    ["it told another at another start", reading(0), { network: reading(HOUR, 9 * HOUR, "another") }, "plausible"],
    [
      "it tells another, after a night without power",
      reading(-8 * HOUR, HOUR),
      { lastGood: beforeTheStart(-8 * HOUR), network: reading(0, HOUR) },
      "not: unlike-network",
    ],
    [
      "it tells another, and a time server the same",
      reading(0),
      { network: reading(HOUR), synchronised: at(-10 * 60_000) },
      "synchronised",
    ],
    [
      "it tells another, and a person has looked",
      reading(0),
      { network: reading(HOUR), lastGood: good(-HOUR, 9 * HOUR, "this", { by: "person" }) },
      "person",
    ],
    ["it says 1970 and a mobile network the right hour", reading(-NOW), { network: reading(0) }, "not: unset"],
    ["it goes on", reading(0), { lastGood: anHourAgo }, "plausible"],
    [
      "it goes on, believed by a person",
      reading(0),
      { lastGood: good(-HOUR, 9 * HOUR, "this", { by: "person" }) },
      "person",
    ],
    ["it was set ahead by four minutes", reading(4 * 60_000), { lastGood: anHourAgo }, "plausible"],
    ["by an hour", reading(HOUR), { lastGood: anHourAgo }, "plausible, unsettled 24 h"],
    ["by ten days", reading(10 * DAY), { lastGood: anHourAgo }, "plausible, unsettled 240 h"],
    ["by a year", reading(365 * DAY), { lastGood: anHourAgo }, "not: ahead"],
    [
      "by a year, and a time server agrees",
      reading(365 * DAY),
      { lastGood: anHourAgo, synchronised: at(365 * DAY) },
      "synchronised",
    ],
    [
      "by a year, and a time server set it before",
      reading(365 * DAY),
      { lastGood: anHourAgo, synchronised: at(0) },
      "not: ahead",
    ],
    ["it was set back by a day", reading(-DAY), { lastGood: anHourAgo }, "not: behind"],
    [
      "by half an hour, which is after what is known",
      reading(-HOUR / 2),
      { lastGood: anHourAgo },
      "plausible, unsettled 24 h",
    ],
    [
      "what was unsettled an hour ago",
      reading(0),
      { lastGood: good(-HOUR, 9 * HOUR, "this", { unsettled: millis(5 * HOUR) }) },
      "plausible, unsettled 4 h",
    ],
    ["after a night without power", reading(0), { lastGood: beforeTheStart(-12 * HOUR) }, "plausible"],
    ["after a week", reading(0), { lastGood: beforeTheStart(-7 * DAY) }, "plausible, unsettled 168 h"],
    ["after a year", reading(0), { lastGood: beforeTheStart(-365 * DAY) }, "not: ahead"],
    ["after a start earlier than before", reading(0), { lastGood: beforeTheStart(HOUR) }, "not: behind"],
    ["the database is of yesterday", reading(0), { newest: at(-HOUR) }, "plausible"],
    ["the database has lain for a year", reading(0), { newest: at(-365 * DAY) }, "plausible, unsettled 744 h"],
    ["the database is of next year", reading(0), { newest: at(366 * DAY) }, "not: behind"],
  ];
  for (const [what, now, known, is] of table) it(`${what}: ${is}`, () => assert.equal(told(now, known), is));

  it("says since when, without a break", () => {
    const lastGood = good(-HOUR, 9 * HOUR, "this", { since: at(-99 * HOUR) });
    const verdict = judge(reading(0), { ...nothing, lastGood });
    assert.equal(verdict.trusted && verdict.good.since, at(-99 * HOUR));
    const set = judge(reading(HOUR), { ...nothing, lastGood });
    assert.equal(set.trusted && set.good.since, at(HOUR));
  });

  it("leaves the office's hour as it was in a clock that is set far away, and knows none before it is set", () => {
    const hour = (now: Reading, before: Reading | null) =>
      officeHour(now, judge(now, { ...nothing, lastGood: before && { ...good(0, 0), ...before } }), before);
    assert.equal(hour(reading(0), anHourAgo), at(0));
    assert.equal(hour(reading(365 * DAY), anHourAgo), at(0));
    assert.equal(hour(reading(-NOW), anHourAgo), at(0));
    assert.equal(hour(reading(-NOW), null), null);
    assert.equal(hour(reading(minutes(30)), anHourAgo), at(minutes(30)));
  });

  it("takes the office's hour from a mobile network, unless something better was known since the start", () => {
    const network = reading(-HOUR, 9 * HOUR);
    const hour = (now: Reading, lastGood: LastGood | null) =>
      officeHour(now, judge(now, { ...nothing, lastGood, network }), lastGood, network);
    assert.equal(hour(reading(-NOW), null), at(0));
    assert.equal(hour(reading(5 * HOUR), null), at(0));
    assert.equal(hour(reading(-NOW), good(-2 * HOUR, 9 * HOUR)), at(0), "what only seemed right");
    const told = good(-2 * HOUR, 9 * HOUR, "this", { by: "synchronised" });
    assert.equal(hour(reading(-NOW), told), at(-HOUR), "by a time server, since the start");
    assert.equal(hour(reading(-3 * HOUR), told), at(-HOUR), "and set wrongly since");
    assert.equal(officeHour(reading(-NOW), judge(reading(-NOW), nothing), null, reading(0, HOUR, "another")), null);
  });
});
