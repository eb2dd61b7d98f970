import assert from "node:assert/strict";
import { adviceOn } from "../../src/page/pages/calls/advice.ts";

const counts = (calls: number, lost: number) => ({
  calls,
  answered: calls,
  forwarded: calls - lost,
  message: 0,
  information: 0,
  takenHere: 0,
  lost,
  blocked: 0,
});
const hours = [
  { hour: 9, ...counts(30, 1) },
  { hour: 10, ...counts(10, 4) },
];

describe("advice on the volume of calls (G13)", () => {
  it("names the part that is lost, and the hour in which most of it is", () =>
    assert.deepEqual(adviceOn({ total: counts(40, 5), hours }), { lost: 0.125, hour: 10 }));
  it("says nothing of a few lost calls", () => assert.equal(adviceOn({ total: counts(51, 5), hours }), null));
  it("says nothing before there is enough to go by", () =>
    assert.equal(adviceOn({ total: counts(19, 19), hours }), null));
  it("says nothing without calls", () => assert.equal(adviceOn({ total: counts(0, 0), hours: [] }), null));
});
