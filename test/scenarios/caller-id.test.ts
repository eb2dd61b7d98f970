import assert from "node:assert/strict";
import { unknownCaller } from "../../src/kernel/caller-id.ts";
import { seconds } from "../../src/kernel/units.ts";
import type { CallRequest } from "../../src/simulator/exchange/calls.ts";
import { takes } from "./mobiles.ts";
import { anne, carl, fragile, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [carl]: takes };
const hangsUp: CallRequest["script"] = [{ untilBeep: true }, { hangUp: true }];
const answeredAfter = (call: ReturnType<Scene["dial"]>): number => {
  const at = (kind: string) => call.events.find((event) => event.kind === kind)?.at ?? Number.NaN;
  return at("answered") - at("rang");
};

describe("caller id", () => {
  for (const callerIdAt of ["before-first-ring", "after-first-ring"] as const) {
    it(`${callerIdAt} is known when the call is planned: a fragile client is recognised`, () =>
      scene({ at: EVENING, socket: { callerIdAt }, mobiles }, async (office) => {
        const call = office.dial({ from: fragile });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["on-call", "hold"]);
        assert.deepEqual(office.mobileHeard(carl), ["screen"]);
        assert.equal((await office.lastCall()).caller.number, fragile);
        assert.ok(answeredAfter(call) < 8000);
      }));
  }

  it("that never comes does not keep the call from being answered", () =>
    scene({ at: IN_HOURS, socket: { callerIdAt: "never" }, mobiles }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen-unknown"]);
      assert.deepEqual((await office.lastCall()).caller, unknownCaller);
      assert.ok(answeredAfter(call) < 8000);
    }));

  for (const answerAfterRings of [1, 2]) {
    it(`that comes 4 s after the first ring began is known, in an office that answers at ring ${answerAfterRings}`, () =>
      scene({ at: EVENING, office: { answerAfterRings }, mobiles }, async (office) => {
        office.modem.faults.add("late-caller-id");
        const call = office.dial({ from: fragile });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["on-call", "hold"]);
        assert.ok(answeredAfter(call) < 8000);
        office.modem.faults.remove("late-caller-id");
      }));
  }

  it("that never comes is not waited for beyond the second ring, in an office that answers at the first", () =>
    scene(
      { at: IN_HOURS, office: { answerAfterRings: 1 }, socket: { callerIdAt: "never" }, mobiles },
      async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.ok(answeredAfter(call) < 5000);
      },
    ));

  it("withheld: the call is treated like any other, and the person rung is told that it is unknown", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      const call = office.dial({ from: null });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen-unknown"]);
      assert.equal(call.connectedTo, anne);
      assert.deepEqual((await office.lastCall()).caller, { presentation: "withheld", number: null, name: null });
    }));

  it("not available from the network: likewise", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      office.dial({ from: stranger, unavailable: true });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal((await office.lastCall()).caller.presentation, "unavailable");
    }));

  it("of a blocked number: the call is never answered, and nobody is told", () =>
    scene({ at: IN_HOURS, office: { blocked: [stranger] }, mobiles, restless: true }, async (office) => {
      const call = office.dial({ from: stranger, givesUpAfter: seconds(40) });
      assert.deepEqual(await office.ended(), ["blocked"]);
      assert.equal(await call.answered, null);
      assert.deepEqual(office.dialled(), []);
      assert.deepEqual(await office.posted(), []);
      const next = office.dial({ from: fragile });
      await office.ended(2);
      assert.equal(next.connectedTo, anne);
    }));

  const hostile: Readonly<Record<string, Pick<CallRequest, "from" | "name">>> = {
    "an AT command for a number": { from: "0199;ATD3620" },
    "an AT command for a name": { from: stranger, name: "x\r\nATD0899\r\n" },
    "quotes and SQL for a name": { from: stranger, name: `Robert'); DROP TABLE call;--"` },
    "HTML for a name": { from: stranger, name: "<script>alert(1)</script>" },
    "300 digits": { from: "1".repeat(300) },
    "NULs in both": { from: "01990\u0000000", name: "A\u0000B" },
    "a ring and a result for a name": { from: stranger, name: "x\r\nRING\r\nOK\r\nCONNECT" },
    "DLE codes for a name": { from: stranger, name: "\u0010b\u0010d\u0010\u0003" },
    "nothing but a name": { from: "", name: "Nobody" },
    "a flash and keys for a number": { from: "0199!,*21*0899#" },
  };
  for (const [what, from] of Object.entries(hostile)) {
    it(`that holds ${what} does no harm`, async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        office.dial({ ...from, script: hangsUp });
        await office.ended();
        const before = office.modem.commands.length;
        const call = office.dial({ ...from, script: leavesMessage(said) });
        assert.equal((await office.ended(2))[1], "message");
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message"]);
        await office.keptWhatWasSaid(said);
        for (const command of office.modem.commands.slice(before)) {
          assert.match(command, /^AT[+#&A-Z0-9=!,?]*(;\+V[A-Z]{2}=\d+)*$/);
          assert.doesNotMatch(command, /3620|0899|111|ATD/);
        }
        const { caller } = await office.lastCall();
        assert.ok((caller.number ?? "").length <= 32);
        assert.doesNotMatch(`${caller.number}${caller.name}`, /\p{Cc}/u);
        assert.equal(office.told.filter(({ of }) => of === "line").length, 1, "the line was never in trouble");
      });
    });
  }
});
