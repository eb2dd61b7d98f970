import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig, readConfig } from "../../src/app/config.ts";
import { explain, Fault } from "../../src/kernel/fault.ts";
import { HeardLog } from "../kit/heard-log.ts";

const line = (changes: Record<string, unknown> = {}) => ({ lines: [{ name: "line-1", ...changes }] });
const mail = (changes: Record<string, unknown> = {}) => ({
  mail: { host: "mail.example.org", from: "permanence@example.org", ...changes },
});

describe("a configuration", () => {
  it("that says nothing is one simulated line, found by asking", () => {
    const { lines, mail, piper } = parseConfig({});
    assert.deepEqual([lines.length, mail, piper], [1, null, null]);
    const [only] = lines;
    assert.deepEqual(
      [only?.name, only?.port, only?.modem, only?.forwarding, only?.baud],
      ["line-1", "simulated", "auto", "hook-flash", 115_200],
    );
    assert.deepEqual(only?.transfer, { start: "!", cancel: "!", complete: "" });
  });

  const good: readonly (readonly [string, unknown])[] = [
    ["an empty list of keys of a line but its name", line()],
    ["a modem by its own name", line({ port: "/dev/ttyACM0", modem: "usrobotics", baud: 57_600 })],
    ["other codes for a second leg", line({ transfer: { start: "!,2", complete: "!4" } })],
    ["star codes of another operator", line({ divert: { on: "**21*{number}#", off: "##21#" } })],
    [
      "a module with analog sound, at a sound card",
      line({ kind: "mobile", port: "/dev/ttyUSB2", sound_card: "plughw:CARD=Device,DEV=0" }),
    ],
    ["eight lines", { lines: Array.from({ length: 8 }, (_, n) => ({ name: `line-${n + 1}` })) }],
    ["a mobile line with its two ports", line({ kind: "mobile", port: "/dev/ttyUSB2", sound_port: "/dev/ttyUSB4" })],
    ["a mobile line that is simulated", line({ kind: "mobile" })],
    ["mail with a list", mail({ to: ["a@example.org", "b@example.org"], secure: true, port: 465 })],
    ["no mail", { mail: null }],
    ["one voice only", { piper: { program: "/opt/piper/piper", voices: { fr: "/opt/piper/fr.onnx" } } }],
  ];
  for (const [what, json] of good) it(`may have ${what}`, () => void parseConfig(json));

  const bad: readonly (readonly [string, unknown, RegExp])[] = [
    ["a list instead of an object", [], /the whole: /],
    ["nothing at all", null, /the whole: /],
    ["a key that nobody knows", { line: [] }, /the whole: .*"line"/],
    ["a key of a line that nobody knows", line({ bauds: 9600 }), /lines\.0: .*"bauds"/],
    ["no line", { lines: [] }, /lines: /],
    ["too many lines", { lines: Array.from({ length: 17 }, (_, n) => ({ name: `line-${n}` })) }, /lines: /],
    ["two lines of one name", { lines: [{ name: "a" }, { name: "a" }] }, /lines: two lines have the same name/],
    ["a name that could leave its folder", line({ name: "../etc" }), /lines\.0\.name: .*small letters/],
    ["a port without a name", line({ port: "" }), /lines\.0\.port: /],
    ["a port that is a number", line({ port: 3 }), /lines\.0\.port: .*string/],
    ["a speed that no modem has", line({ baud: 300 }), /lines\.0\.baud: .*1200/],
    ["a modem that nobody knows", line({ modem: "hayes" }), /lines\.0\.modem: .*"conexant"/],
    ["a country in words", line({ country: "France" }), /lines\.0\.country: .*two capital letters/],
    ["a way to forward that does not exist", line({ forwarding: "flash" }), /lines\.0\.forwarding: .*"hook-flash"/],
    ["a flash in seconds", line({ flash_ms: 0.27 }), /lines\.0\.flash_ms: /],
    ["AT syntax among the keys", line({ transfer: { start: "!;ATH0" } }), /lines\.0\.transfer\.start: .*hook flash/],
    [
      "a star code without the number (R15)",
      line({ divert: { on: "*21#" } }),
      /lines\.0\.divert\.on: has \{number\} where/,
    ],
    ["a number where none goes (R15)", line({ divert: { off: "#21*{number}#" } }), /lines\.0\.divert\.off: has no/],
    ["a new command in a star code", line({ divert: { on: "*21*{number}#\rATZ" } }), /lines\.0\.divert\.on: /],
    ["a prefix of letters", line({ dial_plan: { outside_line: "w0" } }), /lines\.0\.dial_plan\.outside_line: /],
    ["yes for true", line({ transcript: "yes" }), /lines\.0\.transcript: .*boolean/],
    [
      "both a sound port and a sound card",
      line({ kind: "mobile", port: "/dev/ttyUSB2", sound_port: "/dev/ttyUSB4", sound_card: "plughw:CARD=Device" }),
      /lines\.0\.sound_card: and sound_port exclude each other/,
    ],
    [
      "a module that has neither",
      line({ kind: "mobile", port: "/dev/ttyUSB2" }),
      /lines\.0\.sound_port: or sound_card is missing: .* hear nothing/,
    ],
    [
      "a sound port of a module that has analog sound alone",
      line({ kind: "mobile", modem: "a7670", port: "/dev/ttyUSB2", sound_port: "/dev/ttyUSB4" }),
      /lines\.0\.sound_port: .*analog/,
    ],
    [
      "a sound card of an analog modem",
      line({ sound_card: "plughw:CARD=Device" }),
      /lines\.0\.sound_card: is for a mobile/,
    ],
    [
      "an option in place of a sound card",
      line({ kind: "mobile", sound_card: "--dump-hw-params" }),
      /lines\.0\.sound_card: is no name of a sound card/,
    ],
    [
      "a sound card of two lines",
      {
        lines: ["hw:CARD=Device", "plughw:CARD=Device"].map((sound_card, n) => ({
          ...{ name: `m-${n}`, kind: "mobile", port: `/dev/ttyUSB${n}` },
          sound_card,
        })),
      },
      /lines: two lines have the same sound card/,
    ],
    ["mail without a host", { mail: { from: "a@example.org" } }, /mail\.host: /],
    ["mail from nobody", mail({ from: "permanence" }), /mail\.from: /],
    ["mail to nobody", mail({ to: ["bureau"] }), /mail\.to\.0: /],
    ["a port beyond the last", mail({ port: 70_000 }), /mail\.port: /],
    ["a voice in no language", { piper: { program: "p", voices: { de: "x" } } }, /piper\.voices/],
  ];
  for (const [what, json, sentence] of bad)
    it(`with ${what} is refused, and told where`, () => {
      assert.throws(() => parseConfig(json), { code: "app.bad-config", message: sentence });
    });

  it("is told of all that is wrong with it, at once", () => {
    assert.throws(() => parseConfig({ ...line({ baud: 1, port: "" }), ...mail({ from: "x" }) }), {
      message: /lines\.0\.port: .*; lines\.0\.baud: .*; mail\.from: /,
    });
  });
});

