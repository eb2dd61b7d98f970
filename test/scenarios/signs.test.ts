import assert from "node:assert/strict";
import fc from "fast-check";
import { concat, durationOf, silence } from "../../src/audio/pcm.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { CallRequest } from "../../src/simulator/exchange/calls.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { speech } from "./ear.ts";
import { ignores, takes } from "./mobiles.ts";
import { anne, bob, carl, fragile, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes };

const recording = (office: Scene) =>
  office.until(() => office.notes().some(({ what }) => what === "recording"), "beep");

/** Somebody lifts the telephone beside the box, and has the caller to themselves from then on. */
async function takesIt(office: Scene, call: ReturnType<Scene["dial"]>): Promise<void> {
  office.socket.lift(speech("secretary", 5));
  const lifted = office.clock.now();
  assert.deepEqual(await office.ended(), ["taken-here"]);
  await office.until(() => office.socket.hook === "on", "on-hook");
  assert.ok(office.clock.now() - lifted < 2000, `on-hook ${office.clock.now() - lifted} ms later`);
  await office.clock.pass(seconds(20));
  assert.equal(call.state, "talking", "the caller speaks with whoever lifted it");
  assert.deepEqual(await office.kept(), []);
  assert.deepEqual(await office.posted(), []);
  assert.deepEqual((await office.recover()).recovered, [], "nothing is left on the disk");
  assert.ok((await office.lastCall()).steps.some(({ what }) => what === "taken-here"));
  call.hangUp();
  office.socket.putDown();
  await office.takesTheNextCall();
}

describe("the telephone beside the box (L2)", () => {
  for (const dialect of ["generic", "conexant", "usrobotics", "zoom"]) {
    it(`lifted in the greeting: the call is theirs (${dialect})`, () =>
      scene({ at: EVENING, dialect, mobiles }, async (office) => {
        const call = office.dial({ from: stranger });
        await office.clock.run(call.answered);
        await office.clock.pass(millis(1400));
        await takesIt(office, call);
        assert.deepEqual(office.dialled(), []);
      }));

    it(`lifted in a message: nothing of it is kept (${dialect})`, () =>
      scene({ at: EVENING, dialect, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { say: speech("caller", 30) }] });
        await recording(office);
        await office.clock.pass(seconds(4));
        await takesIt(office, call);
      }));
  }

  it("lifted while a key is waited for", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.clock.run(call.answered);
      await office.clock.pass(seconds(4));
      await takesIt(office, call);
    }));

  it("lifted while somebody's mobile rings: they ring no more, and the caller is back", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: ignores } }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.until(() => office.exchange.mobiles[0]?.ringing === true, "the mobile rings");
      await office.clock.pass(seconds(2));
      office.socket.lift();
      assert.deepEqual(await office.ended(), ["taken-here"]);
      await office.until(() => office.socket.hook === "on", "on-hook");
      assert.equal(office.exchange.mobiles[0]?.ringing, false);
      assert.equal(call.state, "talking");
      assert.deepEqual(await office.posted(), []);
      call.hangUp();
      office.socket.putDown();
    }));

  it("put down in a message, nobody having lifted it: the message goes on (L3)", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: leavesMessage(said) });
      await recording(office);
      for (let n = 0; n < 3; n++) {
        await office.clock.pass(seconds(1));
        office.modem.faults.add("says-telephone-down");
      }
      assert.deepEqual(await office.ended(), ["message"]);
      await office.keptWhatWasSaid(said);
    });
  });
});

describe("what a modem says and is not so", () => {
  const lies: readonly FaultName[] = ["says-loop-break", "says-busy", "says-key", "says-telephone-down"];
  for (const lie of lies) {
    for (const dialect of ["generic", "usrobotics"]) {
      it(`${lie} in the middle of a voice: the message is whole (${dialect}; L3, L4, L5)`, async () => {
        const said = await voice();
        await scene({ at: EVENING, dialect, mobiles }, async (office) => {
          office.dial({ from: stranger, script: leavesMessage(said) });
          await recording(office);
          await office.clock.pass(seconds(3));
          office.modem.faults.add(lie);
          assert.deepEqual(await office.ended(), ["message"]);
          await office.keptWhatWasSaid(said);
        });
      });
    }
  }

  for (const after of [100, 400, 1000]) {
    it(`a loop break ${after} ms after the answer: the caller is not hung up on (L4)`, async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        await office.clock.run(call.answered);
        await office.clock.pass(millis(after));
        office.modem.faults.add("says-loop-break");
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message"]);
        await office.keptWhatWasSaid(said);
      });
    });
  }

  it("a loop break as the call is taken, in the hours: somebody is rung all the same (L4)", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.clock.run(call.answered);
      await office.clock.pass(millis(400));
      office.modem.faults.add("says-loop-break");
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, anne);
    }));

  it("its sound ends by itself, again and again: the caller is recorded to the end (L4)", async () => {
    const said = concat([await voice(), await voice(), await voice()]);
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: leavesMessage(said) });
      await recording(office);
      for (let n = 0; n < 5; n++) {
        await office.clock.pass(seconds(2));
        office.modem.faults.add("overrun");
      }
      assert.deepEqual(await office.ended(), ["message"]);
      const [message] = await office.kept();
      const missing = durationOf(said) - durationOf(message?.pcm ?? silence(millis(0)));
      assert.ok(missing < 1000, `${missing} ms are missing`);
    });
  });

  it("its sound ends by itself while a key is waited for: the key is heard (L4)", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      const script = [{ wait: seconds(5) }, { key: "1" }] as const;
      const call = office.dial({ from: stranger, script });
      await office.clock.run(call.answered);
      await office.clock.pass(seconds(3));
      office.modem.faults.add("overrun");
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, carl);
    }));

  it("its sound ends by itself while a mobile rings: the mobile rings on (L4)", () =>
    scene({ at: IN_HOURS, mobiles: { [anne]: { ...takes, after: seconds(8) } } }, async (office) => {
      const call = office.dial({ from: stranger });
      await office.until(() => office.exchange.mobiles[0]?.ringing === true, "the mobile rings");
      await office.clock.pass(seconds(3));
      office.modem.faults.add("overrun");
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, anne);
    }));
});

