import assert from "node:assert/strict";
import { Fault } from "../../src/kernel/fault.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { steadyOpen } from "../../src/serial/steady-open.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

/** An opener whose port is there from `thereFrom` on, and the times (in s) at which it was tried. */
function port(thereFrom: number) {
  const clock = new VirtualClock(instant(0));
  const tried: number[] = [];
  const open = async () => {
    tried.push(clock.now() / 1000);
    if (clock.now() < thereFrom * 1000) throw new Fault("serial.no-such-port", "There is no port.");
    return memoryPipe()[0];
  };
  return { clock, tried, next: steadyOpen({ open, clock }) };
}

describe("steady opening", () => {
  it("tries again after 1, 2, 5, 10, then every 30 s", async () => {
    const { clock, tried, next } = port(100);
    await clock.run(next());
    assert.deepEqual(tried, [0, 1, 3, 8, 18, 48, 78, 108]);
  });

  it("opens at once after a pipe that lived", async () => {
    const { clock, tried, next } = port(3);
    await clock.run(next());
    await clock.pass(seconds(60));
    await clock.run(next());
    assert.deepEqual(tried, [0, 1, 3, 63]);
  });

  it("waits longer and longer for a port that opens and is lost at once", async () => {
    const { clock, tried, next } = port(0);
    for (let times = 0; times < 5; times++) await clock.run(next());
    assert.deepEqual(tried, [0, 1, 3, 8, 18]);
  });

  it("stops when it is told to", async () => {
    const { clock, tried, next } = port(1000);
    const stop = new AbortController();
    const opening = assert.rejects(next(stop.signal), { name: "AbortError" });
    await clock.pass(seconds(2));
    stop.abort();
    await clock.run(opening);
    await clock.pass(seconds(100));
    assert.deepEqual(tried, [0, 1]);
  });

  it("does not wait wrongly long when the clock was set back", async () => {
    const { clock, tried, next } = port(-9999);
    await clock.run(next());
    await clock.pass(seconds(60));
    clock.jump(seconds(-3600));
    await clock.run(next());
    assert.deepEqual(tried, [0, -3540]);
  });
});
