import assert from "node:assert/strict";
import { callerFrom } from "../../src/attendant/address-book.ts";
import { seconds } from "../../src/kernel/units.ts";
import { dialPlanOf } from "../../src/line/dial-plans.ts";
import { mumbled } from "../../src/simulator/exchange/mobile-phone.ts";
import { busy, ignores, refuses, takes, voicemail } from "./mobiles.ts";
import { anne, bob, officeWith, office as standard, stranger } from "./office.ts";
import { leavesMessage, scene, voice } from "./scene.ts";

const nobodyWaits = { waiting: { on: false } };
const IN_HOURS = "2026-11-23T10:00";

describe("in duty hours", () => {
  it("the person on duty takes the call (G1, G5)", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [anne]);
      assert.deepEqual(office.heard(call), ["welcome", "hold"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen"]);
      assert.equal(call.connectedTo, anne);
      assert.equal(office.socket.hook, "on");
      office.neverLeftInSilence(call);
      const { outcome, putThroughTo, attempts, steps, caller, plan, said } = await office.lastCall();
      assert.equal(outcome, "forwarded");
      assert.deepEqual(putThroughTo, { person: "anne", number: anne });
      assert.deepEqual(
        attempts.map(({ person, outcome: how }) => [person, how]),
        [["anne", "accepted"]],
      );
      assert.deepEqual(
        steps.map(({ what }) => what),
        ["rang", "rang", "answered", "announced", "announced", "ringing", "picked-up", "attempt", "put-through"],
      );
      const words = steps.flatMap((step) => (step.what === "announced" ? [said[step.detail.said ?? ""]] : []));
      assert.deepEqual(words, ["welcome", "hold"], "the words that the caller heard are kept");
      assert.deepEqual(caller, { presentation: "given", number: stranger, name: null });
      assert.equal(plan?.answerAfter, 2);
      assert.deepEqual(await office.posted(), []);
    }));

  it("the first refuses and the second takes it", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: refuses, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [anne, bob]);
      assert.deepEqual(office.attempts(), ["anne refused", "bob accepted"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
      assert.equal(call.connectedTo, bob);
      office.neverLeftInSilence(call);
    }));

  it("the first cuts the call off on the mobile, and the second takes it", () =>
    scene(
      { at: IN_HOURS, mobiles: { [anne]: { after: seconds(6), does: "refuse" }, [bob]: takes } },
      async (office) => {
        const call = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.attempts(), ["anne busy", "bob accepted"]);
        assert.equal(call.connectedTo, bob);
      },
    ));

  for (const tonesOf of ["US", "GB", "PT", "DE", "ES"]) {
    it(`a mobile that rings as in ${tonesOf} and is not answered is not taken for one that is (sister of L16)`, () =>
      scene({ at: IN_HOURS, mobiles: { [anne]: { ...ignores, tonesOf }, [bob]: takes } }, async (office) => {
        office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        const { attempts } = await office.lastCall();
        assert.deepEqual(
          attempts.map(({ person, outcome }) => [person, outcome]),
          [
            ["anne", "no-answer"],
            ["bob", "accepted"],
          ],
        );
      }));

    it(`a mobile that is busy as in ${tonesOf} is passed over at once, and one that is taken there is (sister of L16)`, () =>
      scene(
        {
          at: IN_HOURS,
          mobiles: {
            [anne]: { ...refuses, does: "refuse", tonesOf },
            [bob]: { ...takes, says: mumbled(800), tonesOf },
          },
        },
        async (office) => {
          office.dial({ from: stranger });
          assert.deepEqual(await office.ended(), ["forwarded"]);
          const { attempts } = await office.lastCall();
          assert.deepEqual(
            attempts.map(({ person, outcome }) => [person, outcome]),
            [
              ["anne", "busy"],
              ["bob", "accepted"],
            ],
          );
        },
      ));
  }

  it("the first does not answer and the second takes it", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: ignores, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [anne, bob]);
      assert.deepEqual(office.attempts(), ["anne no-answer", "bob accepted"]);
      const first = (await office.lastCall()).attempts[0];
      assert.ok(first && first.ringTime > 20_000 && first.ringTime < 28_000, `rung for ${first?.ringTime} ms`);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
      assert.equal(call.connectedTo, bob);
      office.neverLeftInSilence(call);
    }));

  it("the first's own voicemail answers, presses no key, and does not swallow the call", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: voicemail, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.attempts(), ["anne not-accepted", "bob accepted"]);
      assert.deepEqual(office.mobileHeard(anne), ["screen", "screen"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold"]);
      assert.equal(call.connectedTo, bob);
    }));

  it("all are busy or do not answer: the caller leaves a message", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, office: nobodyWaits, mobiles: { [anne]: busy, [bob]: ignores } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.dialled(), [anne, bob]);
      assert.deepEqual(office.attempts(), ["anne busy", "bob no-answer"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold", "busy", "leave-message"]);
      office.neverLeftInSilence(call);
      await office.keptWhatWasSaid(said);
      assert.deepEqual(await office.posted(), [
        "message anne@tilleuls.example",
        "message bob@tilleuls.example",
        "message bureau@tilleuls.example",
      ]);
    });
  });

  it("all are busy", () =>
    scene({ at: IN_HOURS, office: nobodyWaits, mobiles: { [anne]: busy, [bob]: busy } }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
      assert.deepEqual(await office.ended(), ["empty-message"]);
      assert.deepEqual(office.attempts(), ["anne busy", "bob busy"]);
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold", "busy", "leave-message"]);
      assert.deepEqual(await office.kept(), []);
    }));

  it("a number that is not in service does not break the chain", () =>
    scene({ at: IN_HOURS, mobiles: { [bob]: takes } }, async (office) => {
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.attempts(), ["anne failed", "bob accepted"]);
      assert.equal(call.connectedTo, bob);
    }));

  it("nobody is on duty: a message, and nobody is rung", async () => {
    const said = await voice();
    const rota = standard.rota.filter(({ service }) => service !== "duty");
    await scene({ at: IN_HOURS, office: { rota }, mobiles: { [anne]: takes } }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.dialled(), []);
      assert.deepEqual(office.heard(call), ["welcome", "busy", "leave-message"]);
      office.neverLeftInSilence(call);
      await office.keptWhatWasSaid(said);
      assert.deepEqual(await office.posted(), ["message bureau@tilleuls.example"]);
    });
  });

  it("a person on duty who calls is not put through to themself", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
      const call = office.dial({ from: anne });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.deepEqual(office.dialled(), [bob]);
      assert.equal(call.connectedTo, bob);
    }));

  for (const forwarding of ["none", "network"] as const) {
    it(`a line whose forwarding is "${forwarding}" plans no second leg: it records, and those on duty are told`, async () => {
      const said = await voice();
      const settings = { forwarding };
      await scene({ at: IN_HOURS, settings, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.dialled(), []);
        assert.deepEqual(office.heard(call), ["welcome", "leave-message"]);
        office.neverLeftInSilence(call);
        await office.keptWhatWasSaid(said);
        assert.deepEqual(await office.posted(), [
          "message anne@tilleuls.example",
          "message bob@tilleuls.example",
          "message bureau@tilleuls.example",
        ]);
      });
    });
  }
});