describe("whatever a modem says", () => {
  const lie = fc.record({
    after: fc.integer({ min: 0, max: 150 }).map((n) => millis(n * 100)),
    fault: fc.constantFrom<FaultName>("says-loop-break", "says-busy", "says-key", "says-telephone-down", "overrun"),
  });

  it("the caller who goes on speaking is recorded to the end, and the call is told as that (L3, L4, L5)", async () => {
    const said = concat([await voice(), await voice()]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(lie, { maxLength: 5 }),
        fc.constantFrom("generic", "conexant", "usrobotics", "multitech"),
        async (lies, dialect) => {
          await scene({ at: EVENING, dialect, mobiles }, async (office) => {
            office.dial({ from: stranger, script: leavesMessage(said) });
            await recording(office);
            await office.clock.pass(seconds(1.5));
            const told = lies.map(async ({ after, fault }) => {
              await office.clock.sleep(after);
              office.modem.faults.add(fault);
            });
            assert.deepEqual(await office.ended(), ["message"]);
            await office.clock.run(Promise.all(told));
            const [message] = await office.kept();
            const missing = durationOf(said) - durationOf(message?.pcm ?? silence(millis(0)));
            assert.ok(missing < 1000, `${missing} ms are missing`);
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("rings and callers as they come (L10, L13)", () => {
  const oneCall = async (office: Scene, from: CallRequest["from"], name?: string) => {
    const call = office.dial({ from, ...(name === undefined ? {} : { name }) });
    assert.deepEqual(await office.ended(), ["forwarded"]);
    return call;
  };

  const ways: readonly (readonly [what: string, faults: readonly FaultName[], every: number])[] = [
    ["every second ring lost", ["loses-rings"], 5000],
    ["every second ring lost, 6 s apart", ["loses-rings"], 6000],
    ["rings 8.5 s apart", [], 8500],
    ["rings 10 s apart", [], 10_000],
    ["distinctive rings", ["distinctive-rings"], 5000],
    ["the caller told twice", ["caller-id-twice"], 5000],
    ["the data themselves", ["caller-id-in-hex"], 5000],
    ["caller id in two pieces", ["caller-id-cut"], 5000],
    ["the name first", ["name-before-number"], 5000],
  ];
  for (const [what, faults, ringEvery] of ways) {
    for (const callerIdAt of ["before-first-ring", "after-first-ring"] as const) {
      it(`${what}: a fragile client is known in one call (caller id ${callerIdAt})`, () =>
        scene({ at: EVENING, socket: { callerIdAt, ringEvery: millis(ringEvery) }, mobiles }, async (office) => {
          for (const fault of faults) office.modem.faults.add(fault);
          const call = await oneCall(office, fragile, "LEFÈVRE RENÉ");
          assert.deepEqual(office.heard(call), ["on-call", "hold"]);
          const { caller } = await office.lastCall();
          assert.deepEqual(caller, { presentation: "given", number: fragile, name: "LEFÈVRE RENÉ" });
          for (const fault of faults) office.modem.faults.remove(fault);
        }));
    }
  }

  it("letters in UTF-8", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      office.modem.faults.add("names-in-utf8");
      await oneCall(office, fragile, "LEFÈVRE RENÉ");
      assert.equal((await office.lastCall()).caller.name, "LEFÈVRE RENÉ");
    }));

  for (const fault of ["caller-id-in-words", "caller-id-reason", "caller-id-in-hex"] as const) {
    it(`withheld, told as ${fault}`, () =>
      scene({ at: IN_HOURS, mobiles }, async (office) => {
        office.modem.faults.add(fault);
        await oneCall(office, null);
        assert.equal((await office.lastCall()).caller.presentation, "withheld");
      }));
  }

  it("a name that holds the end of a line and another number changes nothing", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      await oneCall(office, fragile, "X\r\nNMBR = 0611111111\r\nNAME = Y");
      const { caller } = await office.lastCall();
      assert.deepEqual([caller.number, caller.name], [fragile, "X"]);
    }));
});
