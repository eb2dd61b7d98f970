import assert from "node:assert/strict";
import fc from "fast-check";
import type { Office } from "../../src/duty/office.ts";
import { zoneNamed } from "../../src/duty/wall-clock.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { type Alarm, nothingWrong, standing, type WatchFacts } from "../../src/watch/alarm.ts";
import { foresee } from "../../src/watch/foresee.ts";
import { lettersAround } from "../../src/watch/severity.ts";
import { type AlarmState, tell } from "../../src/watch/tell.ts";
import { at, rule } from "../duty/offices.ts";
import { SATURDAY, wellAgency } from "./an-agency.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const weekdays = [1, 2, 3, 4, 5];
const onDuty = (from: string, to: string, more = {}) =>
  rule("alice", "duty", from, to, { repeat: { every: "week", weekdays }, ...more });
const always = rule("bruno", "on-call", "00:00", "24:00");

/** The watch of one appliance, looked at as its process does, and the letters that it sends. */
class Watch {
  states: readonly AlarmState[] = [];
  readonly letters: { readonly at: Instant; readonly digest: boolean; readonly keys: readonly string[] }[] = [];
  office: Office;
  facts: Partial<WatchFacts> = {};
  canTell = true;
  believed = true;
  #last: Instant | null = null;

  constructor(office: Office) {
    this.office = office;
  }

  look(now: Instant): void {
    const { last } = lettersAround(zoneNamed(this.office.zone), now);
    const digest = this.#last !== null && this.#last < last;
    if (this.believed) this.#last = last;
    const alarms = foresee(this.office, { ...nothingWrong, ...this.facts }, { now, hour: this.believed ? now : null });
    const told = tell(this.states, alarms, { now, believed: this.believed, canTell: this.canTell, digest });
    this.states = told.states;
    for (const [list, of] of [
      [told.atOnce, false],
      [told.digest, true],
    ] as const)
      if (list.length > 0) this.letters.push({ at: now, digest: of, keys: list.map(({ key }) => key) });
  }

  /** At each hour from one instant on. */
  hours(from: Instant, count: number): this {
    for (let n = 0; n < count; n++) this.look(instant(from + n * HOUR));
    return this;
  }

  get count(): number {
    return this.letters.length;
  }
}

const well = wellAgency({ rota: [onDuty("09:00", "17:00"), always] });
const lunch = wellAgency({ rota: [onDuty("09:00", "12:00"), onDuty("13:00", "17:00"), always] });
const plus = (at: Instant, ms: number) => instant(at + ms);

