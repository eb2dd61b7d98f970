import assert from "node:assert/strict";
import fc from "fast-check";
import { coverage } from "../../src/duty/coverage.ts";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { nextChange } from "../../src/duty/next-change.ts";
import type { Office } from "../../src/duty/office.ts";
import { scheduleOf } from "../../src/duty/schedule.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { naiveDuty } from "./naive-duty.ts";
import { ids, instants, offices } from "./offices.ts";

const answer = (office: Office, at: Instant) => {
  const { closed, absence, onDuty, onCall } = dutyAt(office, at);
  return { closed, absence, onDuty: ids(onDuty), onCall: ids(onCall) };
};

describe("any office at any instant", () => {
  it("is answered as the rules say when worked out by hand", () => {
    fc.assert(
      fc.property(offices, fc.array(instants, { minLength: 4, maxLength: 8 }), (office, times) => {
        for (const at of times) {
          const { closed, onDuty, onCall } = answer(office, at);
          assert.deepEqual({ closed: closed?.by ?? null, onDuty, onCall }, naiveDuty(office, at), String(at));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("lies in exactly one stretch: a day's stretches touch, and so do days", () => {
    fc.assert(
      fc.property(offices, instants, (office, at) => {
        const schedule = scheduleOf(office);
        const day = schedule.zone.dayAt(at);
        const stretches = [day - 1, day, day + 1].flatMap((d) => schedule.on(d));
        for (const [i, stretch] of stretches.entries()) {
          assert.ok(stretch.from < stretch.until);
          assert.equal(stretches[i + 1]?.from ?? stretch.until, stretch.until);
        }
        assert.equal(stretches.filter(({ from, until }) => from <= at && at < until).length, 1);
      }),
    );
  });

  it("stays as it is until the next change, which is one", () => {
    fc.assert(
      fc.property(offices, instants, fc.double({ min: 0, max: 1, noNaN: true }), (office, at, part) => {
        const next = nextChange(office, at);
        const last = next === null ? at + 86_400_000 * 300 : next - 1;
        const now = answer(office, at);
        assert.deepEqual(answer(office, instant(last)), now);
        assert.deepEqual(answer(office, instant(Math.floor(at + part * (last - at)))), now);
        if (next !== null) assert.notDeepEqual(answer(office, next), now);
      }),
    );
  });

  it("adds up: a week's coverage is what is found there quarter by quarter of an hour", () => {
    fc.assert(
      fc.property(offices, instants, (office, at) => {
        const { zone } = scheduleOf(office);
        const week = coverage(office, zone.show(at).slice(0, 10));
        const monday = Date.parse(`${week.monday}T00:00Z`) / 86_400_000;
        const quarter = 900_000;
        let covered = 0;
        let open = 0;
        const lost = { "nobody-on-duty": 0, "nobody-on-call": 0 };
        for (let t = zone.instantOf(monday, 0); t < zone.instantOf(monday + 7, 0); t = instant(t + quarter)) {
          const { closed, absence, onDuty, onCall } = dutyAt(office, t);
          if (closed === null) open += quarter;
          if (closed === null && absence === null && onDuty.length > 0) covered += quarter;
          if (closed === null && onDuty.length === 0) lost["nobody-on-duty"] += quarter;
          if (closed !== null && onCall.length === 0) lost["nobody-on-call"] += quarter;
        }
        const sum = (field: "open" | "covered") => week.days.reduce((total, day) => total + day[field], 0);
        assert.equal(sum("open"), open);
        assert.equal(sum("covered"), covered);
        for (const kind of ["nobody-on-duty", "nobody-on-call"] as const) {
          const gaps = week.gaps.filter((gap) => gap.kind === kind);
          assert.equal(
            gaps.reduce((total, { from, until }) => total + (until - from), 0),
            lost[kind],
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
