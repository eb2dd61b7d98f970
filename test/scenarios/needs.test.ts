import assert from "node:assert/strict";
import { minutes, seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { busy, ignores, refuses, takes } from "./mobiles.ts";
import { anne, bob, carl, dora, fragile, stranger } from "./office.ts";
import { owesWhatIsOwed } from "./owed.ts";
import { leavesMessage, type Scene, type SceneOptions, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const nobody = { [anne]: ignores, [bob]: ignores, [carl]: ignores, [dora]: ignores };

async function open({ store, clock }: Scene) {
  return (await clock.hold(store.needs.list())).map(({ number, why, weight, calls }) => [
    number,
    why,
    weight,
    calls.length,
  ]);
}

describe("whoever is not served is owed something", () => {
  const plays = (title: string, options: SceneOptions, play: (office: Scene) => Promise<void>) =>
    it(title, () =>
      scene(options, async (office) => {
        await play(office);
        await owesWhatIsOwed(office);
      }),
    );
  const hers = "+33199000042";

  plays(
    "a fragile client whom nobody answers and who hangs up comes first, within a second of it (P2)",
    { at: IN_HOURS, mobiles: nobody },
    async (office) => {
      office.dial({ from: stranger, script: [{ wait: seconds(1) }, { hangUp: true }] });
      await office.ended(1);
      await office.clock.pass(minutes(1));
      const call = office.dial({ from: fragile });
      await office.until(() => office.attempts().some((each) => each.endsWith("no-answer")), "nobody took it");
      call.hangUp();
      await office.ended(2);
      const at = office.clock.now();
      const [first, second] = await office.clock.hold(office.store.needs.list());
      assert.deepEqual([first?.number, first?.why, first?.weight], [hers, "nobody-took-it", "fragile"]);
      assert.equal(second?.number, "+33199000050");
      assert.ok(at - (first?.openedAt ?? 0) <= 1000, "it was there within a second");
      assert.deepEqual([first?.dueAt, first?.nextAskAt], [(first?.openedAt ?? 0) + minutes(30), first?.openedAt]);
    },
  );

  plays(
    "a fragile client whom on-call does not answer at night, and who says nothing after the beep",
    { at: EVENING, mobiles: { [carl]: refuses, [dora]: ignores } },
    async (office) => {
      office.dial({ from: fragile });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      assert.deepEqual(await open(office), [[hers, "nobody-took-it", "fragile", 1]]);
    },
  );

  const hangsUp = (after: number): CallerStep[] => [{ wait: seconds(after) }, { hangUp: true }];
  const evening: readonly (readonly [string, CallerStep[], string, string])[] = [
    ["who hangs up in the menu", hangsUp(2), "left", "usual"],
    ["who says nothing after the beep", [], "empty-message", "usual"],
    ["who chose what is urgent, and hangs up", [{ wait: seconds(3) }, { key: "1" }, ...hangsUp(1)], "left", "urgent"],
  ];
  for (const [title, script, why, weight] of evening)
    plays(`a caller ${title}`, { at: EVENING, mobiles: nobody }, async (office) => {
      office.dial({ from: stranger, script });
      await office.ended();
      assert.deepEqual(await open(office), [["+33199000050", why, weight, 1]]);
    });

  plays("a caller who hangs up before the answer", { at: EVENING }, async (office) => {
    office.dial({ from: stranger, givesUpAfter: seconds(4) });
    assert.deepEqual(await office.ended(), ["abandoned"]);
    assert.deepEqual(await open(office), [["+33199000050", "left", "usual", 1]]);
  });

  plays(
    "a caller for whom everybody is busy",
    { at: IN_HOURS, mobiles: { [anne]: busy, [bob]: busy } },
    async (office) => {
      office.dial({ from: stranger });
      await office.ended();
      assert.deepEqual(await open(office), [["+33199000050", "nobody-took-it", "usual", 1]]);
    },
  );

  plays("a caller whose line was lost", { at: EVENING, restless: true }, async (office) => {
    office.dial({ from: stranger });
    await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
    office.modem.faults.add("port-vanishing");
    assert.deepEqual(await office.ended(), ["failed"]);
    office.modem.faults.remove("port-vanishing");
    assert.deepEqual(await open(office), [["+33199000050", "failed", "usual", 1]]);
  });

  it("the same caller thrice is one, until they get through; then nothing is open", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, mobiles: { [anne]: [ignores, ignores, takes], [bob]: ignores } }, async (office) => {
      const scripts: CallerStep[][] = [hangsUp(1), [], leavesMessage(said)];
      for (const [n, script] of scripts.entries()) {
        office.dial({ from: n === 1 ? "+33199000050" : stranger, script });
        await office.ended(n + 1);
        await owesWhatIsOwed(office);
      }
      assert.deepEqual(await open(office), [["+33199000050", "message", "usual", 3]]);
      office.dial({ from: stranger });
      assert.equal((await office.ended(4)).at(-1), "forwarded");
      const [closed] = await office.clock.hold(office.store.needs.list({ state: "closed" }));
      assert.deepEqual([await open(office), closed?.reason, closed?.closedBy], [[], "got-through", "Anne"]);
      const [message] = await office.kept();
      assert.equal(message?.closedBy, "Anne");
    });
  });

  plays(
    "callers with a withheld number: one for each call, whoever gets through",
    { at: EVENING, mobiles: { [carl]: takes } },
    async (office) => {
      for (const n of [1, 2]) {
        office.dial({ from: null, script: hangsUp(2) });
        await office.ended(n);
      }
      office.dial({ from: null, script: [{ wait: seconds(3) }, { key: "1" }] });
      assert.equal((await office.ended(3)).at(-1), "forwarded");
      const one = [null, "left", "usual", 1];
      assert.deepEqual(await open(office), [one, one]);
    },
  );

  plays("nobody who was put through", { at: IN_HOURS, mobiles: { [anne]: takes } }, async (office) => {
    office.dial({ from: fragile });
    assert.deepEqual(await office.ended(), ["forwarded"]);
    assert.deepEqual(await open(office), []);
  });
});
