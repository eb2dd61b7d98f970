import assert from "node:assert/strict";
import { frames, silence } from "../../src/audio/pcm.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { type Rig, type RigOptions, rig, START } from "./rig.ts";
import { dle, type TinyModem, tinyModem } from "./tiny-modem.ts";

async function inCall(
  options: Partial<RigOptions>,
  test: (on: Rig, modem: TinyModem) => Promise<void>,
  settled = seconds(1),
  samples?: string,
) {
  const clock = new VirtualClock(START);
  const modem = tinyModem(clock);
  if (samples !== undefined) modem.answers.set("AT+VSM=?", `${samples}\r\n\r\nOK`);
  const on = rig({ clock, open: modem.open, ...options });
  try {
    await on.until("ready");
    modem.say("\r\nRING\r\n");
    await on.until("ring");
    await on.run(on.line.answer(seconds(3)));
    await on.clock.pass(settled);
    await test(on, modem);
  } finally {
    await on.close();
  }
}

describe("what a modem says in a call", () => {
  const cases: Readonly<Record<string, readonly [readonly (string | Uint8Array)[], readonly string[]]>> = {
    "NO CARRIER": [["\x10\x03\r\nNO CARRIER\r\n"], ["gone caller modem"]],
    "a loop break": [[dle("l")], ["gone caller loop-break"]],
    "the telephone beside the box put down (L3)": [[dle("h"), dle("h")], []],
    "the telephone beside the box lifted (L2)": [[dle("H")], ["local-telephone"]],
    "one in another room lifted (L2)": [[dle("P")], ["local-telephone"]],
    "the same, from a make that says it with a small letter (L2)": [[dle("p")], ["local-telephone"]],
    "lifted and put down again is one end (L2)": [[dle("H"), dle("hPpHlb5")], ["local-telephone"]],
    "busy, twice": [[dle("b"), dle("b")], ["gone caller busy-tone"]],
    "busy, once": [[dle("b")], []],
    "dial tone, twice": [[dle("d"), dle("d")], ["gone caller dial-tone"]],
    "a fax, twice": [[dle("c"), dle("c")], ["gone caller modem"]],
    "every sign at once is one end": [[dle("bbddl"), dle("bd")], ["gone caller loop-break"]],
    "keys after the end are nobody's": [["\x10\x03\r\nNO CARRIER\r\n", dle("5")], ["gone caller modem"]],
    "keys of a line that is not heard, held and single": [[dle("/55~6")], ["digit 5", "digit 6"]],
    "quiet, silence, ringback, polarity": [[dle("sqrLah")], []],
    "a waiting call, knocking twice": [[dle("w"), dle("w")], ["waiting unavailable"]],
    "a waiting call with its number": [["\x10XNMBR=0611111111\r\nNAME=X\r\n\x10."], ["waiting 0611111111"]],
    "a ring that crossed the answer": [["\r\nRING\r\n", dle("R")], []],
    nonsense: [["\r\n+WHAT: 1\r\n\x00\xff\r\n"], []],
  };
  for (const [what, [said, expected]] of Object.entries(cases)) {
    it(what, () =>
      inCall({}, async (on, modem) => {
        const from = on.story.length;
        for (const one of said) {
          modem.say(one);
          await on.clock.pass(seconds(3));
        }
        assert.deepEqual(on.story.slice(from), expected);
      }),
    );
  }

  it("a USRobotics echoes its own relay for a second; after that somebody lifted a telephone (L2)", () =>
    inCall(
      { profile: "usrobotics" },
      async (on, modem) => {
        modem.say(dle("H"));
        await on.clock.pass(millis(1100));
        modem.say(dle("h"));
        await on.clock.pass(seconds(1));
        assert.equal(on.story.at(-1), "ring");
        modem.say(dle("H"));
        await on.until("local-telephone");
      },
      millis(100),
      '128,"8-BIT LINEAR",(8000)',
    ));

  it("keys that come while something is played, held and single", () =>
    inCall({}, async (on, modem) => {
      const stop = new AbortController();
      const playing = on.line.play(frames(silence(seconds(5))), stop.signal);
      await on.clock.pass(seconds(1));
      modem.say(dle("/55~6"));
      await on.until("digit 6");
      stop.abort();
      await on.run(playing);
      assert.deepEqual(on.story.slice(2), ["digit 5", "digit 6"]);
    }));

  it("a loop break as the call is taken is our own doing (L4)", async () => {
    const clock = new VirtualClock(START);
    const modem = tinyModem(clock);
    const on = rig({ clock, open: modem.open });
    await on.until("ready");
    modem.say("\r\nRING\r\n");
    await on.until("ring");
    await on.run(on.line.answer(seconds(3)));
    await on.clock.pass(millis(300));
    modem.say(dle("l"));
    await on.clock.pass(seconds(5));
    assert.deepEqual(on.story, ["ready", "ring"]);
    await on.close();
  });

  it("a modem that ends its audio by itself has seen the end", () =>
    inCall({}, async (on, modem) => {
      const listening = (async () => {
        for await (const frame of on.line.listen({}, new AbortController().signal)) assert.equal(frame.length, 160);
      })();
      await on.clock.pass(seconds(1));
      modem.say("\x10\x03\r\nNO CARRIER\r\n");
      await on.run(listening);
      await on.until("gone caller modem");
    }));

  it("no number is dialled but digits", () =>
    inCall({ settings: { forwarding: "hook-flash" } }, async (on, modem) => {
      const { transfer } = on.line;
      assert.ok(transfer);
      const evil = "+33;H0" as Parameters<typeof transfer.dial>[0];
      await assert.rejects(transfer.dial(evil, seconds(5), new AbortController().signal), { code: "line.undialable" });
      assert.equal(
        modem.commands.some((command) => command.includes(";H0")),
        false,
      );
    }));
});

describe("a ring in voice class", () => {
  it("counts like one in words, and its caller id too", async () => {
    const clock = new VirtualClock(START);
    const modem = tinyModem(clock);
    const on = rig({ clock, open: modem.open });
    await on.until("ready");
    modem.say("\x10XDATE=0115\r\nNMBR=0612345678\r\n\x10.");
    modem.say(dle("R"));
    await on.until("ring");
    assert.deepEqual(on.story, ["ready", "caller 0612345678", "ring"]);
    await on.close();
  });

  it("caller id that no ring follows is forgotten", async () => {
    const clock = new VirtualClock(START);
    const modem = tinyModem(clock);
    const on = rig({ clock, open: modem.open });
    await on.until("ready");
    modem.say("\r\nNMBR=0612345678\r\n");
    await on.clock.pass(seconds(13));
    modem.say("\r\nRING\r\n");
    await on.until("ring");
    await on.clock.pass(seconds(2));
    assert.deepEqual(on.story, ["ready", "ring"]);
    await on.close();
  });

  it("another number between two rings is another caller", async () => {
    const clock = new VirtualClock(START);
    const modem = tinyModem(clock);
    const on = rig({ clock, open: modem.open });
    await on.until("ready");
    for (const number of ["0611111111", "0611111111", "0622222222"]) {
      modem.say(`\r\nNMBR=${number}\r\n\r\nRING\r\n`);
      await on.clock.pass(seconds(5));
    }
    assert.deepEqual(on.story, [
      ...["ready", "caller 0611111111", "ring", "ring"],
      ...["gone caller rings-stopped", "caller 0622222222", "ring"],
    ]);
    await on.close();
  });
});