describe("the configuration's file", () => {
  let folder: string;
  let file: string;
  let log: HeardLog;
  const lastGood = () => readFile(`${file}.last-good`, "utf8");
  const names = async () => (await readConfig(file, log)).lines.map(({ name }) => name);
  const text = (name: string) => JSON.stringify({ lines: [{ name }] });
  const loud = () => assert.deepEqual([log.count("app.bad-config"), log.count("app.config-before")], [1, 1]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "config-"));
    file = join(folder, "config.json");
    log = new HeardLog();
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true, force: true });
  });

  it("need not be there, and leaves no trace then", async () => {
    assert.deepEqual(await names(), ["line-1"]);
    assert.deepEqual(log.said, []);
    await assert.rejects(lastGood());
  });

  it("is remembered when it could be used, for its owner's eyes only", async () => {
    await writeFile(file, text("good"));
    assert.deepEqual(await names(), ["good"]);
    assert.equal(await lastGood(), text("good"));
    assert.equal((await stat(`${file}.last-good`)).mode & 0o777, 0o600);
    assert.deepEqual(log.said, []);
  });

  it("may begin with the mark of a Windows editor", async () => {
    await writeFile(file, `\ufeff${text("windows")}`);
    assert.deepEqual(await names(), ["windows"]);
  });

  const spoilt: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    ["is not JSON", () => writeFile(file, '{"lines": ['), /config\.json is not JSON\..*JSON/],
    ["is empty", () => writeFile(file, ""), /config\.json is not JSON/],
    ["has a key that is wrong", () => writeFile(file, '{"lines": [{"name": "A B"}]}'), /lines\.0\.name/],
    ["can't be read", () => unlink(file).then(() => mkdir(file)), /config\.json can't be read\. \(EISDIR/],
    ["is gone", () => unlink(file), /config\.json is gone/],
  ];
  for (const [what, spoil, sentence] of spoilt) {
    it(`that ${what} is said loudly, and the last good one used; every time`, async () => {
      await writeFile(file, text("good"));
      await names();
      await spoil();
      assert.deepEqual(await names(), ["good"]);
      loud();
      const why = log.said.find(({ event }) => event === "app.bad-config")?.fields?.why;
      assert.match(explain(why), sentence);
      assert.deepEqual(await names(), ["good"]);
      assert.equal(await lastGood(), text("good"));
    });
  }

  it("that is bad, with none to fall back on, is a fault that says why", async () => {
    await writeFile(file, "{,}");
    await assert.rejects(names(), (thrown) => {
      assert.ok(thrown instanceof Fault);
      assert.equal(thrown.code, "app.bad-config");
      assert.match(thrown.message, /config\.json is not JSON/);
      return true;
    });
    assert.equal(log.count("app.bad-config"), 1);
  });

  it("that is bad, with a fallback that is bad too, tells of its own trouble", async () => {
    await writeFile(file, '{"lines": 3}');
    await writeFile(`${file}.last-good`, "cut off by a power c");
    await assert.rejects(names(), { code: "app.bad-config", message: /lines: / });
  });

  it("is used as soon as it is good again", async () => {
    for (const name of ["first", "second"]) {
      await writeFile(file, text(name));
      assert.deepEqual(await names(), [name]);
      await writeFile(file, "{");
      assert.deepEqual(await names(), [name]);
    }
  });

  it("is used where nothing can be remembered beside it", async () => {
    await writeFile(file, text("good"));
    // Root may write into a folder that is read-only: a folder in the place of the copy refuses everyone.
    await mkdir(`${file}.last-good`);
    await chmod(folder, 0o500);
    assert.deepEqual(await names(), ["good"]);
    assert.deepEqual(
      log.said.map(({ level, event }) => `${level} ${event}`),
      ["warn app.config-copy"],
    );
  });
});
