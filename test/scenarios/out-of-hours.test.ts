import assert from "node:assert/strict";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { ignores, refuses, takes, voicemail } from "./mobiles.ts";
import { anne, bob, carl, dora, fragile, office as standard, stranger } from "./office.ts";
import { leavesMessage, onEachLine, parisTime, voice } from "./scene.ts";

const EVENING = "2026-11-23T20:00";
const everyone = { [anne]: takes, [bob]: takes, [carl]: takes, [dora]: takes };
const presses = (key: "1" | "2"): CallerStep[] => [{ untilQuiet: millis(600) }, { key }];

for (const [line, scene] of onEachLine)
  describe(`out of duty hours, on ${line}`, () => {
    it("the caller presses no key and leaves a message (G4)", async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles: everyone }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.dialled(), []);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message"]);
        office.neverLeftInSilence(call);
        const message = await office.keptWhatWasSaid(said);
        const { id, outcome, message: kept, steps } = await office.lastCall();
        assert.deepEqual([outcome, kept, message.call], ["message", message.id, id]);
        assert.deepEqual(
          steps.map(({ what }) => what),
          ["rang", "rang", "answered", "announced", "no-key", "announced", "hung-up", "recorded"],
        );
        const times = steps.map(({ at }) => at);
        assert.deepEqual(times, times.toSorted(), "each step has its own time");
        assert.deepEqual(await office.posted(), [
          "message carl@tilleuls.example",
          "message dora@tilleuls.example",
          "message bureau@tilleuls.example",
        ]);
      });
    });

    it("the urgent key reaches on-call (G6)", () =>
      scene({ at: EVENING, mobiles: everyone }, async (office) => {
        const call = office.dial({ from: stranger, script: presses("1") });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.dialled(), [carl]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "on-call", "hold"]);
        assert.equal(call.connectedTo, carl);
        office.neverLeftInSilence(call);
        assert.deepEqual((await office.lastCall()).putThroughTo, { person: "carl", number: carl });
      }));

    it("on-call refuses and the next takes it", () =>
      scene({ at: EVENING, mobiles: { ...everyone, [carl]: refuses } }, async (office) => {
        const call = office.dial({ from: stranger, script: presses("1") });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.attempts(), ["carl refused", "dora accepted"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "on-call", "hold", "hold"]);
        assert.equal(call.connectedTo, dora);
        office.neverLeftInSilence(call);
      }));

    it("nobody on call takes an urgent call: a message, of which both are told", async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles: { ...everyone, [carl]: voicemail, [dora]: ignores } }, async (office) => {
        const call = office.dial({ from: stranger, script: [...presses("1"), ...leavesMessage(said)] });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.attempts(), ["carl not-accepted", "dora no-answer"]);
        assert.deepEqual(office.heard(call), [
          "closed-urgent",
          "on-call",
          "hold",
          "hold",
          "danger",
          "busy",
          "leave-message",
        ]);
        office.neverLeftInSilence(call);
        await office.keptWhatWasSaid(said);
        assert.equal((await office.posted()).length, 3);
      });
    });

    it("a fragile client goes straight to on-call, without a choice to make (G6)", () =>
      scene({ at: EVENING, mobiles: everyone }, async (office) => {
        const call = office.dial({ from: fragile });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.dialled(), [carl]);
        assert.deepEqual(office.heard(call), ["on-call", "hold"]);
        assert.equal(call.connectedTo, carl);
        office.neverLeftInSilence(call);
      }));

    it("without anybody on call no key is offered", async () => {
      const said = await voice();
      const rota = standard.rota.filter(({ service }) => service !== "on-call");
      await scene({ at: EVENING, office: { rota }, mobiles: everyone }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed", "danger", "leave-message"]);
        office.neverLeftInSilence(call);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(await office.posted(), ["message bureau@tilleuls.example"]);
      });
    });
  });

for (const [line, scene] of onEachLine)
  describe(`an office that is closed or away in its hours, on ${line}`, () => {
    const closed: Readonly<Record<string, readonly [at: string, hears: string, changes: Record<string, unknown>]>> = {
      "on a public holiday": ["2026-12-25T10:00", "holiday-urgent", {}],
      "in a dated closure": [
        "2026-08-12T10:00",
        "closure-urgent",
        { closures: [{ id: "summer", name: "Congés d’été", firstDay: "2026-08-10", lastDay: "2026-08-14" }] },
      ],
      "in a momentary absence": [
        "2026-11-23T10:00",
        "absence-urgent",
        {
          absences: [
            { id: "a", from: parisTime("2026-11-23T09:50"), until: parisTime("2026-11-23T10:30"), by: "Anne" },
          ],
        },
      ],
    };
    for (const [name, [at, hears, office]] of Object.entries(closed)) {
      it(`${name}, a caller may leave a message or reach on-call`, async () => {
        const said = await voice();
        await scene({ at, office, mobiles: everyone }, async (there) => {
          const call = there.dial({ from: stranger, script: leavesMessage(said) });
          assert.deepEqual(await there.ended(), ["message"]);
          assert.deepEqual(there.heard(call), [hears, "leave-message"]);
          there.neverLeftInSilence(call);
          await there.keptWhatWasSaid(said);
          const urgent = there.dial({ from: stranger, script: presses("1") });
          assert.deepEqual(await there.ended(2), ["message", "forwarded"]);
          assert.equal(urgent.connectedTo, carl);
          assert.deepEqual(there.dialled(), [carl]);
        });
      });
    }

    it("an absence that ends during a call: this caller is told of it, the next is put through", () => {
      const until = parisTime("2026-11-23T10:00");
      const absences = [{ id: "a", from: parisTime("2026-11-23T09:30"), until, by: "Anne" }];
      return scene({ at: "2026-11-23T09:59:50", office: { absences }, mobiles: everyone }, async (office) => {
        const first = office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
        await office.ended();
        assert.ok(office.clock.now() > until, "the absence ended during the call");
        assert.deepEqual(office.heard(first), ["absence-urgent", "leave-message"]);
        const second = office.dial({ from: stranger });
        await office.ended(2);
        assert.deepEqual(office.heard(second), ["welcome", "hold"]);
        assert.equal(second.connectedTo, anne);
      });
    });

    it("an office that closes while someone is rung still puts this caller through", () =>
      scene(
        { at: "2026-11-23T11:59:50", mobiles: { ...everyone, [anne]: { after: seconds(60), does: "ignore" } } },
        async (office) => {
          const call = office.dial({ from: stranger });
          assert.deepEqual(await office.ended(), ["forwarded"]);
          assert.ok(office.clock.now() > parisTime("2026-11-23T12:00"));
          assert.equal(call.connectedTo, bob);
        },
      ));
  });
