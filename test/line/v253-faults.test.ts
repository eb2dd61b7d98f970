import assert from "node:assert/strict";
import { frames } from "../../src/audio/pcm.ts";
import { tone } from "../../src/audio/tones.ts";
import { hertz, millis, minutes, seconds } from "../../src/kernel/units.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { never, rig } from "./rig.ts";
import { CALLER, LINE, type Simulated, simulated } from "./simulated.ts";

const beep = (ms: number) => tone([hertz(800)], millis(ms));

async function heardAll(on: Simulated): Promise<void> {
  for await (const frame of on.line.listen({}, never())) assert.equal(frame.length, 160);
}

/** A call from the first ring to on-hook, with a prompt, a key and a hang-up. */
async function wholeCall(on: Simulated): Promise<readonly string[]> {
  const from = on.story.length;
  const rings = on.story.filter((one) => one === "ring").length;
  on.exchange.call({
    from: CALLER,
    to: LINE,
    script: [{ wait: seconds(2) }, { key: "7" }, { wait: seconds(2) }, { hangUp: true }],
  });
  await on.until("ring", rings + 1);
  await on.run(on.line.answer(seconds(5)));
  await on.run(on.line.play(frames(beep(1000)), never()));
  const gone = on.story.filter((one) => one === "gone caller busy-tone").length;
  await on.until("gone caller busy-tone", gone + 1);
  await on.run(on.line.hangUp());
  assert.equal(on.hook(), "on");
  return on.story.slice(from);
}

const WHOLE_CALL = [`caller ${CALLER}`, "ring", "digit 7", "gone caller busy-tone"];

describe("an analog line whose modem has its ways", () => {
  for (const fault of ["echo-on", "split-reads", "merged-reads", "garbage-bytes"] as const) {
    it(`${fault}: a whole call all the same`, async () => {
      const on = simulated({ faults: [fault] });
      await on.until("ready");
      assert.deepEqual(await wholeCall(on), WHOLE_CALL);
      await on.close();
    });
  }
});

describe("an analog line whose modem fails", () => {
  /** What goes wrong in a call with a prompt and a recording; and after how long it is mended. */
  const breakdowns: readonly (readonly [FaultName, "in a prompt" | "in a recording" | "while a key is waited for"])[] =
    [
      ["wedged", "in a prompt"],
      ["wedged", "in a recording"],
      ["wedged", "while a key is waited for"],
      ["reset", "in a prompt"],
      ["reset", "in a recording"],
      ["port-vanishing", "in a prompt"],
      ["port-vanishing", "in a recording"],
      ["port-vanishing", "while a key is waited for"],
    ];
  for (const [fault, when] of breakdowns) {
    it(`${fault} ${when}: trouble once, the call is over, and the next one is taken`, async () => {
      const on = simulated();
      await on.until("ready");
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring");
      await on.run(on.line.answer(seconds(5)));
      const operation =
        when === "in a prompt"
          ? on.line.play(frames(beep(60_000)), never())
          : when === "in a recording"
            ? heardAll(on)
            : Promise.resolve();
      await on.clock.pass(seconds(2));
      on.modem.faults.add(fault);
      await on.until("gone caller trouble");
      await on.run(operation);
      await on.run(on.line.hangUp());
      await on.clock.pass(seconds(25));
      on.modem.faults.remove(fault);
      await on.until("ready", 2);
      assert.deepEqual(on.story.slice(3), ["trouble", "gone caller trouble", "ready"]);
      assert.equal(on.hook(), "on");
      await on.clock.pass(seconds(5));
      assert.deepEqual(await wholeCall(on), WHOLE_CALL);
      await on.close();
    });
  }

  it("dies in silence while idle: found out by itself", async () => {
    const on = simulated();
    await on.until("ready");
    on.modem.faults.add("wedged");
    await on.until("trouble", 1, seconds(75));
    await on.clock.pass(minutes(10));
    on.modem.faults.remove("wedged");
    await on.until("ready", 2, seconds(45));
    assert.deepEqual(on.story, ["ready", "trouble", "ready"]);
    await on.close();
  });

  it("resets itself while idle: caller id is armed again", async () => {
    const on = simulated({ dialect: "conexant" });
    await on.until("ready");
    on.modem.faults.add("reset");
    on.modem.faults.remove("reset");
    await on.clock.pass(seconds(65));
    assert.deepEqual(await wholeCall(on), WHOLE_CALL);
    await on.close();
  });

  it("loses an OK while it takes the call: it is taken all the same", async () => {
    const on = simulated();
    await on.until("ready");
    on.exchange.call({ from: CALLER, to: LINE });
    await on.until("ring");
    on.modem.faults.add("lost-ok");
    await on.run(on.line.answer(seconds(3)));
    assert.equal(on.hook(), "off");
    await on.clock.pass(seconds(20));
    assert.deepEqual(on.story, ["ready", `caller ${CALLER}`, "ring"]);
    await on.close();
    assert.equal(on.hook(), "on");
  });

  it("does not go off-hook: a fault, trouble, and back", async () => {
    const on = simulated({ faults: ["refuses-offhook"] });
    await on.until("ready");
    on.exchange.call({ from: CALLER, to: LINE });
    await on.until("ring");
    await assert.rejects(on.run(on.line.answer(seconds(3))), { code: "line.no-answer" });
    await on.until("ready", 2);
    assert.deepEqual(on.story.slice(3, 6), ["trouble", "gone caller trouble", "ready"]);
    await on.close();
  });

  it("a port that vanishes while it rings ends the call", async () => {
    const on = simulated();
    await on.until("ready");
    on.exchange.call({ from: CALLER, to: LINE });
    await on.until("ring");
    on.modem.faults.add("port-vanishing");
    await on.until("gone caller trouble");
    assert.deepEqual(on.story.slice(3), ["trouble", "gone caller trouble"]);
    await assert.rejects(on.run(on.line.answer(seconds(3))), { code: "line.trouble" });
    await on.close();
  });
});

