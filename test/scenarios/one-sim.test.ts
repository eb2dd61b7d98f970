import assert from "node:assert/strict";
import { minutes, seconds } from "../../src/kernel/units.ts";
import type { SimServices } from "../../src/simulator/exchange/sim-calls.ts";
import { gsmDialects } from "../../src/simulator/modems/gsm/gsm-dialects.ts";
import { beginTrial, sayHeard, type TrialProgress, type TrialRound, trialProgress } from "../../src/store/sim-trial.ts";
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

const LINE_1 = "line-1";
const mine = "+33639980055";
/** A person tries out a way of the network with the telephone of theirs and Anne's. */
async function tries(office: Scene, round: TrialRound) {
  const { clock, store } = office;
  const at = clock.now();
  await clock.hold(beginTrial(store, LINE_1, { round, from: mine as never, to: anne as never, at, by: "Claire" }));
  const before = office.outcomes().length;
  const call = office.dial({ from: mine });
  await office.until(
    () => call.connectedTo === anne || call.state === "ended" || inConference(office),
    "they are joined",
  );
  await clock.pass(seconds(5));
  call.hangUp();
  await office.ended(before + 1);
  await office.until(office.atRest, "the line is free");
  await clock.hold(store.calls.flushed());
  const progress = await clock.hold(trialProgress(store, LINE_1, "FR"));
  assert.ok(progress?.isOver);
  return progress;
}
const inConference = ({ plant }: Scene) => plant.sim.calls.some(({ multiparty }) => multiparty);
const saw = ({ seen }: TrialProgress) =>
  Object.fromEntries(
    seen.map(({ ability, works, in: how }) => [ability, `${works ? "works" : "refused"} in a ${how}`]),
  );
const inATrial = { at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes }, texts: true } as const;

describe("a SIM that is tried out with two telephones", () => {
  it("each way by a round of its own, though the first works; what was seen is kept with its date", () =>
    scene({ ...inATrial, mobile: { dialect: "sim7600" } }, async (office) => {
      const transfer = await tries(office, "transfer");
      assert.equal(saw(transfer).transfer, "works in a trial");
      assert.ok(transfer.asksHeard);
      assert.equal(saw(await tries(office, "conference")).conference, "works in a trial");
      assert.equal(saw(await tries(office, "deflection")).deflection, "works in a trial");
      assert.equal((await office.lastCall()).outcome, "sent-on");
    }));

  it("what the operator refuses is told, and no caller is asked to wait for it afterwards", () =>
    scene(
      { ...inATrial, mobile: { dialect: "ec25", services: { transfer: false, conference: false, deflection: false } } },
      async (office) => {
        for (const round of ["transfer", "conference", "deflection"] as const)
          assert.equal(saw(await tries(office, round))[round], "refused in a trial");
        await office.clock.pass(minutes(6));
        const call = office.dial({ from: stranger, script: [{ untilBeep: true }, { hangUp: true }] });
        const before = office.outcomes().length;
        await office.ended(before + 1);
        assert.deepEqual(office.heard(call).slice(0, 2), ["welcome", "leave-message"]);
      },
    ));

  it("what the network took and nobody heard does not work", () =>
    scene({ ...inATrial, mobile: { dialect: "sim7600" } }, async (office) => {
      await tries(office, "transfer");
      await office.clock.hold(sayHeard(office.store, LINE_1, false, office.clock.now()));
      await office.clock.hold(office.store.calls.flushed());
      await office.clock.pass(minutes(6));
      const call = office.dial({ from: stranger });
      await office.until(() => inConference(office), "the conference instead");
      call.hangUp();
      const before = office.outcomes().length;
      await office.ended(before + 1);
      assert.deepEqual(await ways(office), ["transfer passed-over", "conference done"]);
    }));

  it("a round that follows at once does not take the call of the one before for its own", () =>
    scene({ ...inATrial, mobile: { dialect: "sim7600" } }, async (office) => {
      await tries(office, "deflection");
      const { clock, store } = office;
      const round = { round: "transfer", from: mine, to: anne, at: clock.now(), by: "Claire" } as const;
      await clock.hold(beginTrial(store, LINE_1, round));
      const progress = await clock.hold(trialProgress(store, LINE_1, "FR"));
      assert.deepEqual([progress?.call, progress?.isOver, progress?.seen], [null, false, []]);
    }));

  it("whoever else calls meanwhile is a caller as any other", () =>
    scene({ ...inATrial, mobile: { dialect: "sim7600" } }, async (office) => {
      const at = office.clock.now();
      const trial = { round: "deflection", from: mine, to: bob, at, by: "Claire" } as const;
      await office.clock.hold(beginTrial(office.store, LINE_1, trial));
      const call = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      assert.equal(call.connectedTo, anne);
    }));
});

describe("a caller is sent on while it rings", () => {
  const deflects = { ...inATrial, deflects: true } as const;

  it("only once that was seen to work; then nobody answers here, and the person's telephone rings", () =>
    scene({ ...deflects, restless: true, mobile: { dialect: "sim7600" } }, async (office) => {
      const first = office.dial({ from: stranger });
      assert.deepEqual(await office.ended(), ["forwarded"]);
      first.hangUp();
      await office.until(office.atRest, "the line is free");
      await tries(office, "deflection");
      const call = office.dial({ from: stranger });
      assert.equal((await office.ended(3)).at(-1), "sent-on");
      assert.equal((await ways(office)).at(-1), "deflection done");
      await office.until(() => call.connectedTo === anne, "Anne has them");
      assert.deepEqual(await office.clock.hold(office.store.needs.list()), []);
      call.hangUp();
    }));

  it("refused after all, the caller is answered as ever, and the next is not sent on", () =>
    scene({ ...deflects, mobile: { dialect: "sim7600" } }, async (office) => {
      await tries(office, "deflection");
      await office.clock.pass(minutes(6));
      office.plant.sim.services = { ...office.plant.sim.services, deflection: false };
      for (const n of [2, 3]) {
        const call = office.dial({ from: stranger });
        assert.equal((await office.ended(n)).at(-1), "forwarded");
        assert.equal((await ways(office)).includes("deflection refused"), n === 2);
        assert.equal(call.connectedTo, anne);
        call.hangUp();
        await office.until(office.atRest, "the line is free");
      }
      assert.equal(saidToModule(office, `AT+CTFR="${anne}"`), 2);
    }));
});

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
