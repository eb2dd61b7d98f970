import assert from "node:assert/strict";
import { frames, type Pcm } from "../../src/audio/pcm.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { answered, beep, firstSound, lastSound, voice, withLine } from "./calling.ts";
import { never, type Rig, rig, START } from "./rig.ts";
import { CALLER, LINE, type Simulated, simulated } from "./simulated.ts";
import { dle, type TinyModem, tinyModem } from "./tiny-modem.ts";

const lengthHeard = (pcm: Pcm) => (lastSound(pcm) - firstSound(pcm)) / 8;
const about = (ms: number, wanted: number, within = 40) =>
  assert.ok(Math.abs(ms - wanted) < within, `${ms} ms, where ${wanted} are right`);

/** All that the caller said, and of the tone after it as much as it takes to know it. */
const spoke = (ms: number) => assert.ok(ms > 1900 && ms < 3300, `${ms} ms were recorded`);

/** Plays a prompt and then records the caller, who speaks for 2 s soon after the answer and hangs up. */
async function prompted(
  on: Simulated,
  silentFor = seconds(4),
): Promise<{ readonly heard: number; readonly recorded: number }> {
  const call = await answered(on, {
    from: CALLER,
    to: LINE,
    script: [{ wait: silentFor }, { say: voice(2000) }, { wait: seconds(1) }, { hangUp: true }],
  });
  await on.run(on.line.play(frames(beep(3000)), never()));
  let loud = 0;
  await on.run(
    (async () => {
      for await (const frame of on.line.listen({}, never())) if (firstSound(frame) >= 0) loud += 20;
    })(),
  );
  await on.run(on.line.hangUp());
  assert.equal(on.hook(), "on");
  return { heard: lengthHeard(call.heard()), recorded: loud };
}

const taken = (modem: { readonly commands: readonly string[] }) =>
  modem.commands.filter((command) => /^AT(?:\+VLS=[15]|H1|A)$/.test(command));

/** A line that was answered on a modem that says whatever the test wants. */
async function withTiny(
  test: (on: Rig, modem: TinyModem) => Promise<void>,
  answers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const clock = new VirtualClock(START);
  const modem = tinyModem(clock);
  for (const [command, answer] of Object.entries(answers)) modem.answers.set(command, answer);
  const on = rig({ clock, open: modem.open });
  try {
    await on.until("ready");
    modem.say("\r\nRING\r\n");
    await on.until("ring");
    await test(on, modem);
  } finally {
    await on.close();
  }
  assert.equal(modem.hook, "on");
}

describe("a modem of which each answer comes 2 s late (L14)", () => {
  for (const dialect of ["generic", "conexant", "usrobotics", "zoom", "multitech"])
    for (const faults of [["slow-answers"], ["slow-answers", "double-ok"]] as const)
      it(`is brought up as what it is: ${dialect}, ${faults.join(" and ")}`, () =>
        withLine({ dialect, faults }, async (on) => {
          assert.equal(on.story[0], "ready");
          const samples = { generic: 1, conexant: 1, zoom: 1, usrobotics: 128, multitech: 128 }[dialect];
          const asked = on.modem.commands.findLast(
            (command) => command.startsWith("AT+VSM=") && !command.includes("?"),
          );
          assert.match(asked ?? "", new RegExp(`^AT\\+VSM=${samples},8000`));
        }));
});

