import assert from "node:assert/strict";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import type { EndSign } from "../../src/simulator/exchange/socket.ts";
import { ignores, takes } from "./mobiles.ts";
import { anne, bob, carl, stranger } from "./office.ts";
import { type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const leavesAfter = (s: number): CallerStep[] => [{ wait: seconds(s) }, { hangUp: true }];

/** When the caller hung up, and how long the line was kept after that. */
async function keptAfter(office: Scene, call: ReturnType<Scene["dial"]>): Promise<number> {
  const left = call.events.find(({ kind }) => kind === "hung-up")?.at;
  assert.ok(left !== undefined, "the caller hung up");
  const end = office.told.find(({ of }) => of === "end");
  return (end?.at ?? Number.POSITIVE_INFINITY) - left;
}

describe("a caller who leaves", () => {
  it("while it rings: nothing is answered, and the office is told of a missed call", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger, givesUpAfter: seconds(3) });
      assert.deepEqual(await office.ended(), ["abandoned"]);
      assert.equal(await call.answered, null);
      assert.deepEqual(office.dialled(), []);
      const { answeredAt, steps } = await office.lastCall();
      assert.equal(answeredAt, null);
      assert.deepEqual(steps.at(-1)?.detail, { by: "caller", sign: "rings-stopped" });
      assert.deepEqual(await office.posted(), [
        "missed-call anne@tilleuls.example",
        "missed-call bob@tilleuls.example",
        "missed-call bureau@tilleuls.example",
      ]);
    }));

  it("just as it is answered", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: ignores } }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.until(() => office.socket.hook === "off", "off-hook");
      call.hangUp();
      assert.deepEqual(await office.ended(), ["abandoned"]);
      assert.deepEqual(office.dialled(), []);
    }));

  const signs: readonly EndSign[] = ["busy", "congestion", "dial", "loop-break"];
  for (const endSign of signs) {
    it(`in the greeting, when the exchange says so by ${endSign}`, () =>
      scene({ at: IN_HOURS, socket: { endSign }, mobiles: { [anne]: ignores } }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesAfter(0.8) });
        assert.deepEqual(await office.ended(), ["abandoned"]);
        assert.deepEqual(office.dialled(), [], "nobody is rung for a caller who left");
        const kept = await keptAfter(office, call);
        // The second announcement, before anybody is rung, has begun by then.
        assert.ok(kept < 5000, String(kept));
        assert.equal((await office.lastCall()).outcome, "abandoned");
      }));
  }

  it("in the menu, after its announcement, before any key", () =>
    scene({ at: EVENING, mobiles: { [carl]: takes } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesAfter(3) });
      assert.deepEqual(await office.ended(), ["abandoned"]);
      assert.deepEqual(office.heard(call), ["closed-urgent"]);
      assert.deepEqual(office.dialled(), []);
      assert.ok((await keptAfter(office, call)) < 3500);
      assert.equal((await office.posted())[0], "missed-call carl@tilleuls.example");
    }));

  it("while a second leg rings: the mobile stops ringing at once, and nobody else is rung", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: ignores, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      const [mobile] = office.exchange.mobiles;
      await office.until(() => mobile?.ringing === true, "the mobile rings");
      await office.clock.pass(seconds(3));
      call.hangUp();
      assert.deepEqual(await office.ended(), ["abandoned"]);
      const left = call.events.find(({ kind }) => kind === "hung-up")?.at ?? 0;
      const rangUntil = mobile?.calls[0]?.endedAt ?? Number.POSITIVE_INFINITY;
      assert.ok(rangUntil - left < 3000, `the mobile rang on for ${rangUntil - left} ms`);
      assert.deepEqual(office.dialled(), [anne]);
      assert.deepEqual(office.attempts(), ["anne caller-gone"]);
    }));

  it("while the person rung hears who calls: they are not left alone with the line", () =>
    scene(
      { at: IN_HOURS, mobiles: { [anne]: { after: seconds(2), does: "answer" }, [bob]: takes } },
      async (office) => {
        const call = office.dial({ from: stranger });
        const [mobile] = office.exchange.mobiles;
        await office.until(() => office.notes().some(({ what }) => what === "picked-up"), "picked up");
        call.hangUp();
        await office.ended();
        await office.until(() => typeof mobile?.calls[0]?.endedAt === "number", "the mobile is let go");
        const left = call.events.find(({ kind }) => kind === "hung-up")?.at ?? 0;
        const until = mobile?.calls[0]?.endedAt ?? Number.POSITIVE_INFINITY;
        assert.ok(until - left < 4500, `they were kept for ${until - left} ms`);
        assert.deepEqual(office.dialled(), [anne]);
      },
    ));

  for (const endSign of signs) {
    it(`in mid-message (${endSign}): what was said is kept, without the tone after it`, async () => {
      const said = (await voice()).subarray(0, 3 * 8000);
      await scene({ at: EVENING, socket: { endSign } }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { hangUp: true }] });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.ok((await keptAfter(office, call)) < 3500);
        await office.keptWhatWasSaid(said);
      });
    });
  }

  it("in the thanks after the message, which is kept all the same", async () => {
    const said = await voice();
    await scene({ at: EVENING }, async (office) => {
      office.dial({
        from: stranger,
        script: [{ untilBeep: true }, { say: said }, { key: "#" }, { wait: millis(900) }, { hangUp: true }],
      });
      assert.deepEqual(await office.ended(), ["message"]);
      await office.keptWhatWasSaid(said);
    });
  });
});
