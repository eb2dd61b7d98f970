import assert from "node:assert/strict";
import { paced } from "../../../src/audio/card/paced.ts";
import { instant, millis } from "../../../src/kernel/units.ts";
import { HandClock } from "../../kit/clocks.ts";

const silent = new Uint8Array(320);
const loud = new Uint8Array(320).fill(7);

/** A card that takes so many bytes of what it is given in each 20 ms. */
function card(rate: () => number | null) {
  const clock = new HandClock(instant(0));
  let [given, taken, pending] = [0, 0, 0];
  const writer = paced(
    (bytes) => {
      given += bytes.length;
    },
    async (of) => (rate() === null ? null : of - taken),
    clock,
  );
  return {
    writer,
    given: () => given,
    waits: () => given - taken,
    pending: () => pending,
    async pass(frames: number, frame: Uint8Array) {
      for (let n = 0; n < frames; n++) {
        pending++;
        void writer.write(frame).then(() => pending--);
        taken = Math.min(given, taken + (rate() ?? 320));
        clock.pass(millis(20));
        await clock.asleep(1);
      }
    },
  };
}

describe("what is said to a sound card", () => {
  it("goes out whole where the card keeps pace", async () => {
    const { writer, pass, given, pending } = card(() => 320);
    await pass(500, silent);
    assert.deepEqual([writer.leftOut(), given(), pending()], [0, 500 * 320, 0]);
    writer.close();
  });

  it("loses silence, and never a word, where the card is slower than the one that is heard", async () => {
    const { writer, pass, waits, given } = card(() => 316);
    await pass(1000, loud);
    assert.equal(given(), 1000 * 320);
    const most = waits();
    await pass(200, silent);
    assert.ok(waits() < 1600 + 13 * 320 && waits() < most, `${waits()} bytes wait`);
    assert.ok(writer.leftOut() > 0);
    writer.close();
  });

  it("catches up in a pause after the program itself came late", async () => {
    const { writer, pass, waits } = card(() => 320);
    for (let n = 0; n < 60; n++) await writer.write(loud);
    await pass(100, silent);
    assert.ok(waits() <= 1600, `${waits()} bytes wait`);
    writer.close();
  });

  it("is waited for by whoever writes where the card takes nothing, silence too", async () => {
    const { writer, pass, pending } = card(() => 0);
    await pass(100, silent);
    assert.ok(pending() > 50, `${pending()} wait`);
    assert.equal(writer.leftOut(), 0);
    writer.close();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pending(), 0);
  });

  it("is given all the same where the kernel tells nothing", async () => {
    const { writer, pass, given, pending } = card(() => null);
    await pass(100, silent);
    assert.deepEqual([given(), pending(), writer.leftOut()], [100 * 320, 0, 0]);
    writer.close();
  });
});