describe("a line that is taken is one whose rings stopped (L1)", () => {
  for (const dialect of ["generic", "conexant", "zoom"])
    it(`OK to +VLS=1 and the rings go on, on a ${dialect} modem: taken by another way, and all is heard`, () =>
      withLine({ dialect, faults: ["vls-in-vain"] }, async (on) => {
        const { heard, recorded } = await prompted(on);
        assert.deepEqual(taken(on.modem), ["AT+VLS=1", "ATH1"]);
        about(heard, 3000);
        spoke(recorded);
        assert.deepEqual(on.story.slice(2), ["ring", "gone caller busy-tone"]);
      }));

  it("the way that worked is the first at the next call", () =>
    withLine({ faults: ["vls-in-vain"] }, async (on) => {
      await prompted(on);
      await on.clock.pass(seconds(30));
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring", 2);
      await on.run(on.line.answer(seconds(5)));
      assert.deepEqual(taken(on.modem), ["AT+VLS=1", "ATH1", "ATH1"]);
    }));

  it("no way takes it: all are tried, trouble, the call is over, and its rings begin no other", () =>
    withLine({ faults: ["relay-stuck"] }, async (on) => {
      const call = await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(90) }] });
      await on.run(on.line.play(frames(beep(60_000)), never()));
      assert.deepEqual(taken(on.modem), ["AT+VLS=1", "ATH1", "ATA", "AT+VLS=5"]);
      assert.deepEqual(on.story.slice(3), ["trouble", "gone caller trouble"]);
      const trouble = on.events.find((event) => event.kind === "trouble");
      assert.equal(trouble?.kind === "trouble" && trouble.fault.code, "line.not-taken");
      assert.equal(call.state, "ringing");
      await on.clock.pass(seconds(30));
      assert.deepEqual(on.story.slice(5), ["ready"]);
      on.modem.faults.remove("relay-stuck");
      call.hangUp();
      await on.clock.pass(seconds(20));
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring", 2);
      await on.run(on.line.answer(seconds(5)));
      assert.equal(on.hook(), "off");
    }));

  for (const [words, ring] of [
    ["RING", "\r\nRING\r\n"],
    ["RING A", "\r\nRING A\r\n"],
    ["<DLE>R", dle("R")],
  ] as const)
    it(`a ring 2 s after the answer contradicts it, told as ${words}, while a prompt is played`, () =>
      withTiny(async (on, modem) => {
        await on.run(on.line.answer(seconds(5)));
        const playing = on.line.play(frames(beep(4000)), never());
        await on.clock.pass(seconds(2));
        modem.say(ring);
        const from = on.clock.elapsed();
        await on.run(playing);
        assert.deepEqual(taken(modem), ["AT+VLS=1", "ATH1"]);
        about(on.clock.elapsed() - from, 4000, 300);
      }));

  it("while the line is listened to: what nobody heard is said again, and then it is listened to", () =>
    withTiny(async (on, modem) => {
      await on.run(on.line.answer(seconds(5)));
      await on.run(on.line.play(frames(beep(1000)), never()));
      const stop = new AbortController();
      let heard = 0;
      const listening = (async () => {
        for await (const frame of on.line.listen({}, stop.signal)) heard += frame.length / 8;
      })();
      await on.clock.pass(seconds(1));
      modem.say(dle("R"));
      await on.clock.pass(seconds(3));
      assert.deepEqual(taken(modem), ["AT+VLS=1", "ATH1"]);
      assert.equal(modem.commands.filter((command) => command === "AT+VTX").length, 2);
      const before = heard;
      await on.clock.pass(seconds(2));
      assert.ok(heard - before > 1800);
      stop.abort();
      await on.run(listening);
    }));

  it("between two operations, too", () =>
    withTiny(async (on, modem) => {
      await on.run(on.line.answer(seconds(5)));
      await on.clock.pass(seconds(5));
      modem.say("\r\nRING\r\n");
      await on.clock.pass(seconds(1));
      assert.deepEqual(taken(modem), ["AT+VLS=1", "AT+VLS=5", "ATH1"], "a mute line is tried by the speaker, too");
    }));

  it("rings that only cross the answer are no contradiction", () =>
    withTiny(
      async (on, modem) => {
        await on.run(on.line.answer(seconds(5)));
        const playing = on.line.play(frames(beep(3000)), never());
        modem.say("\r\nRING\r\n");
        await on.clock.pass(millis(1400));
        modem.say(dle("R"));
        await on.run(playing);
        assert.deepEqual(taken(modem), ["AT+VLS=1"]);
      },
      { "AT+VLS=1": "RING\r\n\r\nOK" },
    ));

  it("nor is one in the middle of a long call: that is a second caller, as some makes tell it", () =>
    withTiny(async (on, modem) => {
      await on.run(on.line.answer(seconds(5)));
      const playing = on.line.play(frames(beep(40_000)), never());
      await on.clock.pass(seconds(35));
      modem.say("\r\nRING\r\n");
      await on.run(playing);
      assert.deepEqual(taken(modem), ["AT+VLS=1"]);
    }));

  it("ERROR to +VLS=1: another way", () =>
    withTiny(
      async (on, modem) => {
        await on.run(on.line.answer(seconds(5)));
        assert.deepEqual(taken(modem), ["AT+VLS=1", "ATH1", "ATA"]);
      },
      { "AT+VLS=1": "ERROR", ATH1: "ERROR" },
    ));

  it("one constant byte for ever: +VLS=5, and the caller is heard; and so from the start at the next call", () =>
    withLine({ faults: ["mute-line"] }, async (on) => {
      const { recorded } = await prompted(on, seconds(8));
      assert.deepEqual(taken(on.modem), ["AT+VLS=1", "AT+VLS=5"]);
      spoke(recorded);
      await on.clock.pass(seconds(30));
      on.exchange.call({ from: CALLER, to: LINE });
      await on.until("ring", 2);
      await on.run(on.line.answer(seconds(5)));
      assert.equal(taken(on.modem).at(-1), "AT+VLS=5");
    }));

  it("an A-law line, of which silence is another byte", () =>
    withLine(
      { faults: ["mute-line"], change: { samples: [{ code: 5, format: "alaw", listed: '"ALAW",8,0,8000,0,0' }] } },
      async (on) => {
        await prompted(on);
        assert.deepEqual(taken(on.modem), ["AT+VLS=1", "AT+VLS=5"]);
      },
    ));
});