describe("telling of an alarm", () => {
  it("never tells an office that is well, in a year of hours", () => {
    assert.deepEqual(new Watch(well).hours(SATURDAY, 366 * 24).letters, []);
  });

  it("tells of the same lunch gap once, however many days go by (P11)", () => {
    const watch = new Watch(lunch).hours(SATURDAY, 90 * 24);
    assert.deepEqual(
      watch.letters.map(({ at, digest, keys }) => [at, digest, keys]),
      [[SATURDAY, false, ["nobody-on-duty/12:00+0 13:00"]]],
    );
  });

  it("tells once of a rota that ends, though the days without anybody come in one by one", () => {
    const office = wellAgency({ rota: [onDuty("09:00", "17:00", { ends: "2026-12-14" }), always] });
    const watch = new Watch(office).hours(SATURDAY, 60 * 24);
    // First seen on the second of December, twelve days ahead; that can wait for Thursday the third.
    assert.deepEqual(
      watch.letters.map(({ at, digest }) => [at, digest]),
      [[at("2026-12-03T09:00+01:00"), true]],
    );
  });

  it("tells once of weeks that are short for ever", () => {
    const office = wellAgency({ hours: [{ weekdays: [1, 2, 3, 4], from: "09:00", to: "16:00" }] });
    assert.deepEqual(
      new Watch(office).hours(SATURDAY, 60 * 24).letters.map(({ keys }) => keys),
      [["under-threshold"]],
    );
  });

  it("tells of another gap at the same hours, and of one that has grown; not of one that has shrunk", () => {
    const off = (firstDay: string) => ({ id: `off-${firstDay}`, person: "alice", firstDay, lastDay: firstDay });
    const withLeave = (...days: string[]) =>
      wellAgency({ rota: [onDuty("09:00", "17:00"), always], leave: days.map(off) });
    const watch = new Watch(withLeave("2026-12-01"));
    watch.hours(SATURDAY, 3);
    assert.equal(watch.count, 1);
    watch.office = withLeave("2026-12-01", "2026-12-03");
    watch.hours(plus(SATURDAY, 3 * HOUR), 3);
    assert.equal(watch.count, 2);
    watch.office = wellAgency({
      rota: [onDuty("09:00", "17:00"), rule("bruno", "duty", "09:00", "11:00"), always],
      leave: [off("2026-12-01"), off("2026-12-03")],
    });
    watch.hours(plus(SATURDAY, 6 * HOUR), 3);
    assert.equal(watch.count, 2, "less of the same is no news");
  });

  it("tells again of what was mended for a while, and not of an edit that is undone", () => {
    const watch = new Watch(lunch);
    watch.look(SATURDAY);
    watch.office = well;
    watch.look(plus(SATURDAY, 5 * MINUTE));
    watch.office = lunch;
    watch.look(plus(SATURDAY, 10 * MINUTE));
    assert.equal(watch.count, 1);
    watch.office = well;
    watch.look(plus(SATURDAY, 20 * MINUTE));
    assert.notEqual(watch.states[0]?.goneAt, null);
    watch.hours(plus(SATURDAY, HOUR), 5);
    watch.office = lunch;
    watch.look(plus(SATURDAY, 6 * HOUR));
    assert.equal(watch.count, 2);
  });

  it("tells of a line that comes and goes all day once, and only if it lasts", () => {
    const watch = new Watch(well);
    const trouble = (is: boolean) => {
      watch.facts = is ? { lines: [{ name: "line-1", since: SATURDAY, code: "line.no-dial-tone", why: "" }] } : {};
    };
    for (let n = 0; n < 50; n++) {
      trouble(true);
      watch.look(plus(SATURDAY, n * 20 * MINUTE));
      trouble(false);
      watch.look(plus(SATURDAY, n * 20 * MINUTE + MINUTE));
    }
    assert.equal(watch.count, 0, "each time it was back within a minute");
    for (let n = 50; n < 100; n++) {
      trouble(true);
      watch.look(plus(SATURDAY, n * 20 * MINUTE));
      watch.look(plus(SATURDAY, n * 20 * MINUTE + 3 * MINUTE));
      trouble(false);
      watch.look(plus(SATURDAY, n * 20 * MINUTE + 5 * MINUTE));
    }
    assert.equal(watch.count, 1);
    trouble(true);
    watch.look(plus(SATURDAY, 48 * HOUR));
    watch.look(plus(SATURDAY, 48 * HOUR + 3 * MINUTE));
    assert.equal(watch.count, 2, "a day later it is another matter");
  });

  it("keeps what can wait for Thursday at nine, in one letter; none without anything in it", () => {
    const watch = new Watch(well);
    watch.facts = { backup: { last: instant(SATURDAY - 40 * 24 * HOUR), appliance: null } };
    const leave = [{ id: "l", person: "alice", firstDay: "2026-12-10", lastDay: "2026-12-10" }];
    watch.office = { ...well, leave };
    watch.hours(SATURDAY, 20 * 24);
    assert.deepEqual(watch.letters, [
      { at: at("2026-12-03T09:00+01:00"), digest: true, keys: ["nobody-on-duty/09:00+0 17:00", "no-backup"] },
    ]);
  });

  it("tells nobody while there is nobody to tell, and whoever there is then of what still lasts", () => {
    const watch = new Watch(lunch);
    watch.canTell = false;
    watch.hours(SATURDAY, 10);
    assert.equal(watch.count, 0);
    watch.canTell = true;
    watch.hours(plus(SATURDAY, 10 * HOUR), 10);
    assert.equal(watch.count, 1);
  });

  it("by a clock in doubt, nothing of days begins or ends", () => {
    const watch = new Watch(lunch);
    watch.hours(SATURDAY, 2);
    watch.believed = false;
    watch.hours(instant(0), 50);
    watch.hours(plus(SATURDAY, 500 * 24 * HOUR), 2);
    assert.deepEqual(watch.letters.length, 1);
    watch.believed = true;
    watch.hours(plus(SATURDAY, 3 * HOUR), 10);
    assert.equal(watch.count, 1);
    const fresh = new Watch(lunch);
    fresh.believed = false;
    fresh.hours(SATURDAY, 5);
    assert.equal(fresh.count, 0);
  });

  it("a line is told of whatever the hour", () => {
    const watch = new Watch(well);
    watch.believed = false;
    watch.facts = { lines: [{ name: "line-1", since: null, code: null, why: null }] };
    watch.hours(instant(0), 2);
    assert.equal(watch.count, 1);
  });

  it("does not say by mail that mail does not go out", () => {
    const watch = new Watch(well);
    watch.facts = { waiting: { since: SATURDAY, why: null } };
    watch.hours(SATURDAY, 24);
    assert.equal(watch.count, 0);
  });

  it("tells each alarm at most once in each of its lives, whatever comes and goes", () => {
    const alarm = (n: number): Alarm => standing("house-trouble", String(n), "now", { code: "store.busy", why: "" });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 })), {
          maxLength: 60,
        }),
        (steps) => {
          let states: readonly AlarmState[] = [];
          let now = SATURDAY;
          const there = new Map<string, { until: number; told: boolean }>();
          for (const [minutes, present] of steps) {
            now = plus(now, minutes * MINUTE);
            const alarms = present.flatMap((is, n) => (is ? [alarm(n)] : []));
            const told = tell(states, alarms, { now, believed: true, canTell: true, digest: false });
            states = told.states;
            const keys = new Set(told.atOnce.map(({ key }) => key));
            for (const { key } of alarms) {
              const before = there.get(key);
              const isNew = !before || before.until < now - 720 * MINUTE;
              assert.equal(keys.has(key), isNew, `${key} at ${now}`);
              there.set(key, { until: Number.POSITIVE_INFINITY, told: true });
            }
            for (const [key, life] of there)
              if (life.until === Number.POSITIVE_INFINITY && !alarms.some((each) => each.key === key)) life.until = now;
          }
        },
      ),
    );
  });
});
