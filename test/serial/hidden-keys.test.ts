import assert from "node:assert/strict";
import { instant } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { tapSwitch } from "../../src/serial/tap-switch.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

describe("keys that are a secret", () => {
  it("are in no transcript, as codes of a voice modem or notices of a module; all else is", async () => {
    const clock = new VirtualClock(instant(0));
    const tap = tapSwitch(clock);
    const written: string[] = [];
    tap.begin(() => (line) => void written.push(line));
    const [ours, theirs] = memoryPipe();
    const pipe = tap.through(ours);
    const read = (async () => {
      for await (const _ of pipe.incoming);
    })();
    const says = async (text: string) => {
      await theirs.write(Buffer.from(text, "latin1"));
      await new Promise((resolve) => setImmediate(resolve));
    };
    await says("\x105");
    tap.hide(true);
    for (const key of "4711#") await says(`\x10${key}`);
    await says("\r\n+DTMF: 8\r\n+RXDTMF: 9\r\n");
    tap.hide(false);
    await says("\x106");
    await theirs.close();
    await read;
    const all = written.join("\n");
    assert.match(all, /\\x105/);
    assert.match(all, /\\x106/);
    assert.match(all, /\+DTMF: \?/);
    assert.match(all, /\+RXDTMF: \?/);
    assert.equal(all.match(/\\x10\?/g)?.length, 5);
    assert.doesNotMatch(all, /\\x10[4718#]/);
  });
});
