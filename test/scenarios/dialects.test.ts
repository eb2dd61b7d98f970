import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import { dialects } from "../../src/simulator/modems/v253/dialects.ts";
import { ignores, refuses, takes } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const noTrouble = { underruns: 0, overflowed: 0 };

for (const dialect of Object.keys(dialects)) {
  describe(`a modem that speaks ${dialect}`, () => {
    it("puts a call through to the second, after the first refused", () =>
      scene({ at: IN_HOURS, dialect, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.attempts(), ["anne refused", "bob accepted"]);
        assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
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

    it("rings nobody for a caller who left in the greeting, and nobody else for one who left while somebody is rung", () =>
      scene({ at: IN_HOURS, dialect, mobiles: { [anne]: ignores, [bob]: takes } }, async (office) => {
        office.dial({ from: stranger, script: [{ wait: seconds(1) }, { hangUp: true }] });
        assert.deepEqual(await office.ended(), ["abandoned"]);
        assert.deepEqual(office.dialled(), []);
        await office.until(() => office.socket.hook === "on", "on-hook");
        const call = office.dial({ from: stranger });
        const [mobile] = office.exchange.mobiles;
        await office.until(() => mobile?.ringing === true, "the mobile rings");
        call.hangUp();
        assert.deepEqual(await office.ended(2), ["abandoned", "abandoned"]);
        assert.deepEqual(office.dialled(), [anne]);
        const left = call.events.find(({ kind }) => kind === "hung-up")?.at ?? 0;
        const rangOn = (mobile?.calls[0]?.endedAt ?? Number.POSITIVE_INFINITY) - left;
        assert.ok(rangOn < 5000, `the mobile rang on for ${rangOn} ms`);
        assert.equal((await office.posted()).length, 6);
      }));

    it("takes a message until the caller hangs up", async () => {
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
