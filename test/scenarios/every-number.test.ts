import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import type { MobileBehaviour } from "../../src/simulator/exchange/calls.ts";
import { busy, ignores, refuses, takes, voicemail } from "./mobiles.ts";
import { anne, bob, carl, fragile, stranger, office as usual } from "./office.ts";
import { leavesMessage, onEachLine, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const landline = "+33139980001";

/** Anne has a mobile, and a landline that is rung for 12 s. */
const office = {
  people: usual.people.map((person) =>
    person.id === "anne" ? { ...person, numbers: [anne, landline], ringSeconds: [null, 12] } : person,
  ),
};
const play = (mobiles: Readonly<Record<string, MobileBehaviour>>, from = stranger) => ({
  at: IN_HOURS,
  office,
  mobiles,
  from,
});

for (const [line, scene] of onEachLine)
  describe(`a person with two numbers, on ${line}`, () => {
    for (const [what, first] of [
      ["does not answer", ignores],
      ["is busy", busy],
      ["is picked up by its voicemail", voicemail],
    ] as const)
      it(`whose mobile ${what} takes the call at the landline (L15)`, async () => {
        const { from, ...options } = play({ [anne]: first, [landline]: takes, [bob]: takes });
        await scene(options, async (played) => {
          const call = played.dial({ from });
          assert.deepEqual(await played.ended(), ["forwarded"]);
          assert.equal(call.connectedTo, landline);
          assert.deepEqual(played.dialled(), [anne, landline]);
          const { putThroughTo, attempts } = await played.lastCall();
          assert.deepEqual([putThroughTo?.person, putThroughTo?.number], ["anne", landline]);
          assert.deepEqual(
            attempts.map(({ number }) => number),
            [anne, landline],
          );
        });
      });

    it("whose mobile is not in service takes the call at the landline (L15)", async () => {
      const { from, ...options } = play({ [landline]: takes, [bob]: takes });
      await scene(options, async (played) => {
        const call = played.dial({ from });
        assert.deepEqual(await played.ended(), ["forwarded"]);
        assert.equal(call.connectedTo, landline);
      });
    });

    it("who takes it at neither is followed by the next person, each number rung for its own time (L15)", async () => {
      const { from, ...options } = play({ [anne]: ignores, [landline]: ignores, [bob]: takes });
      await scene(options, async (played) => {
        played.dial({ from });
        assert.deepEqual(await played.ended(), ["forwarded"]);
        assert.deepEqual(played.dialled(), [anne, landline, bob]);
        const [mobile = 0, home = 0] = (await played.lastCall()).attempts.map(({ ringTime }) => ringTime);
        assert.ok(mobile > seconds(18) && mobile < seconds(26), `the mobile was rung for ${mobile} ms`);
        assert.ok(home > seconds(10) && home < seconds(18), `the landline was rung for ${home} ms`);
      });
    });

    it("who leaves the call to the next is not rung at the other number (L15)", async () => {
      const { from, ...options } = play({ [anne]: refuses, [landline]: takes, [bob]: takes });
      await scene(options, async (played) => {
        played.dial({ from });
        assert.deepEqual(await played.ended(), ["forwarded"]);
        assert.deepEqual(played.dialled(), [anne, bob]);
      });
    });
  });

for (const [line, scene] of onEachLine)
  describe(`a fragile client in duty hours, on ${line}`, () => {
    it("whom nobody on duty answers reaches whoever is on call (P18)", async () => {
      const { from, ...options } = play({ [anne]: ignores, [landline]: ignores, [bob]: busy, [carl]: takes }, fragile);
      await scene(options, async (played) => {
        const call = played.dial({ from });
        assert.deepEqual(await played.ended(), ["forwarded"]);
        assert.equal(call.connectedTo, carl);
        assert.deepEqual(played.dialled(), [anne, landline, bob, carl]);
        assert.ok(played.heard(call).includes("on-call"));
      });
    });

    it("leaves a message when nobody on call takes it either (P18)", async () => {
      const said = await voice();
      const { from, ...options } = play({ [anne]: ignores, [bob]: ignores, [carl]: ignores }, fragile);
      await scene(options, async (played) => {
        played.dial({ from, script: leavesMessage(said) });
        assert.deepEqual(await played.ended(), ["message"]);
        await played.keptWhatWasSaid(said);
      });
    });
  });
