import assert from "node:assert/strict";
import fc from "fast-check";
import { instant, millis } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { tapPipe } from "../../src/serial/tap.ts";
import { escapeBytes, formatEntry, readTranscript } from "../../src/serial/transcript.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { bytes, cut, places, settled } from "./bytes.ts";

/** A tap, its transcript, and both ends. */
function tapped(full = false) {
  const clock = new VirtualClock(instant(1_000_000));
  const [ours, modem] = memoryPipe();
  const lines: string[] = [];
  const pipe = tapPipe({ pipe: ours, clock, full, write: (line) => lines.push(line) });
  const reading = (async () => {
    for await (const _ of pipe.incoming);
  })().catch(() => undefined);
  const send = (text: string) => pipe.write(bytes(text));
  const say = async (text: string) => {
    await modem.write(bytes(text));
    await settled();
  };
  return { clock, pipe, modem, lines, send, say, reading, shown: () => lines.slice(1).map((line) => line.trim()) };
}

describe("tap", () => {
  it("writes a line for each line, with its time and direction", async () => {
    const { clock, send, say, shown } = tapped();
    await send("AT+VLS=1\r");
    await clock.pass(millis(40));
    await say("AT+VLS=1\r\r\nO");
    await say("K\r\n\r\nRING\r\n");
    assert.deepEqual(shown(), ["0 > AT+VLS=1\\r", "40 < AT+VLS=1\\r", "40 < \\r\\nOK\\r\\n", "40 < \\r\\nRING\\r\\n"]);
  });

  it("counts audio, and shows the codes in it", async () => {
    const { send, say, shown } = tapped();
    await send("AT+VRX\r");
    await say("\r\nCONNECT\r\nabc\x10\x10\x10");
    await say("5abc\r\nOK\r\n\x10");
    await say("\x1a");
    await send("\x10!");
    await say("ab\x10\x03\r\nOK\r\n");
    await send("AT+VTX\r");
    await say("\r\nCONNECT\r\n");
    await send("abc\x10\x10d");
    await say("\x10b");
    await send("ef");
    await send("\x10\x18\x10\x03");
    await say("\r\nOK\r\n");
    await send("AT\r");
    assert.deepEqual(
      shown().map((line) => line.slice(2)),
      [
        "> AT+VRX\\r",
        "< \\r\\nCONNECT\\r\\n",
        "< <5 bytes of audio>",
        "< \\x105",
        "< <11 bytes of audio>",
        "> \\x10!",
        "< <2 bytes of audio>",
        "< \\x10\\x03",
        "< \\r\\nOK\\r\\n",
        "> AT+VTX\\r",
        "< \\r\\nCONNECT\\r\\n",
        "> <6 bytes of audio>",
        "< \\x10b",
        "> <2 bytes of audio>",
        "> \\x10\\x18",
        "> \\x10\\x03",
        "< \\r\\nOK\\r\\n",
        "> AT\\r",
      ],
    );
  });

  it("writes audio down when told to", async () => {
    const { send, say, shown } = tapped(true);
    await send("AT+VRX\r");
    await say("\r\nCONNECT\r\na\x80\x10\x10");
    assert.equal(shown().at(-1), "0 < a\\x80\\x10\\x10");
  });

  it("masks the PIN in the command and in its echo, however they are split", async () => {
    await fc.assert(
      fc.asyncProperty(places, places, async (at, echoAt) => {
        const { pipe, say, send, lines } = tapped();
        for (const chunk of cut(bytes('AT+CPIN="1234"\r'), at)) await pipe.write(chunk);
        for (const chunk of cut(bytes('AT+CPIN="1234"\r\r\nOK\r\n'), echoAt)) {
          await say(Buffer.from(chunk).toString("latin1"));
        }
        await send("AT\r");
        assert.ok(lines.join("\n").includes("> AT+CPIN=****\\r"));
        assert.ok(!lines.join("\n").includes("12"), lines.join("\n"));
      }),
      { numRuns: 30 },
    );
  });

  it("writes what was incomplete, and why it ended", async () => {
    const { modem, say, lines, reading } = tapped();
    await say("\r\nRI");
    modem.lose();
    await reading;
    assert.deepEqual(
      lines.slice(1).map((line) => line.trim()),
      ["0 < \\r\\nRI", "# The connection to the modem was cut."],
    );
  });
});

describe("transcript", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.constantFrom(">", "<"), (some, at, side) => {
        const row = formatEntry({ kind: "bytes", at: millis(at), side, bytes: some });
        assert.match(row, /^[\x20-\x7e]*[\x21-\x7e]$/);
        assert.deepEqual(readTranscript(row), [{ kind: "bytes", line: 1, at, side, bytes: some }]);
      }),
    );
  });

  it("skips comments and empty lines, and knows audio", () => {
    assert.deepEqual(readTranscript("# a\n\n  20 < <320 bytes of audio>\r\n"), [
      { kind: "audio", line: 3, at: 20, side: "<", count: 320 },
    ]);
  });

  it("does not take bytes that look so for audio", () => {
    assert.equal(escapeBytes(bytes("<3 bytes of audio>")), "\\x3c3 bytes of audio>");
  });

  for (const bad of ["AT", "x > AT", "1 = AT", "1 > \\q", "1 > \\x1", "1 > é", "1 > \\"]) {
    it(`names the line of ${JSON.stringify(bad)}`, () => {
      assert.throws(() => readTranscript(`# first\n${bad}`), { code: "serial.bad-transcript", message: /^Line 2 / });
    });
  }
});
