import assert from "node:assert/strict";
import sinon from "sinon";
import { atRest } from "../../src/page/lib/at-rest.ts";

describe("what is asked once typing has rested", () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => {
    time = sinon.useFakeTimers();
  });
  afterEach(() => time.restore());

  it("is asked when nothing was typed for that long, and its answer told", async () => {
    const told: (string | null)[] = [];
    const ask = sinon.fake(async () => "fine");
    atRest(250, ask, (answer) => told.push(answer))();
    atRest(250, ask, (answer) => told.push(answer));
    await time.tickAsync(249);
    assert.equal(ask.callCount, 0);
    await time.tickAsync(1);
    assert.deepEqual([ask.callCount, told], [1, ["fine"]]);
  });

  it("is null when there is no answer", async () => {
    const tell = sinon.fake();
    atRest(250, () => Promise.reject(new Error("no network")), tell);
    await time.tickAsync(250);
    assert.deepEqual(tell.args, [[null]]);
  });

  it("says nothing of a text that was changed while the box thought about it", async () => {
    const tell = sinon.fake();
    const stop = atRest(250, () => new Promise((resolve) => setTimeout(() => resolve("late"), 1000)), tell);
    await time.tickAsync(300);
    stop();
    await time.tickAsync(2000);
    assert.equal(tell.callCount, 0);
  });
});
