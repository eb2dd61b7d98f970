import assert from "node:assert/strict";
import type { Office } from "../../src/duty/office.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { instant, millis, minutes, seconds } from "../../src/kernel/units.ts";
import type { Line } from "../../src/line/line.ts";
import { divertTarget, keepDiverted, leaveDiverted } from "../../src/reception/divert.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { anne, bob, officeWith } from "../scenarios/office.ts";
import { parisTime } from "../scenarios/scene.ts";

const weekdays = [1, 2, 3, 4, 5];
const office = officeWith({ hours: [{ weekdays, from: "09:00", to: "18:00" }] });
const absent = (from: string, until: string) =>
  officeWith({ absences: [{ id: "a", from: parisTime(from), until: parisTime(until), by: "Anne" }] });

describe("where the network forwards calls to", () => {
  const cases: readonly (readonly [string, Office, string, string | null])[] = [
    ["in duty hours, the first on duty", office, "2026-11-23T10:00", anne],
    ["out of hours, nobody", office, "2026-11-23T20:00", null],
    ["on a holiday, nobody", office, "2026-12-25T10:00", null],
    [
      "on a holiday that is worked, the first on duty",
      { ...office, workedHolidays: ["easter 50"] },
      "2027-05-17T10:00",
      anne,
    ],
    ["in an absence, nobody", absent("2026-11-23T10:00", "2026-11-23T10:30"), "2026-11-23T10:15", null],
    [
      "while the first is on leave, the second",
      officeWith({ leave: [{ id: "l", person: "anne", firstDay: "2026-11-23", lastDay: "2026-11-23" }] }),
      "2026-11-23T10:00",
      bob,
    ],
    ["without a rota, nobody", officeWith({ rota: [] }), "2026-11-23T10:00", null],
  ];
  for (const [what, of, at, to] of cases) it(what, () => assert.equal(divertTarget(of, parisTime(at)), to));
});

