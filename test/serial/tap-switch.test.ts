import assert from "node:assert/strict";
import fc from "fast-check";
import { instant } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { tapSwitch } from "../../src/serial/tap-switch.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { bytes, settled } from "./bytes.ts";

/** A pipe whose transcript can be switched; `files` grows by one for each that was begun. */
function switched() {
  const tap = tapSwitch(new VirtualClock(instant(0)));
  const [ours, modem] = memoryPipe();
  const pipe = tap.through(ours);
  const files: string[][] = [];
  void (async () => {
    for await (const _ of pipe.incoming);
  })().catch(() => undefined);
  return {
    tap,
    files,
    begin: () =>
      tap.begin(() => {
        const lines: string[] = [];
        files.push(lines);
        return (line) => lines.push(line);
      }),
    send: (text: string) => pipe.write(bytes(text)),
    say: async (text: string) => {
      await modem.write(bytes(text));
      await settled();
    },
  };
}

describe("a transcript that is switched", () => {
  it("writes from the next line on, and no more after its end", async () => {
    const { tap, begin, files, send, say } = switched();
    await send("AT+VCID=1\r");
    begin();
    await say("\r\nRING\r\n");
    await send("ATI3\r");
    tap.end();
    await send("ATI4\r");
    assert.deepEqual(
      files.map((lines) => lines.slice(1).map((line) => line.trim())),
      [["0 < \\r\\nRING\\r\\n", "0 > ATI3\\r"]],
    );
  });

  it("begun in the middle of a sound, writes nothing of it: it waits for the next command", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("hello", "RING\r\n", "\x10\x10", "\x105", "AT"), { maxLength: 8 }),
        async (sound) => {
          const { begin, files, send, say } = switched();
          await send("AT+VRX\r");
          await say("\r\nCONNECT\r\n");
          begin();
          for (const piece of sound) await say(piece);
          assert.equal(files.length, 0);
          await send("\x10!");
          await say("\x10\x03\r\nOK\r\n");
          await send("AT+FCLASS=0\r");
          await say("\r\nOK\r\n");
          assert.deepEqual(
            files.map((lines) => lines.slice(1).map((line) => line.trim())),
            [["0 > AT+FCLASS=0\\r", "0 < \\r\\nOK\\r\\n"]],
          );
        },
      ),
      { numRuns: 30 },
    ));
});
