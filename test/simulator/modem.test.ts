import assert from "node:assert/strict";
import fc from "fast-check";
import { millis, seconds } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { commandsOf } from "../../src/simulator/modems/at-line.ts";
import { conexant, dialects, generic, usrobotics, zoom } from "../../src/simulator/modems/v253/dialects.ts";
import { voiceTones } from "../../src/simulator/modems/v253/voice-tones.ts";
import { BOX, bench, CALLER } from "./bench.ts";
import { client } from "./client.ts";

const ok = "\r\nOK\r\n";
const error = "\r\nERROR\r\n";

describe("a simulated modem's command line", () => {
  const rows: readonly (readonly [line: string, commands: string])[] = [
    ["AT", ""],
    ["ATE0V1", "E/0 V/1"],
    ["atz", "Z/"],
    ["ATS0=0S7?", "S0=0 S7?"],
    ["AT&F&C1", "&F/ &C/1"],
    ["AT+FCLASS=8;+VLS=1", "+FCLASS=8 +VLS=1"],
    ["AT+VSM=?", "+VSM=?"],
    ["AT+FCLASS?", "+FCLASS?"],
    ["AT!4886=02", "!4886=02"],
    ['AT+FLID="a;b";+FCR=1', '+FLID="a;b" +FCR=1'],
    ["ATDT06;", "D/T06;"],
    ["garbageATE0", "E/0"],
    ["AT$", "?"],
    ["nothing", ""],
  ];
  for (const [line, commands] of rows) {
    it(`reads ${JSON.stringify(line)}`, () => {
      const shown = commandsOf(line).map((each) => (each ? `${each.name}${each.op || "/"}${each.value}` : "?"));
      assert.equal(shown.join(" ").replaceAll("?/", "?"), commands);
    });
  }
});

describe("what a simulated modem answers", () => {
  const all: readonly (readonly [command: string, answer: string | RegExp])[] = [
    ["ATE0", ok],
    ["AT", ok],
    ["ATQ0V1H0", ok],
    ["AT+NONSENSE", error],
    ["ATE0+VTX", error],
    ["AT+VLS=1", error],
    ["AT+VSM=?", error],
    ["AT+FCLASS?", `\r\n0\r\n${ok}`],
    ["AT+FCLASS=2", error],
    ["AT+GCI=3D", ok],
    ["AT+IFC=2,2", ok],
    ["ATS7=20", ok],
    ["ATS7?", `\r\n020\r\n${ok}`],
    ["ATX3", ok],
    ["AT&C1&D2", ok],
    ["AT+VCID=1", ok],
    ["AT+FCLASS=8", ok],
    ["AT+FCLASS?", `\r\n8\r\n${ok}`],
    ["AT+VCID=1;+VNH=1;+VIT=0", ok],
    ["AT+VSD=40,70", ok],
    ["AT+VGT=127;+VGR=300", error],
    ["AT+VRA=70;+VRN=10", ok],
    ["AT+VDR=1,15", ok],
    ["AT+VTR", error],
    ["AT+VSM=77,8000", error],
    ["AT+VTX", error],
    ["AT+VTS=5", error],
    ["AT+VLS=9", error],
    ["AT+VLS=1", /\r\nOK\r\n/],
    ["AT+VTS=1,{2,5},[800,,5]", ok],
    ["AT+VTS=x", error],
    ["ATH", ok],
    ["ATZ", ok],
  ];
  for (const dialect of Object.values(dialects)) {
    it(`in the dialect ${dialect.name}`, async () => {
      const { run, ask } = withAsk(dialect);
      await run(ask("ATE0"));
      for (const [command, answer] of all) {
        const got = await run(ask(command));
        if (typeof answer === "string") assert.equal(got, answer, command);
        else assert.match(got, answer, command);
      }
    });
  }

  const own: readonly (readonly [dialect: keyof typeof dialects, commands: string, answer: string])[] = [
    ["conexant", "ATI0", `\r\n56000\r\n${ok}`],
    ["usrobotics", "ATI0", `\r\n5601\r\n${ok}`],
    ["zoom", "AT+GMI", `\r\nZOOM\r\n${ok}`],
    ["usrobotics", "AT+FCLASS=8|AT+VLS=1|AT+VTS=[800,0,5]", error],
    ["usrobotics", "AT+FCLASS=8|AT+VLS=1", `\x10H${ok}`],
    ["conexant", "AT+FCLASS=8|AT+VLS=1|AT+VTS=[800,0,5]", ok],
    ["conexant", "AT+FCLASS=8|AT+VSM=1,8000,0,0", ok],
    ["multitech", "AT+FCLASS=8|AT+VSM=1,8000,0,0", error],
    ["conexant", "AT+VCID=1|AT+FCLASS=8|AT+FCLASS=0|AT+VCID?", `\r\n0\r\n${ok}`],
    ["usrobotics", "AT+VCID=1|AT+FCLASS=8|AT+FCLASS=0|AT+VCID?", `\r\n1\r\n${ok}`],
    ["generic", "ATV0|AT", "0\r"],
  ];
  for (const [name, commands, answer] of own) {
    it(`${name}: ${commands}`, async () => {
      const { run, ask } = withAsk(dialects[name] ?? generic);
      await run(ask("ATE0"));
      let got = "";
      for (const command of commands.split("|")) got = await run(ask(command));
      assert.equal(got, answer);
    });
  }

  const withAsk = (dialect: typeof generic) => {
    const { client, run } = bench(dialect);
    return { run, ask: client.ask };
  };
});