describe("a modem that is unplugged and plugged in again", () => {
  for (const away of [0.2, 4, 60, 600])
    it(`after ${away} s: the line is there within 3 s of its return (R7)`, async () => {
      const on = simulated({ dialect: "usrobotics" });
      await on.until("ready");
      on.modem.faults.add("port-vanishing");
      await on.clock.pass(seconds(away));
      on.modem.faults.remove("port-vanishing");
      await on.until("ready", 2, seconds(3));
      assert.deepEqual(on.story, ["ready", "trouble", "ready"]);
      await on.close();
    });

  it("in a call: the call is over, and the line is there within 3 s (R7)", async () => {
    const on = simulated();
    await on.until("ready");
    on.exchange.call({ from: CALLER, to: LINE });
    await on.until("ring");
    await on.run(on.line.answer(seconds(5)));
    const playing = on.line.play(frames(beep(60_000)), never());
    await on.clock.pass(seconds(2));
    on.modem.faults.add("port-vanishing");
    await on.clock.pass(seconds(45));
    on.modem.faults.remove("port-vanishing");
    await on.until("ready", 2, seconds(3));
    await on.run(playing);
    await on.close();
  });
});

describe("an analog line without a modem", () => {
  it("says so once, in plain words, and looks for it twice a second (R7)", async () => {
    const tries: number[] = [];
    const on = rig({
      async open() {
        tries.push(on.clock.now());
        throw new Error("ENOENT");
      },
    });
    await on.until("trouble");
    await on.clock.pass(minutes(5));
    assert.deepEqual(on.story, ["trouble"]);
    const gaps = tries.slice(1).map((at, n) => (at - (tries[n] ?? 0)) / 1000);
    assert.deepEqual(new Set(gaps), new Set([0.5]));
    await on.close();
  });

  it("does nothing, and throws nothing but what it promises", async () => {
    const on = rig({
      async open() {
        throw new Error("ENOENT");
      },
    });
    await on.until("trouble");
    await assert.rejects(on.run(on.line.answer(seconds(1))), { code: "line.trouble" });
    await on.run(on.line.hangUp());
    await on.run(on.line.play(frames(beep(100)), never()));
    await on.close();
  });

  it("says so too when its port never opens", async () => {
    const on = rig({ open: () => new Promise(() => undefined) });
    await on.until("trouble");
    await on.close();
    assert.deepEqual(on.story, ["trouble"]);
  });

  it("is closed while it is still being opened", async () => {
    const on = rig({ open: () => on.clock.sleep(seconds(3)).then(() => Promise.reject(new Error("ENOENT"))) });
    await on.close();
    assert.deepEqual(on.story, []);
  });
});
