import assert from "node:assert/strict";
import { minutes, seconds } from "../../src/kernel/units.ts";
import type { SimServices } from "../../src/simulator/exchange/sim-calls.ts";
import { gsmDialects } from "../../src/simulator/modems/gsm/gsm-dialects.ts";
import { ignores, takes } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

/** What one SIM and its operator do with a caller who is to be put through, each way refused and falling to the next. */

const IN_HOURS = "2026-11-23T10:00";

/** What was tried in the last call, in order. */
async function ways(office: Scene): Promise<readonly string[]> {
  const { steps } = await office.lastCall();
  return steps.flatMap((step) => (step.what === "way" ? [`${step.detail.way} ${step.detail.outcome}`] : []));
}
const abilities = async ({ clock, store }: Scene) =>
  Object.fromEntries(
    ((await clock.hold(store.sims.of("line-1")))?.abilities ?? []).map(({ ability, works }) => [ability, works]),
  );
const saidToModule = ({ plant }: Scene, command: string) =>
  plant.module.commands.filter((said) => said === command).length;
const textsTo = ({ exchange }: Scene, number: string) =>
  exchange.texts.filter(({ to }) => to === number).map(({ body }) => body);

for (const dialect of Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound)) {
  const on = (
    services: Partial<SimServices>,
    play: (office: Scene) => Promise<void>,
    more: Partial<Parameters<typeof scene>[0]> = {},
  ) =>
    scene(
      { at: IN_HOURS, mobile: { dialect, services }, mobiles: { [anne]: takes, [bob]: takes }, texts: true, ...more },
      play,
    );

  describe(`forwarding on one SIM, by a module that speaks ${dialect}`, () => {
    it("by the network's own transfer, which stands on the call and is remembered", () =>
      on({}, async (office) => {
        office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(await ways(office), ["transfer done"]);
        assert.deepEqual(await abilities(office), { hold: true, "second-call": true, transfer: true });
      }));

    it("a transfer that is refused falls to the conference; the next caller does not pay for it", () =>
      on({ transfer: false }, async (office) => {
        for (const n of [1, 2]) {
          const call = office.dial({ from: stranger });
          await office.until(() => call.state === "talking" && office.plant.sim.calls.length === 2, "the conference");
          await office.until(() => office.plant.sim.calls.every(({ multiparty }) => multiparty), "the conference");
          call.hangUp();
          assert.equal((await office.ended(n)).at(-1), "forwarded");
          const first = n === 1 ? "transfer refused" : "transfer passed-over";
          assert.deepEqual(await ways(office), [first, "conference done"]);
          await office.until(office.atRest, "the line is free");
        }
        assert.equal(saidToModule(office, "AT+CHLD=4"), 1);
        assert.equal((await abilities(office)).transfer, false);
      }));

    it("after two weeks it is asked for again, for operators change", () =>
      on({ transfer: false }, async (office) => {
        const put = async (n: number) => {
          const call = office.dial({ from: stranger });
          await office.until(() => office.plant.sim.calls.some(({ multiparty }) => multiparty), "the conference");
          call.hangUp();
          await office.ended(n);
          await office.until(office.atRest, "the line is free");
        };
        await put(1);
        office.clock.jump(minutes(14 * 24 * 60));
        await put(2);
        assert.equal(saidToModule(office, "AT+CHLD=4"), 2);
      }));

    it("neither transfer nor conference: the caller leaves a message, and whoever said yes gets a text", async () => {
      const said = await voice();
      await on({ transfer: false, conference: false }, async (office) => {
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.deepEqual((await ways(office)).slice(0, 2), ["transfer refused", "conference refused"]);
        await office.keptWhatWasSaid(said);
        office.neverLeftInSilence(call);
        await office.until(() => textsTo(office, anne).length > 0, "the text");
        assert.match(textsTo(office, anne)[0] ?? "", /^Nouveau message : 01 99 00 00 50/);
        // Of the next caller it is known beforehand: nobody is rung for them.
        await office.until(office.atRest, "the line is free");
        const rung = office.dialled().length;
        const next = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.equal((await office.ended(2)).at(-1), "message");
        assert.equal(office.dialled().length, rung);
        assert.deepEqual(office.heard(next).slice(0, 2), ["welcome", "leave-message"]);
        await office.until(() => textsTo(office, anne).length > 1, "the second text");
      });
    });

    it("no hold: nobody is rung, the caller leaves a message, and the person on duty gets a text", async () => {
      const said = await voice();
      await on({ hold: false }, async (office) => {
        office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        assert.ok((await ways(office)).includes("hold refused"));
        assert.deepEqual(office.dialled(), []);
        await office.until(() => textsTo(office, anne).length > 0, "the text");
      });
    });

    it("a number that is not on this network falls to the next, then to a message and a text", async () => {
      const said = await voice();
      await on(
        {},
        async (office) => {
          office.dial({ from: stranger, script: leavesMessage(said) });
          assert.deepEqual(await office.ended(), ["message"]);
          assert.deepEqual(office.attempts(), ["anne failed", "bob failed"]);
          await office.until(() => textsTo(office, anne).length > 0 && textsTo(office, bob).length > 0, "the texts");
        },
        { mobiles: {} },
      );
    });

    it("another SIM is nobody known: what the one before refused is asked for again", () =>
      on({ transfer: false }, async (office) => {
        const first = office.dial({ from: stranger });
        await office.until(() => office.plant.sim.calls.some(({ multiparty }) => multiparty), "the conference");
        first.hangUp();
        await office.ended();
        await office.until(office.atRest, "the line is free");
        office.plant.module.state.iccid = "8933020000000000029";
        office.plant.module.state.operator = "SFR";
        office.plant.sim.services = { ...office.plant.sim.services, transfer: true };
        const ready = () => office.told.filter((each) => each.of === "line" && each.trouble === null).length;
        const before = ready();
        office.plant.module.faults.add("port-vanishing");
        await office.clock.pass(seconds(5));
        office.plant.module.faults.remove("port-vanishing");
        await office.until(() => ready() > before, "the line is back");
        await office.clock.pass(minutes(1));
        office.dial({ from: stranger });
        assert.equal((await office.ended(2)).at(-1), "forwarded");
        assert.deepEqual(await ways(office), ["transfer done"]);
      }));

    it("the person on duty leaves while the caller is held: the caller is back, and the next is rung", () =>
      on(
        {},
        async (office) => {
          const call = office.dial({ from: stranger });
          assert.deepEqual(await office.ended(), ["forwarded"]);
          assert.deepEqual(office.attempts(), ["anne not-accepted", "bob accepted"]);
          assert.equal(call.connectedTo, bob);
          office.neverLeftInSilence(call);
        },
        { mobiles: { [anne]: { after: seconds(3), does: "answer", hangsUpAfter: seconds(2) }, [bob]: takes } },
      ));

    it("a caller who leaves while held leaves nobody alone", () =>
      on(
        {},
        async (office) => {
          const call = office.dial({ from: stranger });
          await office.until(
            () => call.state === "on-hold" && office.exchange.mobiles[0]?.ringing === true,
            "the hold",
          );
          call.hangUp();
          assert.deepEqual(await office.ended(), ["abandoned"]);
          await office.until(() => office.exchange.mobiles.every(({ ringing }) => !ringing), "nobody is rung");
          assert.deepEqual(office.dialled(), [anne]);
        },
        { mobiles: { [anne]: ignores, [bob]: takes } },
      ));

    it("a second caller while the first is held is busy by the network, and changes nothing for the first", () =>
      on(
        {},
        async (office) => {
          const call = office.dial({ from: stranger });
          await office.until(
            () => call.state === "on-hold" && office.exchange.mobiles[0]?.ringing === true,
            "the hold",
          );
          const second = office.dial({ from: "+33199000077" });
          await office.until(() => second.state === "ended", "the second is turned away");
          assert.ok(second.events.some((event) => event.kind === "hung-up" && event.end === "busy"));
          assert.deepEqual(await office.ended(), ["forwarded"]);
          assert.equal(call.connectedTo, bob);
        },
        { mobiles: { [anne]: ignores, [bob]: takes } },
      ));

    it("a module that starts anew in a conversation takes the next call", () =>
      on({ transfer: false }, async (office) => {
        office.dial({ from: stranger });
        await office.until(() => office.plant.sim.calls.some(({ multiparty }) => multiparty), "the conversation");
        office.plant.module.reset();
        assert.equal((await office.ended())[0], "forwarded");
      }));
  });
}
