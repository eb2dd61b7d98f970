import assert from "node:assert/strict";
import { progressTone } from "../../../src/audio/progress-tones.ts";
import { encode } from "../../../src/audio/sample-formats.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { instant, seconds } from "../../../src/kernel/units.ts";
import { type DiagnoseOptions, diagnose } from "../../../src/line/find/diagnose.ts";
import { shield } from "../../../src/serial/dle.ts";
import { memoryPipe } from "../../../src/serial/memory-pipe.ts";
import { VirtualClock } from "../../../src/simulator/virtual-clock.ts";
import { good, info, ok, type Table, tableModem } from "./table-modem.ts";

async function look(table: Table, options: Partial<DiagnoseOptions> = {}) {
  const clock = new VirtualClock(instant(0));
  const modem = tableModem(table);
  const report = await clock.run(
    diagnose({ path: "/dev/modem", open: modem.open, clock, programs: async () => ["init"], ...options }),
  );
  const outcomes = Object.fromEntries(report.checks.map(({ name, outcome }) => [name, outcome]));
  const sentence = (name: string) => report.checks.find((check) => check.name === name)?.sentence ?? "";
  return { report, outcomes, sentence, modem, clock };
}

/** `CONNECT` and this sound, as a modem sends it that never stops by itself. */
const recording = (sound: Int16Array) =>
  new Uint8Array([...Buffer.from("\r\nCONNECT\r\n"), ...shield(encode("u8", sound))]);

const said = (words: string) => `\r\n${words}\r\n`;
const module: Table = {
  ...good,
  ATI: info("Manufacturer: SIMCOM INCORPORATED"),
  "AT+CGMM": info("SIMCOM_SIM7600E-H"),
  "AT+CMEE=1": ok,
  "AT+CPIN?": info("+CPIN: READY"),
  "AT+CREG?": info("+CREG: 1,1"),
  "AT+CEREG?": info("+CEREG: 1,1"),
  "AT+COPS?": info('+COPS: 0,0,"Orange F",7'),
  "AT+CSQ": info("+CSQ: 21,99"),
  "AT+CAVIMS?": info("+CAVIMS: 1"),
};

