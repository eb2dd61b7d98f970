import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis } from "../../src/kernel/units.ts";
import { openAtChannel } from "../../src/serial/open-at-channel.ts";
import { openPort } from "../../src/serial/port.ts";
import { openPty } from "../../src/simulator/pty.ts";
import { bytes, text } from "./bytes.ts";

const holdUp = (ms: number) => {
  for (const from = performance.now(); performance.now() - from < ms; );
};

describe("a machine that is held up", () => {
  it("1.5 s, where the limit is 1 s: the answer that waits in the port is read before the verdict (L14)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "held-up-"));
    const pty = await openPty(join(folder, "modem"));
    const channel = openAtChannel({ pipe: await openPort({ path: pty.path, baud: 115_200 }), clock: systemClock });
    try {
      const modem = (async () => {
        for await (const chunk of pty.pipe.incoming) {
          if (!text(chunk).includes("\r")) continue;
          await pty.pipe.write(bytes("\r\nOK\r\n"));
          holdUp(1500);
          return;
        }
      })();
      assert.equal((await channel.command("AT", { within: millis(1000) })).result, "OK");
      await modem;
    } finally {
      await channel.close();
      await pty.pipe.close();
      rmSync(folder, { recursive: true });
    }
  });
});