describe("the tones of +VTS", () => {
  const shown = (list: string) =>
    voiceTones(list, true)
      ?.map((each) =>
        "flash" in each ? `!${each.flash}` : "pause" in each ? `-${each.pause}` : `~${each.sound.length / 8}`,
      )
      .join(" ") ?? null;
  const rows: readonly (readonly [list: string, tones: string | null])[] = [
    ["5", "~180"],
    ["0,6,#", "~180 ~180 ~180"],
    ["{5,30}", "~380"],
    ["[933,,150]", "~1500"],
    ["[440,480,10]", "~100"],
    ["[,,20]", "-200"],
    ["!", "!270"],
    ["{!,27},1", "!270 ~180"],
    ["[933,0,150]", null],
    ["{5}", null],
    ["9;", null],
    ["", null],
  ];
  for (const [list, tones] of rows) it(`reads ${JSON.stringify(list)}`, () => assert.equal(shown(list), tones));
});

describe("a simulated modem in trouble", () => {
  const answered = async (dialect = generic, options = {}) => {
    const made = bench(dialect, { callerIdAt: "never", ...options });
    const call = made.exchange.call({ from: CALLER, to: BOX });
    await made.run(made.client.until("RING"));
    await made.run(made.client.ask("ATE0"));
    for (const command of ["AT+FCLASS=8", `AT+VSM=${dialect.samples[0]?.code},8000`, "AT+VLS=1"]) {
      await made.run(made.client.ask(command));
    }
    return { ...made, call };
  };

  it("counts an underrun, and says so, when the client stops in mid-stream", async () => {
    const { client, run, modem } = await answered();
    await run(client.ask("AT+VTX"));
    await client.send("\x80".repeat(800));
    await run(client.until("\x10u"));
    assert.equal(modem.trouble.underruns, 1);
  });

  it("drops and counts what does not fit, unless flow control holds the client back", async () => {
    for (const [flow, dropped] of [
      ["AT+IFC=0,0", 16_000 - 3200],
      ["AT+IFC=2,2", 0],
    ] as const) {
      const { client, run, modem } = await answered();
      await run(client.ask(flow));
      await run(client.ask("AT+VTX"));
      await client.send(`${"\x90".repeat(16_000)}\x10\x03`);
      await run(client.until("OK"));
      assert.equal(modem.trouble.overflowed, dropped, flow);
    }
  });

  it("stops at once on <DLE><CAN>, <DLE><ETX>", async () => {
    const { client, run, clock } = await answered();
    await run(client.ask("AT+VTX"));
    await client.send("\x90".repeat(3000));
    await clock.pass(millis(100));
    const before = clock.now();
    await client.send("\x10\x18\x10\x03");
    await run(client.until("OK"));
    assert.ok(clock.now() - before <= 40);
  });

  it("ends a Zoom's stream only after a doubled DLE", async () => {
    const { client, run, clock, modem } = await answered(zoom);
    await run(client.ask("AT+VRX"));
    await client.send("\x10!");
    await clock.pass(seconds(1));
    assert.equal(modem.mode, "receive");
    await client.send("\x10\x10\x10!");
    await run(client.until("\x10\x03\r\nOK\r\n"));
  });

  it("hears French caller id on a Conexant only once it was told to", async () => {
    for (const [set, told] of [
      ["AT", false],
      ["AT!4886=02", true],
    ] as const) {
      const { client, run, exchange } = bench(conexant);
      await run(client.ask(set));
      await run(client.ask("AT+VCID=1"));
      client.forget();
      exchange.call({ from: CALLER, to: BOX });
      assert.equal((await run(client.until("RING"))).includes("NMBR"), told, set);
    }
  });

  it("reports a ring and caller id in voice class as DLE codes on a Conexant, as text on a USR", async () => {
    for (const dialect of [conexant, usrobotics]) {
      const { client, run, exchange } = bench(dialect);
      for (const command of ["ATE0", "AT!4886=02", "AT+FCLASS=8", "AT+VCID=1"]) await run(client.ask(command));
      client.forget();
      exchange.call({ from: null, to: BOX });
      if (dialect === conexant) {
        assert.match(await run(client.until("\x10R")), /\x10XDATE = \d{4}\r\nTIME = \d{4}\r\nNMBR = P\r\n\x10\./);
      } else assert.match(await run(client.until("RING")), /NMBR = P\r\n/);
    }
  });

  it("says nothing while wedged, and is itself again afterwards", async () => {
    const { client, run, clock, modem } = bench();
    modem.faults.add("wedged");
    await client.send("AT\r");
    await clock.pass(seconds(5));
    assert.equal(client.heard, "");
    modem.faults.remove("wedged");
    assert.match(await run(client.ask("AT")), /OK/);
  });

  it("loses as many OKs as it was told", async () => {
    const { client, run, clock, modem } = bench();
    await run(client.ask("ATE0"));
    modem.faults.add("lost-ok", 2);
    client.forget();
    for (let n = 0; n < 2; n++) {
      await client.send("AT\r");
      await clock.pass(seconds(1));
    }
    assert.match(client.heard, /OK\r\n$/);
    assert.equal(client.heard.split("OK").length, 2);
    assert.match(await run(client.ask("AT")), /OK/);
  });

  it("forgets everything and drops the call at a reset", async () => {
    const { client, run, call, modem } = await answered();
    modem.faults.add("reset");
    assert.equal(call.state, "ended");
    assert.match(await run(client.ask("AT+FCLASS?")), /^AT\+FCLASS\?\r\r\n0\r\n/);
    assert.deepEqual(modem.faults.active, []);
  });

  it("refuses to go off-hook", async () => {
    const { client, run, modem, socket } = bench();
    modem.faults.add("refuses-offhook");
    await run(client.ask("AT+FCLASS=8"));
    assert.match(await run(client.ask("AT+VLS=1")), /ERROR/);
    assert.equal(socket.hook, "on");
  });

  it("keeps a hang-up to itself", async () => {
    const { client, clock, call, modem } = await answered(generic);
    modem.faults.add("no-hangup-report");
    client.forget();
    call.hangUp();
    await clock.pass(seconds(10));
    assert.equal(client.heard.includes("\x10b"), false);
    modem.faults.remove("no-hangup-report");
    await clock.pass(seconds(3));
    assert.equal(client.heard.includes("\x10b"), true);
  });

  it("tells caller id late", async () => {
    const { client, run, exchange, modem } = bench();
    modem.faults.add("late-caller-id");
    await run(client.ask("AT+VCID=1"));
    client.forget();
    exchange.call({ from: CALLER, to: BOX });
    assert.equal((await run(client.until("RING"))).includes("NMBR"), false);
    await run(client.until("NMBR"));
  });

  for (const fault of ["echo-on", "split-reads", "merged-reads", "garbage-bytes"] as const) {
    it(`answers all the same with ${fault}`, async () => {
      const { client, run, modem } = bench();
      await run(client.ask("ATE0"));
      modem.faults.add(fault);
      const got = await run(client.ask("ATI3"));
      assert.match(got, /\r\nV\.253 voice modem\r\n.*\r\nOK\r\n$/s);
      if (fault === "echo-on") assert.match(got, /^ATI3\r/);
      if (fault === "garbage-bytes") assert.match(got, /^[\0\x80-\xff]/);
    });
  }

  it("starts anew on another pipe after the first was pulled out, the call gone", async () => {
    const { client: old, run, call, modem } = await answered();
    modem.faults.add("port-vanishing");
    assert.equal(await run(call.ended), "called");
    assert.equal(modem.mode, "command");
    const [near, far] = memoryPipe();
    modem.faults.remove("port-vanishing");
    modem.attach(far);
    assert.match(await run(client(near).ask("AT+FCLASS?")), /\r\n0\r\n/);
    assert.ok(old.heard.length > 0);
  });

  it("survives any bytes, and is idle and on-hook after a reset", async () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(
          "AT\r",
          "AT+FCLASS=8\r",
          "AT+VLS=1\r",
          "AT+VTX\r",
          "AT+VRX\r",
          "\x10\x03",
          "\x10!",
          "ATA\r",
          "ATD1;\r",
          "A/",
        )
        .map((text) => Uint8Array.from(text, (character) => character.charCodeAt(0))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(pieces, { maxLength: 12 }),
        fc.constantFrom(...Object.values(dialects)),
        async (all, dialect) => {
          const { clock, exchange, modem, socket, client: typist } = bench(dialect);
          exchange.call({ from: CALLER, to: BOX, script: [{ wait: seconds(2) }, { key: "1" }, { hangUp: true }] });
          for (const bytes of all) {
            await typist.send(String.fromCharCode(...bytes));
            await clock.pass(millis(300));
          }
          modem.faults.add("reset");
          assert.equal(socket.hook, "on");
          assert.equal(modem.mode, "command");
        },
      ),
      { numRuns: 40 },
    );
  });
});