describe("on a line of another country", () => {
  const countries = [
    ["BE", "+32470000002", "0470000002", "+32470000009"],
    ["LU", "+352621123456", "621123456", "+352621123459"],
    ["IT", "+393912345678", "3912345678", "+390612345678"],
    ["US", "+12125550100", "12125550100", "+12125550101"],
  ] as const;
  for (const [country, number, keys, from] of countries)
    it(`the one on duty is dialled as people in ${country} do, and the caller is known (sister of F1)`, () => {
      const people = standard.people.map((one) => (one.id === "anne" ? { ...one, numbers: [number] } : one));
      const settings = { country, dialPlan: dialPlanOf(country) };
      const callers = [{ number: from, name: "Madame Peeters" }];
      const office = { country, people, callers };
      return scene(
        { at: IN_HOURS, settings, office, mobiles: { [number]: { ...takes, says: mumbled(800) } } },
        async (on) => {
          on.dial({ from });
          assert.deepEqual(await on.ended(), ["forwarded"]);
          const pressed = on.modem.commands.flatMap((each) => /\+VTS=(.*)/.exec(each)?.[1] ?? []).join(",");
          assert.equal(pressed.replaceAll(/\{(.),\d+\}|[^\d]/g, "$1"), `!${keys}`, pressed);
          assert.equal(callerFrom((await on.lastCall()).caller, officeWith(office)).number, from);
        },
      );
    });
});
