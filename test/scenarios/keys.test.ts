import assert from "node:assert/strict";
import { millis, seconds } from "../../src/kernel/units.ts";
import { busy, takes } from "./mobiles.ts";
import { anne, bob, carl, dora, stranger } from "./office.ts";
import { leavesMessage, onEachLine, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes, [dora]: takes };
const quiet = { untilQuiet: millis(600) } as const;

const menu = {
  menu: [
    { key: "1", label: "Urgences", people: ["carl"] },
    { key: "2", label: "Rendez-vous", information: "Préparez votre carte Vitale.", people: ["dora", "bob"] },
    { key: "3", label: "Renseignements", information: "Le bureau est au 2, rue des Tilleuls." },
  ],
};

for (const [line, scene] of onEachLine)
  describe(`keys, on ${line}`, () => {
    it("one pressed in the announcement stops it and is obeyed at once", () =>
      scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ wait: seconds(0.7) }, { key: "1" }] });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "on-call", "hold"]);
        const { steps } = await office.lastCall();
        const announced = steps.flatMap((step) => (step.what === "announced" ? [step.detail] : []));
        const stopped = announced[0]?.stoppedAfter ?? 0;
        assert.ok(stopped > 200 && stopped < 1300, `stopped after ${stopped} ms`);
        assert.equal(announced[1]?.stoppedAfter, null);
      }));

    it("a wrong one is answered once, and the right one is then obeyed", () =>
      scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [quiet, { key: "7" }, quiet, { key: "1" }] });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "wrong-key", "on-call", "hold"]);
        assert.equal(call.connectedTo, carl);
        office.neverLeftInSilence(call);
        const keys = (await office.lastCall()).steps.flatMap((step) => (step.what === "key" ? [step.detail] : []));
        assert.deepEqual(keys, [
          { digit: "7", known: false },
          { digit: "1", known: true },
        ]);
      }));

    it("two wrong ones lead to the message, never to a dropped call", async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        const script = [quiet, { key: "7" }, quiet, { key: "9" }, ...leavesMessage(said)] as const;
        const call = office.dial({ from: stranger, script });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "wrong-key", "leave-message"]);
        await office.keptWhatWasSaid(said);
      });
    });

    it("a key of the menu rings its own person", () =>
      scene({ at: IN_HOURS, office: menu, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [quiet, { key: "1" }] });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["welcome", "menu", "hold"]);
        assert.deepEqual(office.dialled(), [carl]);
        office.neverLeftInSilence(call);
      }));

    it("a key of the menu gives its information, then rings its people in order (G9)", () =>
      scene({ at: IN_HOURS, office: menu, mobiles: { ...mobiles, [dora]: busy } }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ wait: seconds(2.5) }, { key: "2" }] });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["welcome", "menu", "info", "hold", "hold"]);
        assert.deepEqual(office.attempts(), ["dora busy", "bob accepted"]);
        office.neverLeftInSilence(call);
      }));

    it("a key without people of its own leads to whoever is on duty", () =>
      scene({ at: IN_HOURS, office: menu, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ wait: seconds(2.5) }, { key: "3" }] });
        await office.ended();
        assert.deepEqual(office.heard(call), ["welcome", "menu", "info", "hold"]);
        assert.equal(call.connectedTo, anne);
      }));

    it("no key at all in the menu leads to whoever is on duty", () =>
      scene({ at: IN_HOURS, office: menu, mobiles }, async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["welcome", "menu", "hold"]);
        assert.equal(call.connectedTo, anne);
        office.neverLeftInSilence(call);
      }));
  });
