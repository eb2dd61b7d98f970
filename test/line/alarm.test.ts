import assert from "node:assert/strict";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import { Alarm } from "../../src/line/alarm.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

describe("an alarm", () => {
  const rings = () => {
    const clock = new VirtualClock(instant(0));
    const rung: number[] = [];
    const start = clock.elapsed();
    return { clock, rung, alarm: new Alarm(clock, () => rung.push(clock.elapsed() - start)) };
  };

  it("rings once, when it is time", async () => {
    const { clock, rung, alarm } = rings();
    alarm.set(seconds(4));
    await clock.pass(seconds(10));
    assert.deepEqual(rung, [4000]);
  });

  it("is put off by each setting, and brought forward by a shorter one", async () => {
    const { clock, rung, alarm } = rings();
    for (let piece = 0; piece < 10; piece++) {
      alarm.set(seconds(4));
      await clock.pass(seconds(3));
    }
    assert.deepEqual(rung, []);
    alarm.set(seconds(4));
    alarm.set(millis(100));
    await clock.pass(seconds(10));
    assert.deepEqual(rung, [30_100]);
  });

  it("does not ring once it is taken back, and rings again when it is set anew", async () => {
    const { clock, rung, alarm } = rings();
    alarm.set(seconds(1));
    alarm.clear();
    await clock.pass(seconds(5));
    alarm.set(seconds(1));
    await clock.pass(seconds(5));
    assert.deepEqual(rung, [6000]);
  });
});
