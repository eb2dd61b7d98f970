import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { cardOf, deviceOf, isCardName } from "../../../src/audio/card/card-name.ts";
import { cardFault } from "../../../src/audio/card/card-words.ts";
import { listCards } from "../../../src/audio/card/list-cards.ts";
import { openCard } from "../../../src/audio/card/open-card.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLog } from "../../../src/kernel/log.ts";

const run = promisify(execFile);

describe("the name of a sound card", () => {
  for (const name of ["default", "plughw:CARD=Device,DEV=0", "hw:1,0", "sysdefault:CARD=Android", "line_in"])
    it(`may be ${name}`, () => assert.ok(isCardName(name)));

  for (const name of [
    "",
    "-D",
    "--help",
    "hw:0 ",
    "a b",
    "{type hw card 0}",
    "plug:'hw:0'",
    "hw:$(id)",
    "../x",
    "a:b:c",
  ])
    it(`is never ${JSON.stringify(name)}`, () => assert.equal(isCardName(name), false));

  it("never holds a blank, a quote, a bracket or a path, nor begins as an option", () => {
    fc.assert(fc.property(fc.string(), (name) => !isCardName(name) || !/^-|[\s'"{}()<>$;&|\\/`*?@!#~]/.test(name)));
  });

  it("of a bare card is that of the same card, converted", () => {
    assert.deepEqual(["hw:CARD=A", "plughw:CARD=A", "hwx", "default"].map(deviceOf), [
      "plughw:CARD=A",
      "plughw:CARD=A",
      "hwx",
      "default",
    ]);
    assert.deepEqual(["hw:CARD=A,DEV=0", "plughw:2,1", "default"].map(cardOf), ["A", "card2", null]);
  });
});

describe("the sound cards of a machine", () => {
  it("are those at its USB ports that hear", async () => {
    const folder = await mkdtemp(join(tmpdir(), "asound-"));
    await writeFile(
      join(folder, "cards"),
      ` 0 [vc4hdmi        ]: vc4-hdmi - vc4-hdmi
                      vc4-hdmi
 1 [Device         ]: USB-Audio - USB PnP Sound Device
                      C-Media Electronics Inc. USB PnP Sound Device at usb-0000:01:00.0-1.3, full speed
 2 [Speaker        ]: USB-Audio - USB Speaker
                      Somebody USB Speaker at usb-0000:01:00.0-1.4, full speed
`,
    );
    for (const name of ["card1/pcm0c", "card1/pcm0p", "card2/pcm0p"])
      await mkdir(join(folder, name), { recursive: true });
    assert.deepEqual(await listCards(folder), [{ name: "plughw:CARD=Device", label: "USB PnP Sound Device" }]);
    assert.deepEqual(await listCards(join(folder, "nowhere")), []);
    await rm(folder, { recursive: true });
  });
});

describe("what ALSA's programs say of a card", () => {
  for (const [said, code] of [
    ["arecord: main:831: audio open error: Device or resource busy", "audio.card-busy"],
    ["aplay: main:831: audio open error: No such device", "audio.card-gone"],
    ["arecord: main:831: audio open error: No such file or directory", "audio.card-gone"],
    ["arecord: pcm_read:2221: read error: No such device", "audio.card-gone"],
    ["aplay: pcm_write:2127: write error: Input/output error", "audio.card-gone"],
    ["arecord: main:831: audio open error: Permission denied", "audio.card-forbidden"],
    ["arecord: set_params:1352: Channels count non available", "audio.card-unfit"],
    ["aplay: set_params:1339: Sample format non available", "audio.card-unfit"],
    ["setpriv: failed to execute arecord: No such file or directory", "audio.no-card-programs"],
    ["spawn setpriv ENOENT", "audio.no-card-programs"],
    ["it ended with SIGKILL", "audio.card-stopped"],
    ["", "audio.card-stopped"],
  ] as const)
    it(`"${said}" is ${code}`, () => assert.equal(cardFault("plughw:CARD=Device", said).code, code));
});

describe("a sound card", function () {
  this.timeout(30_000);

  it("gives sound and takes it, and is left within a moment", async () => {
    const card = await openCard({ name: "null" }, systemClock, silentLog);
    const [first] = await Promise.all([card.incoming[Symbol.asyncIterator]().next(), card.write(new Uint8Array(320))]);
    assert.ok(!first.done && first.value.length > 0);
    await card.close();
    await assert.rejects(openCard({ name: "hw:CARD=Nobody" }, systemClock, silentLog), { code: "audio.card-gone" });
  });

  it("without ALSA's programs is a fault that says what to install", async () => {
    const before = process.env.PATH;
    process.env.PATH = "/nowhere";
    try {
      await assert.rejects(openCard({ name: "null" }, systemClock, silentLog), {
        code: "audio.no-card-programs",
        message: /alsa-utils/,
      });
    } finally {
      process.env.PATH = before;
    }
  });

  it("is a fault, and no end of the process, where no process can be started", async () => {
    const script = `
      const { openCard } = await import(${JSON.stringify(new URL("../../../src/audio/card/open-card.js", import.meta.url).href)});
      const { systemClock } = await import(${JSON.stringify(new URL("../../../src/kernel/clock.js", import.meta.url).href)});
      await import("node-record-lpcm16");
      const { openSync } = await import("node:fs");
      try { for (;;) openSync("/dev/null"); } catch {}
      const codes = [];
      for (let n = 0; n < 2; n++) await openCard({ name: "null" }, systemClock, { info() {} }).catch(({ code }) => codes.push(code));
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(codes.join(" "));
    `;
    const words = ["-c", 'ulimit -n 60; exec "$0" --input-type=module -e "$1"', process.execPath, script];
    const { stdout } = await run("sh", words, { cwd: process.cwd() });
    assert.equal(stdout.trim(), "audio.card-stopped audio.card-stopped");
  });
});
