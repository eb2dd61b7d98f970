import assert from "node:assert/strict";
import type { Line } from "../../../src/line/line.ts";
import { type Borrower, openLending } from "../../../src/reception/bridge/lending.ts";

const line = (name: string, rings = true): Line =>
  ({ name, ...(rings && { ringOut: async () => ({ outcome: "failed" }) }) }) as unknown as Line;

function lines(kept: number, ...names: string[]) {
  const lending = openLending(kept);
  const standing = names.map((name) => lending.add(line(name, !name.startsWith("analog"))));
  for (const each of standing) each.up = true;
  const forLeg = (of: string, urgent = false) => lending.forLeg(of, urgent).map(({ name }) => name);
  const borrow = (name: string, by: Borrower) => {
    const stop = new AbortController();
    return { stop, free: lending.borrow(name, by, stop) };
  };
  return { lending, standing, forLeg, borrow };
}

describe("who may borrow which line", () => {
  it("a leg goes over any other line that is up, idle, and can be spoken by", () => {
    const { forLeg, standing } = lines(0, "a", "analog", "b", "c");
    assert.deepEqual(forLeg("a"), ["c", "b"], "the last first");
    const [, , b, c] = standing;
    assert.ok(b && c);
    c.up = false;
    assert.deepEqual(forLeg("a"), ["b"]);
    b.inCall = true;
    assert.deepEqual(forLeg("a"), []);
  });

  it("a leg is before a need's call, and that before a trial: whoever has the line for less lets go of it", async () => {
    for (const [has, wants] of [
      ["trial", "need"],
      ["trial", "caller"],
      ["need", "caller"],
    ] as const) {
      const { borrow } = lines(0, "a");
      const first = borrow("a", has);
      const free = await first.free;
      const second = borrow("a", wants);
      assert.ok(first.stop.signal.aborted, `${wants} before ${has}`);
      let isLent = false;
      const lent = second.free.then(() => {
        isLent = true;
      });
      await Promise.resolve();
      assert.equal(isLent, false, "it is waited for");
      free();
      await lent;
    }
  });

  it("but never for as much", async () => {
    for (const by of ["trial", "need", "caller"] as const) {
      const { borrow } = lines(0, "a");
      const first = borrow("a", by);
      const free = await first.free;
      await assert.rejects(borrow("a", by).free, { code: "line.busy" });
      assert.ok(!first.stop.signal.aborted);
      free();
      await borrow("a", by).free;
    }
  });

  it("a line in a call is lent to nobody", async () => {
    const { borrow, standing } = lines(0, "a");
    const [a] = standing;
    assert.ok(a);
    a.inCall = true;
    await assert.rejects(borrow("a", "caller").free, { code: "line.busy" });
  });

  it("idle lines come before those of a trial, and one that a caller has is none", async () => {
    const { forLeg, borrow } = lines(0, "a", "b", "c", "d");
    await borrow("b", "trial").free;
    assert.deepEqual(forLeg("a"), ["d", "c", "b"]);
    await borrow("c", "caller").free;
    assert.deepEqual(forLeg("a"), ["d", "b"]);
  });

  it("so many idle lines are kept for whoever calls next, but for what is urgent; of two never one", () => {
    assert.deepEqual(lines(1, "a", "b", "c").forLeg("a"), ["c", "b"], "one is left");
    const { forLeg, standing } = lines(1, "a", "b", "c");
    const [, , c] = standing;
    assert.ok(c);
    c.inCall = true;
    assert.deepEqual(forLeg("a"), []);
    assert.deepEqual(forLeg("a", true), ["b"]);
    assert.deepEqual(lines(5, "a", "b").forLeg("a"), ["b"]);
  });
});
