import assert from "node:assert/strict";
import { Fault } from "../../src/kernel/fault.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { takes } from "./mobiles.ts";
import { anne, bob, carl, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes };

function look(office: Scene, hearLine: boolean) {
  assert.ok(office.line.trials);
  return office.line.trials.check({ hearLine }, () => undefined, new AbortController().signal);
}

describe("a line that is tested while people call", () => {
  it("answers a call that rings during the test, whenever it began, with the caller's number", async () => {
    const script = [{ wait: seconds(1) }, { hangUp: true }] as const;
    /** How long after the call was placed the modem says RING: to the moment the same each time. */
    let rings = 0;
    await scene({ at: EVENING, mobiles }, async (office) => {
      const placed = office.clock.now();
      office.dial({ from: stranger, script });
      await office.ended();
      rings = (office.told.find((each) => each.of === "call" && each.note.what === "rang")?.at ?? 0) - placed;
    });
    const ends = new Set<string>();
    for (const before of [300, 150, 100, 50, 20, -20])
      await scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script });
        await office.clock.pass(millis(rings - before));
        const end = look(office, false).catch((thrown) => {
          if (thrown instanceof Fault && thrown.code === "line.busy") return "busy";
          throw thrown;
        });
        await office.ended();
        ends.add(await office.clock.run(end));
        assert.ok(call.events.some(({ kind }) => kind === "answered"));
        assert.equal((await office.lastCall()).caller.number, stranger);
      });
    assert.ok(ends.has("called") && ends.has("busy"), [...ends].join(", "));
  });

  it("takes a message from whoever calls after it", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      assert.equal(await office.clock.run(look(office, true)), "done");
      office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      await office.keptWhatWasSaid(said);
    });
  });
});
