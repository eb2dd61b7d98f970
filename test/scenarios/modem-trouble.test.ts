import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import type { EndSign } from "../../src/simulator/exchange/socket.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { takes } from "./mobiles.ts";
import { anne, bob, carl, stranger } from "./office.ts";
import { leavesMessage, type Scene, scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const mobiles = { [anne]: takes, [bob]: takes, [carl]: takes };

/** What the line said of itself: `ready`, or the code of its trouble. */
const lineStates = (office: Scene) =>
  office.told.flatMap((each) => (each.of === "line" ? [each.trouble?.code ?? "ready"] : []));

describe("a modem that fails in a call", () => {
  it("wedged in a prompt: the line says so, and is ready again once the modem is", () =>
    scene({ at: IN_HOURS, mobiles }, async (office) => {
      const call = office.dial({ from: stranger, script: [{ wait: seconds(12) }, { hangUp: true }] });
      await office.until(() => office.modem.mode === "transmit", "the greeting");
      await office.clock.pass(seconds(0.5));
      office.modem.faults.add("wedged");
      const [outcome] = await office.ended();
      assert.ok(outcome === "abandoned" || outcome === "failed", outcome);
      assert.deepEqual(office.dialled(), []);
      await office.until(() => call.state === "ended", "the caller gave up");
      assert.deepEqual(lineStates(office), ["ready", "line.trouble"]);
      office.modem.faults.remove("wedged");
      await office.until(() => lineStates(office).length === 3, "the line is ready again");
      assert.deepEqual(lineStates(office), ["ready", "line.trouble", "ready"]);
      assert.equal((await office.posted())[0], "missed-call anne@tilleuls.example");
      assert.ok(office.logged.some(({ event, level }) => event === "line.trouble" && level === "warn"));
    }));

  it("wedged while a message is recorded: what was said until then is kept", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: leavesMessage(said) });
      await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
      await office.clock.pass(seconds(4));
      office.modem.faults.add("wedged");
      assert.deepEqual(await office.ended(), ["message"]);
      office.modem.faults.remove("wedged");
      await office.until(() => lineStates(office).at(-1) === "ready", "the line is ready again");
      const [message] = await office.kept();
      assert.ok(message && office.contains(message.pcm, said.subarray(0, 2 * 8000)));
    });
  });

  it("wedged while it is idle: it is noticed within two minutes, before a caller does", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      office.modem.faults.add("wedged");
      await office.clock.pass(seconds(120));
      assert.deepEqual(lineStates(office), ["ready", "line.trouble"]);
      office.modem.faults.remove("wedged");
      await office.until(() => lineStates(office).at(-1) === "ready", "the line is ready again");
    }));

  for (const [when, mode] of [
    ["in a prompt", "transmit"],
    ["in a recording", "receive"],
  ] as const) {
    it(`reset ${when}: the call is over, the line goes on`, async () => {
      const said = await voice();
      await scene({ at: EVENING, mobiles }, async (office) => {
        office.dial({ from: stranger, script: leavesMessage(said) });
        const recording = () => office.notes().some(({ what }) => what === "recording");
        await office.until(() => office.modem.mode === mode && (mode === "transmit" || recording()), when);
        await office.clock.pass(seconds(mode === "receive" ? 4 : 0.5));
        office.modem.faults.add("reset");
        const [outcome] = await office.ended();
        assert.equal((await office.kept()).length, mode === "receive" ? 1 : 0, outcome);
        await office.until(() => lineStates(office).at(-1) === "ready", "the line is ready again");
      });
    });
  }

  it("unplugged in a recording and plugged in again: what was recorded is kept", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: leavesMessage(said) });
      await office.until(() => office.notes().some(({ what }) => what === "recording"), "recording");
      await office.clock.pass(seconds(4));
      office.modem.faults.add("port-vanishing");
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(lineStates(office), ["ready", "line.unplugged"]);
      const [message] = await office.kept();
      assert.ok(message && message.duration > 2500 && message.duration < 4500, `${message?.duration} ms`);
      assert.ok(office.contains(message.pcm, said.subarray(0, 2 * 8000)));
      await office.clock.pass(seconds(90));
      office.modem.faults.remove("port-vanishing");
      await office.until(() => lineStates(office).at(-1) === "ready", "the line is ready again");
      assert.deepEqual(await office.recover().then(({ recovered }) => recovered), [], "nothing was left behind");
    });
  });

  it("refuses to take the call: the office is told of a missed call", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      office.modem.faults.add("refuses-offhook");
      const call = office.dial({ from: stranger, givesUpAfter: seconds(20) });
      const [outcome] = await office.ended();
      assert.ok(outcome === "failed" || outcome === "abandoned", outcome);
      await office.until(() => call.state === "ended", "the caller gave up");
      office.modem.faults.remove("refuses-offhook");
      assert.equal((await office.posted())[0], "missed-call carl@tilleuls.example");
    }));
});