describe("a modem's word for the caller's end (L7)", () => {
  it("VCON to +VLS=1 is success", () =>
    withLine({ faults: ["says-vcon"] }, async (on) => {
      const { heard, recorded } = await prompted(on);
      about(heard, 3000);
      spoke(recorded);
    }));

  for (const word of ["NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE"]) {
    it(`${word} to +VLS=1: the caller is gone, and the modem is well`, () =>
      withTiny(
        async (on) => {
          await assert.rejects(on.run(on.line.answer(seconds(5))), { code: "line.no-answer" });
          await on.run(on.line.hangUp());
          await on.clock.pass(seconds(5));
          assert.deepEqual(on.story, ["ready", "ring", "gone caller modem"]);
        },
        { "AT+VLS=1": word },
      ));

    for (const command of ["AT+VTX", "AT+VRX"])
      it(`${word} to ${command}: the caller is gone, and the modem is well`, () =>
        withTiny(
          async (on) => {
            await on.run(on.line.answer(seconds(5)));
            await on.run(on.line.play(frames(beep(500)), never()));
            await on.clock.pass(seconds(2));
            await on.run(on.line.hangUp());
            await on.clock.pass(seconds(5));
            assert.deepEqual(on.story, ["ready", "ring", "gone caller modem"]);
          },
          { [command]: word },
        ));
  }
});

describe("one result too many, or none, in a call (L8)", () => {
  it("a second OK after each stream shifts nothing", () =>
    withLine({ faults: ["double-ok"] }, async (on) => {
      const { heard, recorded } = await prompted(on);
      about(heard, 3000);
      spoke(recorded);
      assert.deepEqual(on.story.slice(3), ["gone caller busy-tone"]);
      await on.clock.pass(seconds(70));
      assert.ok(!on.story.includes("trouble"));
    }));

  for (const fault of ["refuses-sound", "ignores-sound", "refuses-listening"] as const)
    it(`${fault}, once: tried once more`, () =>
      withLine({}, async (on) => {
        on.modem.faults.add(fault);
        const { heard, recorded } = await prompted(on, seconds(8));
        about(heard, 3000);
        spoke(recorded);
        assert.deepEqual(on.story.slice(3), ["gone caller busy-tone"]);
      }));

  for (const fault of ["refuses-sound", "ignores-sound"] as const)
    it(`${fault}, twice: a fault tells so, and the call goes on`, () =>
      withLine({}, async (on) => {
        const call = await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(60) }] });
        on.modem.faults.add(fault, 2);
        await assert.rejects(on.run(on.line.play(frames(beep(1000)), never())), { code: "line.not-played" });
        await on.run(on.line.play(frames(beep(1000)), never()));
        about(lengthHeard(call.heard()), 1000);
        assert.ok(!on.story.includes("trouble"));
      }));

  it("a lost OK at the end of a sound, of a recording, or to +VLS=1 costs no call", () =>
    withLine({}, async (on) => {
      on.exchange.call({ from: CALLER, to: LINE, script: [{ wait: seconds(60) }] });
      await on.until("ring");
      on.modem.faults.add("lost-ok", 2);
      await on.run(on.line.answer(seconds(5)));
      on.modem.faults.add("lost-ok");
      await on.run(on.line.play(frames(beep(1000)), never()));
      const stop = new AbortController();
      const listening = (async () => {
        for await (const _ of on.line.listen({}, stop.signal));
      })();
      await on.clock.pass(seconds(2));
      on.modem.faults.add("lost-ok");
      stop.abort();
      await on.run(listening);
      await on.run(on.line.play(frames(beep(1000)), never()));
      assert.deepEqual(on.story.slice(3), []);
      assert.equal(on.hook(), "off");
    }));
});

