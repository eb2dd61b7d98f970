import assert from "node:assert/strict";
import { keepRunning } from "../../src/app/keep-running.ts";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import { HandClock } from "../kit/clocks.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { until } from "../kit/until.ts";

/** How long each start waited, of a process that ends again and again. */
async function pausesOf(script: string, onReady: (clock: HandClock) => void): Promise<unknown[]> {
  const clock = new HandClock(instant(0));
  const log = new HeardLog();
  const kept = keepRunning({
    name: "telephone",
    words: ["-e", script],
    pauses: [millis(0), seconds(1), seconds(10)],
    clock,
    log,
    out: () => undefined,
    err: () => undefined,
    heard: (says) => {
      if (says.is === "ready") onReady(clock);
    },
  });
  const pauses = () =>
    log.said.filter(({ event }) => event === "app.launched-again").map(({ fields }) => fields?.after);
  await until(
    () => {
      // Whoever waits is woken, however long it is.
      if (clock.sleeping > 0) clock.pass(seconds(10));
      return pauses().length >= 4;
    },
    () => `four starts; there were ${pauses()}`,
  );
  await kept.stop((child) => void child.kill("SIGKILL"));
  return pauses().slice(0, 4);
}

describe("a process that is kept running", () => {
  it("is there again at once as often as it worked before it was killed", async () => {
    const script = "process.send({ is: 'ready', line: 'line-1' }); setTimeout(() => process.exit(1), 200);";
    assert.deepEqual(await pausesOf(script, (clock) => clock.pass(seconds(6))), [0, 0, 0, 0]);
  });

  it("waits longer and longer where it never comes to work", async () => {
    const script = "process.exit(1)";
    assert.deepEqual(await pausesOf(script, () => undefined), [0, 1000, 10_000, 10_000]);
  });
});