describe("a modem that is difficult", () => {
  const faults: readonly (readonly [FaultName, number])[] = [
    ["echo-on", 1],
    ["split-reads", 1],
    ["merged-reads", 1],
    ["garbage-bytes", 1],
    ["late-caller-id", 1],
  ];
  for (const [fault] of faults) {
    it(`${fault}: a call is put through and a message kept all the same`, async () => {
      const said = await voice();
      await scene({ at: "2026-11-23T11:59", mobiles }, async (office) => {
        office.modem.faults.add(fault);
        const first = office.dial({ from: stranger });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(first), ["welcome", "hold"]);
        assert.equal(first.connectedTo, anne);
        await office.clock.pass(seconds(60));
        const second = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(2), ["forwarded", "message"]);
        assert.deepEqual(office.heard(second), ["closed-urgent", "leave-message"]);
        office.neverLeftInSilence(second);
        await office.keptWhatWasSaid(said);
      });
    });
  }

  it("loses the OK of an answer: the caller is answered all the same", async () => {
    const said = await voice();
    await scene({ at: EVENING, mobiles }, async (office) => {
      office.modem.faults.add("lost-ok");
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(lineStates(office), ["ready"]);
      assert.deepEqual(office.heard(call), ["closed-urgent", "leave-message"]);
      await office.keptWhatWasSaid(said);
    });
  });

  it("loses the OK of a prompt: the line is not in trouble", () =>
    scene({ at: EVENING, mobiles }, async (office) => {
      office.dial({ from: stranger, script: [{ wait: seconds(8) }, { hangUp: true }] });
      await office.until(() => office.modem.mode === "transmit", "the greeting");
      office.modem.faults.add("lost-ok");
      await office.ended();
      assert.deepEqual(lineStates(office), ["ready"]);
    }));

  const signs: readonly EndSign[] = ["busy", "congestion", "dial", "loop-break", "nothing"];
  for (const endSign of signs) {
    it(`reports no hang-up, and the exchange gives ${endSign}: a message ends, without what follows it`, async () => {
      const said = await voice();
      await scene({ at: EVENING, socket: { endSign }, mobiles }, async (office) => {
        office.modem.faults.add("no-hangup-report");
        const call = office.dial({ from: stranger, script: leavesMessage(said) });
        assert.deepEqual(await office.ended(), ["message"]);
        await office.keptWhatWasSaid(said);
        const left = call.events.find(({ kind }) => kind === "hung-up")?.at ?? 0;
        await office.until(() => office.socket.hook === "on", "on-hook");
        assert.ok(office.clock.now() - left < 15_000, `on-hook ${office.clock.now() - left} ms later`);
      });
    });

    it(`reports no hang-up, and the exchange gives ${endSign}: a caller who left in the greeting is noticed`, () =>
      scene({ at: EVENING, socket: { endSign }, mobiles }, async (office) => {
        office.modem.faults.add("no-hangup-report");
        office.dial({ from: stranger, script: [{ wait: seconds(1) }, { hangUp: true }] });
        const [outcome] = await office.ended();
        const heardTone = endSign !== "nothing" && endSign !== "loop-break";
        assert.equal(outcome, heardTone ? "abandoned" : "empty-message");
        assert.deepEqual(office.dialled(), []);
        assert.deepEqual(await office.kept(), []);
      }));
  }
});

describe("a line on which a hook flash does nothing", () => {
  it("the caller, who was never on hold, is not lost: a message", async () => {
    const said = await voice();
    await scene({ at: IN_HOURS, socket: { secondCall: false }, mobiles }, async (office) => {
      const call = office.dial({ from: stranger, script: leavesMessage(said) });
      assert.deepEqual(await office.ended(), ["message"]);
      assert.deepEqual(office.dialled(), []);
      assert.deepEqual(office.attempts(), ["anne failed", "bob failed"]);
      assert.ok(!office.modem.commands.some((command) => /VTS=\d/.test(command)), "no key sounds in the caller's ear");
      assert.deepEqual(office.heard(call), ["welcome", "hold", "hold", "busy", "leave-message"]);
      await office.keptWhatWasSaid(said);
      office.neverLeftInSilence(call);
    });
  });
});

describe("a call that the line never took (L1)", () => {
  /** What the appliance believes of it, and what the office reads: the caller rings on, and hears nobody. */
  const untaken = (dialect: string) =>
    scene({ at: EVENING, mobiles, dialect, restless: true }, async (office) => {
      const troubled = () => office.told.some((each) => each.of === "line" && each.trouble?.code === "line.not-taken");
      office.modem.faults.add("relay-stuck");
      const call = office.dial({ from: stranger, script: leavesMessage(await voice()), givesUpAfter: seconds(60) });
      assert.deepEqual(await office.ended(), ["failed"]);
      assert.equal((await office.lastCall()).outcome, "failed");
      assert.deepEqual(await office.kept(), []);
      const letters = await office.store.outbox.list();
      assert.ok(
        letters.some(({ kind, to }) => kind === "missed-call" && to === "carl@tilleuls.example"),
        (await office.posted()).join(", "),
      );
      const record = await office.lastCall();
      assert.equal(record.caller.number, stranger);
      await office.until(() => troubled() || call.state === "ended", "the line is in trouble");
      assert.ok(troubled());
      await office.until(() => call.state === "ended", "the caller gave up");
      assert.deepEqual(office.outcomes(), ["failed"], "its rings are of no other call");
    });
  for (const dialect of ["generic", "conexant", "usrobotics", "multitech"])
    it(`on a ${dialect} modem whose relay is stuck: failed, and told with the caller's number`, () => untaken(dialect));

  it("a line that is mute to the end is a missed call, and no empty message", () =>
    scene({ at: EVENING, restless: true }, async (office) => {
      office.modem.faults.add("deaf");
      office.dial({ from: stranger, script: [{ wait: seconds(60) }] });
      assert.deepEqual(await office.ended(), ["failed"]);
      assert.ok((await office.posted()).some((each) => each.startsWith("missed-call ")));
      const { steps } = await office.lastCall();
      const faults = steps.flatMap((step) => (step.what === "fault" ? [step.detail.sentence] : []));
      assert.match(faults.join(), /no sound at all/);
    }));
});