describe("diagnosis of a modem", () => {
  it("of a mobile module gives its line for config.json, and where its SIM is; it says no PIN", async () => {
    const { report, modem } = await look(module, { soundPort: async () => "/dev/ttyUSB4" });
    const sentences = report.checks.map(({ sentence }) => sentence);
    const line = sentences.find((sentence) => sentence.includes("config.json")) ?? "";
    assert.match(line, /"kind":"mobile","port":"\/dev\/modem","sound_port":"\/dev\/ttyUSB4"/);
    assert.ok(sentences.includes("It is registered: Orange F, LTE, -71 dBm."));
    assert.equal(report.verdict, "ok");
    assert.ok(!modem.heard.some((command) => command.startsWith("AT+CPIN=")));
  });

  const analog: Table = {
    ...module,
    ATI: info("Manufacturer: INCORPORATED / Model: A7670E-FASE"),
    "AT+CGMM": info("A7670E-FASE"),
  };
  const device = { name: "plughw:CARD=Device", label: "USB PnP Sound Device" };

  for (const [what, port] of [
    ["", null],
    [", though its make has a port for it,", "/dev/ttyUSB4"],
  ] as const)
    it(`of a module with analog sound${what} looks at the sound card, and names it in the line for config.json`, async () => {
      const looked: string[] = [];
      const { report } = await look(analog, {
        soundPort: async () => port,
        cards: { list: async () => [device], look: async (name) => void looked.push(name) },
      });
      const sentences = report.checks.map(({ sentence }) => sentence).join("\n");
      assert.match(sentences, /"port":"\/dev\/modem","sound_card":"plughw:CARD=Device"/);
      assert.match(sentences, /The sound card plughw:CARD=Device can be opened in both directions/);
      assert.deepEqual([looked, report.verdict], [[device.name], "ok"]);
    });

  it("of a module with analog sound tells of a card that can't be opened, and of one that is missing", async () => {
    const busy = async () => {
      throw new Fault("audio.card-busy", "The sound card plughw:CARD=Device is in use by another program.");
    };
    const soundPort = async () => null;
    const used = await look(analog, { soundPort, cards: { list: async () => [device], look: busy } });
    assert.match(used.sentence("sound"), /in use by another program/);
    const none = await look(analog, { soundPort, cards: { list: async () => [], look: busy } });
    assert.match(none.sentence("sound"), /no USB sound card/);
    assert.deepEqual([used.report.verdict, none.report.verdict], ["trouble", "trouble"]);
  });

  it("is well with a good modem, and leaves it on-hook out of voice", async () => {
    const { report, modem } = await look(good);
    assert.deepEqual(
      report.checks.map(({ name, outcome }) => `${name} ${outcome}`),
      ["port ok", "answers ok", "identity ok", "voice ok", "samples ok", "caller-id ok", "voice ok"],
    );
    assert.equal(report.verdict, "ok");
    assert.deepEqual(report.modem, { profile: "usrobotics", said: ["5601", "U.S. Robotics 56K FAX EXT V5.22"] });
    assert.equal(modem.heard.at(-1), "AT+FCLASS=0");
    assert.ok(!modem.heard.includes("AT+VLS=1"), "does not seize the line unless told to");
  });

  const faults: [string, Table, Record<string, string>, string, RegExp][] = [
    ["nothing that answers", { ...good, ATQ0V1E0: null }, { answers: "trouble" }, "answers", /unplug it/],
    ["a stranger", { ...good, ATI0: ok, ATI: ok, ATI3: info("ACME") }, { identity: "warning" }, "identity", /"ACME"/],
    [
      "a modem without voice",
      { ...good, "AT+FCLASS=?": info("0,1,2.0") },
      { voice: "trouble" },
      "voice",
      /Another modem/,
    ],
    [
      "class 8 hidden in another number",
      { ...good, "AT+FCLASS=?": info("0,1.8,80") },
      { voice: "trouble" },
      "voice",
      /./,
    ],
    [
      "a modem that refuses class 8",
      { ...good, "AT+FCLASS=8": "\r\nERROR\r\n" },
      { samples: "trouble" },
      "samples",
      /refuses/,
    ],
    [
      "a modem without a known form of sound",
      { ...good, "AT+VSM=?": info('140,"2 BIT ADPCM",7200') },
      { samples: "trouble" },
      "samples",
      /140 2 BIT ADPCM/,
    ],
    ["a modem that does not tell its forms", { ...good, "AT+VSM=?": ok }, { samples: "warning" }, "samples", /tried/],
    [
      "a modem without caller id",
      { ...good, "AT+VCID=1": "\r\nERROR\r\n" },
      { "caller-id": "warning" },
      "caller-id",
      /VCID/,
    ],
    [
      "a mobile module without a SIM",
      { ...module, "AT+CPIN?": said("+CME ERROR: 10") },
      { network: "trouble" },
      "network",
      /no SIM/,
    ],
    [
      "one whose SIM asks for its PIN",
      { ...module, "AT+CPIN?": info("+CPIN: SIM PIN") },
      { network: "warning" },
      "network",
      /asks for its PIN/,
    ],
    [
      "one whose SIM is blocked",
      { ...module, "AT+CPIN?": info("+CPIN: SIM PUK") },
      { network: "trouble" },
      "network",
      /PUK/,
    ],
    [
      "one without coverage",
      { ...module, "AT+CREG?": info("+CREG: 1,2"), "AT+CEREG?": ok },
      { network: "trouble" },
      "network",
      /no network/,
    ],
    [
      "one on an old network",
      { ...module, "AT+COPS?": info('+COPS: 0,0,"Orange F",2') },
      { network: "warning" },
      "network",
      /3G/,
    ],
    [
      "one without voice over LTE",
      { ...module, "AT+CAVIMS?": info("+CAVIMS: 0") },
      { network: "warning" },
      "network",
      /VoLTE/,
    ],
    [
      "a modem that falls silent",
      { ...good, "AT+VSM=?": null },
      { answers: "trouble" },
      "answers",
      /stopped answering/,
    ],
  ];
  for (const [what, table, expected, name, sentence] of faults) {
    it(`tells of ${what}`, async () => {
      const found = await look(table);
      for (const [check, outcome] of Object.entries(expected)) assert.equal(found.outcomes[check], outcome);
      const said = found.report.checks.filter((check) => check.name === name).map((check) => check.sentence);
      assert.match(said.join(" "), sentence);
      assert.notEqual(found.report.verdict, "ok");
    });
  }

  it("tells why the port can't be opened", async () => {
    const open = async () => {
      throw new Fault("serial.no-permission", "Add its user to the dialout group.");
    };
    const { report } = await look(good, { open });
    const sentence = "Add its user to the dialout group.";
    assert.deepEqual(report.checks, [
      { name: "port", outcome: "trouble", code: "port-forbidden", what: sentence, sentence },
    ]);
    assert.equal(report.modem, null);
  });

  it("tells of a modem that disappears while it is looked at", async () => {
    const open = async () => {
      const [ours, modem] = memoryPipe();
      void (async () => {
        for await (const _ of modem.incoming) modem.lose();
      })().catch(() => undefined);
      return ours;
    };
    const { sentence } = await look(good, { open });
    assert.match(sentence("answers"), /loose plug/);
  });

  it("warns of ModemManager, and blames it when there is trouble", async () => {
    const programs = async () => ["init", "ModemManager"];
    assert.equal((await look(good, { programs })).outcomes["other-programs"], "warning");
    const { outcomes, sentence } = await look({ ...good, ATQ0V1E0: null }, { programs });
    assert.equal(outcomes["other-programs"], "trouble");
    assert.match(sentence("other-programs"), /ID_MM_DEVICE_IGNORE/);
  });

  describe("listening to the line", () => {
    const listen = (sound: Int16Array) => look({ ...good, "AT+VRX": recording(sound) }, { hearLine: true });

    it("hears the dial tone, and hangs up", async () => {
      const { outcomes, modem } = await listen(progressTone("dial", seconds(3)));
      assert.equal(outcomes.line, "ok");
      assert.deepEqual(modem.heard.slice(-2), ["AT+VLS=0", "AT+FCLASS=0"]);
    });

    it("tells of a dead line", async () => {
      const { outcomes, sentence } = await listen(new Int16Array(24_000));
      assert.equal(outcomes.line, "trouble");
      assert.match(sentence("line"), /cable/);
    });

    it("tells of sound that is no dial tone", async () => {
      const { outcomes } = await listen(progressTone("busy", seconds(3)));
      assert.equal(outcomes.line, "warning");
    });

    it("tells of a modem that sends no sound", async () => {
      const { sentence } = await listen(new Int16Array(0));
      assert.match(sentence("line"), /no sound/);
    });

    it("tells of a modem that does not go off-hook, and hangs up all the same", async () => {
      const { sentence, modem } = await look({ ...good, "AT+VLS=1": "\r\nERROR\r\n" }, { hearLine: true });
      assert.match(sentence("line"), /off-hook/);
      assert.deepEqual(modem.heard.slice(-2), ["AT+VLS=0", "AT+FCLASS=0"]);
    });
  });
});
