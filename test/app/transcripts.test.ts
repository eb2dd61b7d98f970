import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lasting } from "../../src/app/lasting.ts";
import { openTranscript } from "../../src/app/transcripts.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant, millis, minutes, plus } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

describe("transcripts on the disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "transcripts-")), "transcripts");
  });
  afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

  async function opened() {
    const clock = new VirtualClock(instant(Date.UTC(2026, 10, 23, 9)));
    const transcript = openTranscript({ line: "line-1", folder, clock, log: silentLog });
    const pipe = await transcript.tap(async () => memoryPipe()[0])();
    const send = (text: string) => pipe.write(Buffer.from(text));
    return { clock, transcript, send };
  }
  const files = async () => (await readdir(folder).catch(() => [])).sort();
  const until = async (condition: () => Promise<boolean>) => {
    while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
  };

  it("end by themselves", async () => {
    const { clock, transcript, send } = await opened();
    transcript.begin(plus(clock.now(), minutes(15)));
    await send("ATI3\r");
    assert.equal(transcript.state.on, true);
    await clock.pass(minutes(16));
    assert.deepEqual(transcript.state, { on: false, until: null });
    await send("ATI4\r");
    await until(async () => (await files()).length === 1);
    const [name = ""] = await files();
    await until(async () => (await readFile(join(folder, name), "utf8")).includes("ATI3"));
    assert.ok(!(await readFile(join(folder, name), "utf8")).includes("ATI4"));
    assert.equal((await stat(join(folder, name))).mode & 0o077, 0, "for its owner alone");
  });

  for (const set of [-24 * 60, 24 * 60])
    it(`last as long as was asked for, whoever sets the clock by ${set} min meanwhile, and are told so (R8)`, () => {
      let [wall, elapsed] = [Date.UTC(2026, 10, 23, 9), 0];
      const clock = { now: () => instant(wall), elapsed: () => millis(elapsed) };
      const state = lasting(clock, { on: true, until: plus(clock.now(), minutes(15)) });
      wall += minutes(set);
      assert.deepEqual(state(), { on: true, until: plus(clock.now(), minutes(15)) });
      wall += minutes(14);
      elapsed += minutes(14);
      assert.deepEqual(state(), { on: true, until: plus(clock.now(), minutes(1)) });
      elapsed += minutes(1);
      assert.deepEqual(state(), { on: false, until: null });
      const always = lasting(clock, { on: true, until: null });
      elapsed += minutes(10_000);
      assert.deepEqual(always(), { on: true, until: null });
    });

  it("are no more than twenty a line; those of other lines, and other files, stay", async () => {
    await mkdir(folder);
    const old = (line: string, n: number) => `${line}-2026-10-01T00-00-00-${String(n).padStart(3, "0")}Z.txt`;
    for (let n = 0; n < 25; n++) await writeFile(join(folder, old("line-1", n)), "");
    for (const other of [old("line-2", 0), "notes.txt"]) await writeFile(join(folder, other), "");
    const { clock, transcript, send } = await opened();
    transcript.begin(plus(clock.now(), minutes(15)));
    await send("ATI3\r");
    await until(async () => (await files()).some((name) => name.includes("2026-11-23")));
    transcript.end();
    const left = await files();
    assert.equal(left.filter((name) => name.startsWith("line-1-")).length, 20);
    assert.ok(!left.includes(old("line-1", 5)) && left.includes(old("line-1", 6)));
    assert.ok(left.includes(old("line-2", 0)) && left.includes("notes.txt"));
  });
});
