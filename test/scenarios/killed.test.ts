import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { readWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { millis } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import { findSaid } from "./ear.ts";
import { stranger } from "./office.ts";
import { voice } from "./scene.ts";

/** Enough on the disk for a second of speech after what silence came first. */
const ENOUGH = 3 * 16_000;

describe("an appliance that is killed (-9) in a recording", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-killed-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs it until a message is being recorded, kills it, and gives the call's id. */
  async function killedWhileRecording(): Promise<string> {
    const child = spawn(process.execPath, [join(import.meta.dirname, "killed-appliance.js"), folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
    const call = String(value).split(" ")[1] ?? "";
    const part = join(folder, "messages", `${call}.wav.part`);
    const size = () =>
      stat(part).then(
        (found) => found.size,
        () => 0,
      );
    while ((await size()) < ENOUGH && child.exitCode === null) await systemClock.sleep(millis(50));
    child.kill("SIGKILL");
    assert.deepEqual(await exit, [null, "SIGKILL"]);
    return call;
  }

  it("has the message at the next start, once, and the call as interrupted", async () => {
    const call = await killedWhileRecording();
    const store = await openStore({ file: join(folder, "permanence.db"), folder, clock: systemClock, log: silentLog });
    const tell = ({ id }: { id: string }) =>
      [
        { channel: "email", to: "bureau@tilleuls.example", subject: "", kind: "message", payload: { message: id } },
      ] as const;
    const { recovered, empty, failed, interrupted } = await store.recover({ repair: repairRecording, tell });
    assert.deepEqual(
      { recovered, empty, failed, interrupted },
      { recovered: [call], empty: [], failed: [], interrupted: 1 },
    );
    const again = await store.recover({ repair: repairRecording, tell });
    assert.deepEqual([again.recovered, again.interrupted], [[], 0]);

    const [message, ...more] = await store.messages.list();
    assert.ok(message && more.length === 0);
    assert.deepEqual([message.call, message.recovered, message.caller.number], [call, true, stranger]);
    assert.deepEqual(await readdir(join(folder, "messages")), [`${call}.wav`]);
    const pcm = readWav(await readFile(message.file));
    assert.ok(pcm.length * 2 >= ENOUGH - 100);
    assert.ok(findSaid((await voice()).subarray(0, 8000 * 1.5), pcm), "what was said is in it");
    assert.equal((await store.calls.get(call))?.outcome, "interrupted");
    assert.equal((await store.outbox.list()).length, 1);
    await store.close();
  });
});
