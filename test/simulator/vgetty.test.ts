import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pcm } from "../../src/audio/pcm.ts";
import { decoder, encode } from "../../src/audio/sample-formats.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { millis, seconds } from "../../src/kernel/units.ts";
import { runSimulator } from "../../src/simulator/control/control.ts";
import { rmd, samplesOf, startVgetty, vgettyReady, vgettyRuns } from "./vgetty.ts";

/** Noise that swells and fades like syllables; no two stretches alike, so that it is found in one place only. */
function babble(length: number, seed: number): Pcm {
  let noise = seed;
  let slow = 0;
  return Int16Array.from({ length }, (_, n) => {
    noise = (noise * 48_271) % 2_147_483_647;
    slow = 0.7 * slow + 0.3 * (noise / 2_147_483_647 - 0.5);
    return Math.round(30_000 * slow * (0.6 + 0.4 * Math.sin(n / 300)));
  });
}

/** The greatest likeness (normalised correlation) of a sound to any stretch of another. */
function likeness(sound: Pcm, within: Pcm): number {
  const energy = (pcm: Pcm) => pcm.reduce((sum, sample) => sum + sample * sample, 0);
  const own = energy(sound);
  let best = 0;
  for (let at = 0; at + sound.length <= within.length; at++) {
    let product = 0;
    for (let n = 0; n < sound.length; n++) product += (sound[n] as number) * (within[at + n] as number);
    if (product > own / 2) {
      const other = energy(within.subarray(at, at + sound.length));
      best = Math.max(best, product / Math.sqrt(own * other));
    }
  }
  return best;
}

describe("Debian's vgetty, which was not written for the simulator", () => {
  it("answers a simulated call, greets, hears a key and records what the caller says", async function () {
    if (!(await vgettyRuns())) this.skip();
    const folder = await mkdtemp(join(tmpdir(), "permanence-vgetty-line-"));
    const line = { name: "main", number: "0140000001", socket: { callerIdAt: "never" as const } };
    // Belgium rings every 4 s: the call is answered sooner than in France.
    const simulator = await runSimulator({ folder, clock: systemClock, country: "BE", lines: [line] });
    const greeting = babble(8000, 7);
    const vgetty = await startVgetty(simulator.port("main"), { greeting: rmd(encode("u8", greeting)) });
    try {
      const modem = simulator.modems.get("main");
      assert.ok(modem);
      await vgettyReady(modem.commands);
      const says = babble(16_000, 11);
      const call = simulator.exchange.call({
        from: "0612345678",
        to: line.number,
        script: [
          { untilBeep: true },
          { wait: millis(500) },
          { say: says },
          { wait: millis(200) },
          { key: "5" },
          { wait: millis(300) },
          { hangUp: true },
        ],
      });
      assert.equal(await call.ended, "caller");
      await systemClock.sleep(seconds(1));
      while (modem.commands.lastIndexOf("AT") < modem.commands.indexOf("AT+VRX")) await systemClock.sleep(millis(20));

      assert.ok(likeness(greeting.subarray(2000, 5000), call.heard()) > 0.95, "the caller heard the greeting");
      const [message] = await vgetty.messages();
      assert.ok(message, "a message was kept");
      const kept = decoder("u8")(samplesOf(await readFile(message)));
      assert.ok(likeness(says.subarray(4000, 7000), kept) > 0.95, "what was said was kept");
      assert.match(await vgetty.log(), /RECEIVED_DTMF with data <5>/);
      assert.match(await vgetty.log(), /event BUSY_TONE/);
      assert.deepEqual(modem.trouble, { underruns: 0, overflowed: 0 });
    } finally {
      await vgetty.stop();
      await simulator.close();
      await rm(folder, { recursive: true });
    }
  });
});
