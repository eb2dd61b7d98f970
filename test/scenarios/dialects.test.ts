import assert from "node:assert/strict";
import { dialects } from "../../src/simulator/dialects.ts";
import { refuses, takes } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { scene, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
const noTrouble = { underruns: 0, overflowed: 0 };

for (const dialect of Object.keys(dialects)) {
  describe(`a modem that speaks ${dialect}`, () => {
    it("puts a call through to the second, after the first refused", () =>
      scene({ at: "2026-11-23T10:00", dialect, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.attempts(), ["anne refused", "bob accepted"]);
        assert.deepEqual(office.heard(call), ["welcome", "hold"]);
        assert.deepEqual(office.mobileHeard(bob), ["screen"]);
        assert.equal(call.connectedTo, bob);
        assert.equal((await office.lastCall()).caller.number, stranger);
        assert.deepEqual(office.modem.trouble, noTrouble);
        office.neverLeftInSilence(call);
      }));

    it("takes a message until #", async () => {
      const said = await voice();
      await scene({ at: EVENING, dialect }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { key: "#" }] });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message", "thanks"]);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(office.modem.trouble, noTrouble);
        office.neverLeftInSilence(call);
      });
    });

    it("takes a message until the caller hangs up, and says when the line is free", async () => {
      const said = await voice();
      await scene({ at: EVENING, dialect }, async (office) => {
        office.dial({ from: stranger, script: [{ untilBeep: true }, { say: said }, { hangUp: true }] });
        assert.deepEqual(await office.ended(), ["message"]);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(office.modem.trouble, noTrouble);
      });
    });
  });
}