describe("a modem left in another state (L6)", () => {
  const faults: readonly (readonly FaultName[])[] = [
    ["stored-quiet"],
    ["stored-numeric"],
    ["stored-quiet", "stored-numeric"],
    ["stored-quiet", "stored-numeric", "echo-on"],
  ];
  for (const dialect of ["generic", "conexant", "usrobotics"])
    for (const stored of faults)
      it(`${stored.join(", ")} on a ${dialect} modem: a whole call`, () =>
        withLine({ dialect, faults: stored }, async (on) => {
          about((await prompted(on)).heard, 3000);
        }));

  for (const stored of faults)
    it(`${stored.join(", ")}: back after a reset that nobody asked for, and after being put back`, async () => {
      const on = simulated({ faults: stored });
      await on.until("ready");
      on.modem.faults.add("wedged");
      await on.until("trouble");
      await on.clock.pass(seconds(10));
      on.modem.faults.add("reset");
      on.modem.faults.remove("wedged");
      await on.until("ready", 2);
      about((await prompted(on)).heard, 3000);
      await on.close();
    });
});

describe("a modem that reset itself between two looks at it (L6)", () => {
  for (const dialect of ["generic", "conexant", "usrobotics"])
    it(`rings in numbers on a ${dialect} modem: set up again, and the call is taken`, () =>
      withLine({ dialect, faults: ["stored-numeric"] }, async (on) => {
        on.modem.faults.add("reset");
        const call = on.exchange.call({ from: CALLER, to: LINE });
        await on.until("ready", 2);
        await on.until("ring");
        await on.run(on.line.answer(seconds(5)));
        await on.run(on.line.play(frames(beep(1000)), never()));
        assert.equal(call.state, "talking");
        about(lengthHeard(call.heard()), 1000);
      }));

  it("a number that is no ring changes nothing", () =>
    withTiny(async (on, modem) => {
      await on.run(on.line.answer(seconds(5)));
      await on.run(on.line.hangUp());
      const before = [...on.story];
      modem.say("\r\n3\r\n");
      await on.clock.pass(seconds(5));
      assert.deepEqual(on.story, before);
    }));
});

describe("what a modem may do without (L14)", () => {
  for (const refused of ["OK", "ERROR"])
    for (const setting of ["AT+VGT=128", "AT+VGR=128", "AT+VNH=1", "AT+VIT=0", "AT+VSM=1,8000"])
      it(`${refused === "OK" ? "no answer" : refused} to ${setting} while a call is taken: it is taken`, () =>
        withTiny(async (on, modem) => {
          // Said as one line with the others as long as the modem takes that.
          const [inOneLine = ""] = modem.commands.filter((command) => command.startsWith("AT+VSM=1,8000;"));
          for (const command of [setting, inOneLine]) modem.answers.set(command, refused === "OK" ? "" : refused);
          await on.run(on.line.answer(seconds(5)));
          await on.run(on.line.play(frames(beep(1000)), never()));
          assert.deepEqual(on.story, ["ready", "ring"]);
          assert.equal(modem.hook, "off");
        }));

  it("what a call needs is said in one line", () =>
    withLine({}, async (on) => {
      const inCall = async () => {
        const before = on.modem.commands.length;
        await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(1) }] });
        const said = on.modem.commands.slice(before).filter((command) => /VSM|VGR|VGT|VNH|VIT/.test(command));
        await on.run(on.line.hangUp());
        return said;
      };
      assert.deepEqual(await inCall(), ["AT+VSM=1,8000;+VGR=128;+VGT=128;+VNH=1;+VIT=0"]);
    }));

  it("settings that are never answered are not said again while a caller waits", () =>
    withLine({ faults: ["mute-settings"] }, async (on) => {
      const before = on.modem.commands.length;
      const from = on.clock.elapsed();
      await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(60) }] });
      assert.ok(on.clock.elapsed() - from < 3000);
      assert.ok(!on.modem.commands.slice(before).some((command) => /VGT|VGR|VNH|VIT/.test(command)));
    }));

  it("each answer 2 s late: the caller is kept, and hears the announcement", () =>
    withLine({}, async (on) => {
      on.modem.faults.add("slow-answers");
      const call = await answered(on, { from: CALLER, to: LINE, script: [{ wait: seconds(60) }] });
      await on.run(on.line.play(frames(beep(2000)), never()));
      about(lengthHeard(call.heard()), 2000);
      await on.run(on.line.hangUp());
      assert.deepEqual(on.story.slice(3), []);
      assert.equal(on.hook(), "on");
    }));

  it("each answer 2 s late from the start: it comes up all the same", async () => {
    const on = simulated({ faults: ["slow-answers"] });
    await on.until("ready", 1, seconds(300));
    assert.deepEqual(on.story, ["ready"]);
    await on.close();
  });
});