describe("the network's forwarding", () => {
  /** Keeps it from `from` on for this long; each order with its time in Paris. */
  async function orders(
    from: string,
    hours: number,
    options: {
      readonly office?: () => Promise<Office>;
      readonly refuses?: (n: number) => boolean;
      readonly meanwhile?: (clock: VirtualClock) => Promise<void>;
    } = {},
  ) {
    const clock = new VirtualClock(parisTime(from));
    const log = new HeardLog();
    const given: string[] = [];
    let asked = 0;
    const order = async (what: string) => {
      const time = new Date(clock.now()).toISOString().slice(5, 19);
      given.push(`${time} ${what}`);
      await clock.sleep(seconds(8));
      if (options.refuses?.(++asked)) throw new Error("the line is in a call");
    };
    const line: Line = {
      ...(await deadLine()),
      divert: { set: (to: PhoneNumber) => order(to), clear: () => order("nobody") },
    };
    const stop = new AbortController();
    const keeping = keepDiverted(line, options.office ?? (async () => office), clock, log, stop.signal);
    await (options.meanwhile?.(clock) ?? clock.pass(millis(hours * 3_600_000)));
    stop.abort();
    await clock.run(keeping);
    return { given, log };
  }

  it("is set when duty begins and cleared when it ends", async () => {
    const { given, log } = await orders("2026-11-23T08:30", 24);
    // Paris is an hour ahead of UTC.
    assert.deepEqual(given, ["11-23T07:30:00 nobody", `11-23T08:00:00 ${anne}`, "11-23T17:00:00 nobody"]);
    assert.equal(log.count("line.diverted"), 3);
  });

  it("keeps to the wall clock through both nights on which it changes", async () => {
    const daily = officeWith({
      hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "18:00" }],
      closedOnHolidays: false,
    });
    const spring = await orders("2026-03-28T20:00", 22, { office: async () => daily });
    assert.deepEqual(spring.given, ["03-28T19:00:00 nobody", `03-29T07:00:00 ${anne}`, "03-29T16:00:00 nobody"]);
    const autumn = await orders("2026-10-24T20:00", 24, { office: async () => daily });
    assert.deepEqual(autumn.given, ["10-24T18:00:00 nobody", `10-25T08:00:00 ${anne}`, "10-25T17:00:00 nobody"]);
  });

  it("is tried again each minute until the line takes it", async () => {
    const { given, log } = await orders("2026-11-23T10:00", 0.2, { refuses: (n) => n <= 3 });
    const to = given.map((each) => each.slice(6));
    assert.deepEqual(
      to,
      ["09:00:00", "09:01:08", "09:02:16", "09:03:24"].map((time) => `${time} ${anne}`),
    );
    assert.equal(log.count("line.not-diverted"), 3);
    assert.equal(log.count("line.diverted"), 1);
  });

  it("follows a schedule that is edited within a minute", async () => {
    let now = office;
    const { given } = await orders("2026-11-23T10:00", 0, {
      office: async () => now,
      async meanwhile(clock) {
        await clock.pass(minutes(5));
        now = officeWith({ leave: [{ id: "l", person: "anne", firstDay: "2026-11-23", lastDay: "2026-11-23" }] });
        await clock.pass(minutes(1));
      },
    });
    assert.deepEqual(
      given.map((each) => each.slice(-12)),
      [anne, bob],
    );
  });

  it("is left alone while the schedule can't be read, and follows it afterwards", async () => {
    let readable = false;
    const { given, log } = await orders("2026-11-23T10:00", 0, {
      office: async () => (readable ? office : Promise.reject(new Error("no disk"))),
      async meanwhile(clock) {
        await clock.pass(minutes(3));
        readable = true;
        await clock.pass(minutes(2));
      },
    });
    assert.deepEqual(
      given.map((each) => each.slice(-12)),
      [anne],
    );
    assert.ok(log.count("line.not-diverted") >= 3);
  });

  it("that another device changed is told, and put right; when it is, that is told too (N8)", async () => {
    const clock = new VirtualClock(parisTime("2026-11-23T10:00"));
    const log = new HeardLog();
    let network: string | null = "+33699999999";
    const line: Line = {
      ...(await deadLine()),
      divert: {
        async set(to) {
          network = to;
        },
        async clear() {
          network = null;
        },
        now: async () => network,
      },
    };
    const told: (string | null)[] = [];
    const stop = new AbortController();
    const keeping = keepDiverted(
      line,
      async () => office,
      clock,
      log,
      stop.signal,
      undefined,
      undefined,
      (fault) => told.push(fault?.code ?? null),
    );
    await clock.pass(minutes(1));
    assert.equal(network, anne, "what was found at the start is put right");
    await clock.pass(minutes(60));
    assert.deepEqual(told, []);
    network = "+33699999999";
    await clock.pass(minutes(17));
    assert.deepEqual([network, told], [anne, ["line.diverted-by-another", null]]);
    // In the way in which the network writes it.
    network = `0${anne.slice(3)}`;
    await clock.pass(minutes(40));
    assert.equal(told.length, 2);
    stop.abort();
    await clock.run(keeping);
  });

  for (const [what, to, safe, expected] of [
    ["goes nowhere", anne, null, ["nobody"]],
    ["goes to the number that was chosen for this", anne, bob, [bob]],
    ["is left where nobody set it", undefined, null, []],
    ["is left where it goes nowhere already", null, null, []],
  ] as const)
    it(`while the box is off ${what}`, async () => {
      const given: string[] = [];
      const divert = {
        set: async (number: PhoneNumber) => void given.push(number),
        clear: async () => void given.push("nobody"),
      };
      const line = { ...(await deadLine()), divert };
      const number = (text: string | null | undefined) => text as PhoneNumber | null | undefined;
      const clock = new VirtualClock(instant(0));
      await clock.run(leaveDiverted(line, { to: number(to) }, number(safe) ?? null, clock, new HeardLog()));
      assert.deepEqual(given, expected);
    });

  it("that was begun, and of which nobody heard the end, is not left to whoever it was for", async () => {
    const clock = new VirtualClock(parisTime("2026-11-23T10:00"));
    const given: string[] = [];
    const set = async (to: PhoneNumber) => {
      given.push(to);
      throw new Error("the line is in trouble");
    };
    const line = { ...(await deadLine()), divert: { set, clear: async () => void given.push("nobody") } };
    const stop = new AbortController();
    const diverted = { to: null };
    const keeping = keepDiverted(line, async () => office, clock, new HeardLog(), stop.signal, diverted);
    await clock.pass(seconds(30));
    stop.abort();
    await clock.run(keeping);
    await clock.run(leaveDiverted(line, diverted, null, clock, new HeardLog()));
    assert.deepEqual(given, [anne, "nobody"]);
  });

  it("is not waited for when the network does not answer while the box is shut down", async () => {
    const divert = { set: () => new Promise<void>(() => undefined), clear: () => new Promise<void>(() => undefined) };
    const clock = new VirtualClock(instant(0));
    const log = new HeardLog();
    await clock.run(leaveDiverted({ ...(await deadLine()), divert }, { to: anne as PhoneNumber }, null, clock, log));
    assert.equal(log.count("line.not-diverted"), 1);
  });

  it("is not waited for on a line that has none", async () => {
    const clock = new VirtualClock(instant(0));
    const none = () => assert.fail("the schedule is not asked");
    await keepDiverted(await deadLine(), none, clock, new HeardLog(), new AbortController().signal);
  });
});

/** A line that nothing happens on. */
async function deadLine(): Promise<Line> {
  const nothing = async () => undefined;
  return {
    name: "line-1",
    events: (async function* () {})(),
    answer: nothing,
    hangUp: nothing,
    play: nothing,
    close: nothing,
    listen: async function* () {},
  };
}
