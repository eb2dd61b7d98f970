import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { concat, type Pcm } from "../../src/audio/pcm.ts";
import { openRecording } from "../../src/audio/recording.ts";
import { repairRecording, rewrite } from "../../src/audio/repair-recording.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { noise } from "./sounds.ts";

const faulty = (code: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === code;
const child = join(import.meta.dirname, "recording-child.js");

describe("recording", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "recording-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const sound = noise(-20, 3210);

  it("any way of appending gives the same whole file", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 12 }),
        fc.uuid(),
        async (sizes, name) => {
          const recording = await openRecording(folder, name);
          const parts: Pcm[] = sizes.map((size) => sound.subarray(0, size));
          for (const part of parts) recording.append(part);
          const { path, duration } = await recording.finish();
          assert.equal(path, join(folder, `${name}.wav.part`));
          assert.deepEqual(new Uint8Array(await readFile(path)), writeWav(concat(parts)));
          assert.equal(duration, concat(parts).length / 8);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("what is appended may be changed afterwards", async () => {
    const recording = await openRecording(folder, "reused");
    const frame = sound.slice(0, 160);
    recording.append(frame);
    frame.fill(0);
    const { path } = await recording.finish();
    assert.deepEqual(readWav(await readFile(path)), sound.subarray(0, 160));
  });

  it("is a valid WAV file from the first moment", async () => {
    const recording = await openRecording(folder, "young");
    assert.equal(readWav(await readFile(recording.path)).length, 0);
    await recording.discard();
  });

  it("discarded, leaves nothing", async () => {
    const recording = await openRecording(folder, "gone");
    recording.append(sound);
    await recording.discard();
    recording.append(sound);
    assert.deepEqual(await readdir(folder), []);
  });

  it("never overwrites another recording, nor leaves the folder", async () => {
    const first = await openRecording(folder, "same");
    await assert.rejects(openRecording(folder, "same"), faulty("audio.disk"));
    await first.finish();
    for (const name of ["../escape", "a/b", "", ".hidden", "a\0b"])
      await assert.rejects(openRecording(folder, name), faulty("audio.name"), JSON.stringify(name));
  });

  it("says so when the folder can't be written", async () => {
    await assert.rejects(openRecording(join(folder, "missing"), "a"), faulty("audio.disk"));
    await writeFile(join(folder, "file"), "");
    await assert.rejects(openRecording(join(folder, "file"), "a"), faulty("audio.disk"));
  });

  it("a full disk is a Fault, and what was written stays a valid WAV file", function () {
    if (spawnSync("sh", ["-c", "ulimit -f 64"]).status !== 0) this.skip();
    const run = spawnSync("sh", ["-c", 'ulimit -f 64; exec "$0" "$1" "$2" full', process.execPath, child, folder], {
      encoding: "utf8",
    });
    assert.match(run.stdout, /append audio\.disk/, run.stderr);
    assert.match(run.stdout, /finish audio\.disk/);
    return readFile(join(folder, "child.wav.part")).then((bytes) => {
      const declared = bytes.readUInt32LE(40);
      assert.ok(declared > 16_000 && declared <= bytes.length - 44, `${declared} of ${bytes.length}`);
      assert.ok(readWav(bytes).length >= 8000);
    });
  });

  it("survives kill -9 in mid-recording: nothing older than two seconds is lost", async () => {
    const process_: ChildProcess = spawn(process.execPath, [child, folder, "live"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let appended = 0;
    try {
      if (!process_.stdout) throw new Error("no output");
      for await (const line of createInterface(process_.stdout)) {
        appended = Number(line);
        if (appended >= 8000 * 5) break;
      }
    } finally {
      process_.kill("SIGKILL");
      if (process_.exitCode === null && process_.signalCode === null) await once(process_, "exit");
    }
    const path = join(folder, "child.wav.part");
    const repaired = await repairRecording(path);
    assert.ok(repaired && repaired.samples >= appended - 16_000, `${repaired?.samples} of ${appended}`);
    const back = readWav(await readFile(path));
    assert.equal(back.length, repaired.samples);
    assert.ok(back.every((x, n) => x === (n % 1000) + 1));
  });
});

describe("repairing a recording", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "repair-"));
    path = join(folder, "cut.wav.part");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const sound = noise(-20, 500).map((x) => x || 1);

  it("takes its length from the file, whole samples, without the zeros at its end; twice is as once", async () => {
    for (const [zeros, cut] of [
      [0, 0],
      [0, 1],
      [4096, 0],
      [100_001, 0],
    ] as const) {
      const bytes = new Uint8Array(writeWav(sound).length + zeros);
      bytes.set(writeWav(sound));
      bytes.fill(0, 40, 44);
      await writeFile(path, bytes.subarray(0, bytes.length - cut));
      const samples = sound.length - cut;
      for (let times = 0; times < 2; times++) {
        assert.deepEqual(await repairRecording(path), { samples, duration: samples / 8 });
        assert.deepEqual(new Uint8Array(await readFile(path)), writeWav(sound.subarray(0, samples)));
      }
    }
  });

  it("a header that was never written is written", async () => {
    const bytes = writeWav(sound);
    bytes.fill(0, 0, 44);
    await writeFile(path, bytes);
    await repairRecording(path);
    assert.deepEqual(readWav(await readFile(path)), sound);
  });

  it("is null when there is no sound", async () => {
    for (const bytes of [
      new Uint8Array(0),
      new Uint8Array(20),
      writeWav(new Int16Array(0)),
      writeWav(new Int16Array(9000)),
    ]) {
      await writeFile(path, bytes);
      assert.equal(await repairRecording(path), null);
    }
  });

  it("says so when there is no file", () =>
    assert.rejects(repairRecording(join(folder, "none.wav.part")), faulty("audio.disk")));

  it("is right wherever the file was cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 44 + sound.length * 2 }), async (length) => {
        await writeFile(path, writeWav(sound));
        await truncate(path, length);
        const samples = Math.max(0, (length - 44) >> 1);
        assert.equal((await repairRecording(path))?.samples ?? 0, samples);
        if (samples > 0) assert.deepEqual(readWav(await readFile(path)), sound.subarray(0, samples));
      }),
      { numRuns: 40 },
    );
  });

  it("rewrite puts the new sound in its place, and leaves nothing beside it", async () => {
    await writeFile(path, writeWav(sound));
    await rewrite(path, sound.subarray(100, 300));
    assert.deepEqual(readWav(await readFile(path)), sound.subarray(100, 300));
    assert.deepEqual(await readdir(folder), ["cut.wav.part"]);
    await assert.rejects(rewrite(join(folder, "missing", "a.wav"), sound), faulty("audio.disk"));
  });
});
