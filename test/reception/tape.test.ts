import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concat, durationOf, type Pcm, silence } from "../../src/audio/pcm.ts";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { readWav } from "../../src/audio/wav.ts";
import { seconds } from "../../src/kernel/units.ts";
import { openTape } from "../../src/reception/tape.ts";
import type { Store } from "../../src/store/store.ts";
import { officeWith } from "../scenarios/office.ts";
import { Place } from "../store/temp-store.ts";
import { aCall, voiceFrames } from "./a-call.ts";

const office = officeWith({});
const call = aCall();

describe("the tape of a message", () => {
  let place: Place;
  let store: Store;
  let folder: string;
  let voice: readonly Pcm[];
  let woken: number;
  let held: number;

  const tape = (messages = folder) =>
    openTape(
      {
        ...{ store, office, messages, clock: place.clock, log: place.log },
        mailTo: () => ["bureau@example.org"],
        wake: () => void woken++,
        during: (work) => {
          held++;
          return work;
        },
      },
      call,
    );
  const kept = async () => {
    const list = await store.messages.list();
    return Promise.all(list.map(async (message) => ({ ...message, pcm: readWav(await readFile(message.file)) })));
  };
  const theMessage = async () => {
    const [only, ...more] = await kept();
    assert.ok(only && more.length === 0, "one message is kept");
    return only;
  };
  const recorded = async () => {
    await store.calls.flushed();
    const record = await store.calls.get(call.id);
    return record?.steps.filter(({ what }) => what === "recorded");
  };
  /** What a start after a power cut would find that nobody knows of. */
  const foundAtTheNextStart = async () => (await store.recover({ repair: repairRecording })).recovered;
  /** All that was said, in the middle of what is kept. */
  const holdsTheVoice = (pcm: Pcm) => {
    const said = concat(voice);
    const middle = said.subarray(said.length / 2, said.length / 2 + 4000).toString();
    assert.ok(pcm.toString().includes(middle), "what was said is in it");
    assert.ok(Math.abs(pcm.length - said.length) < 8000, `${pcm.length} samples of ${said.length} are there`);
  };

  before(async () => {
    voice = await voiceFrames();
  });
  beforeEach(async () => {
    woken = held = 0;
    place = await Place.make();
    store = await place.open();
    folder = join(place.folder, "messages");
    await store.office.replace(office, "test");
    store.calls.begin({ id: call.id, line: call.line, at: call.at });
  });
  afterEach(() => place.remove());

  it("keeps what was said, without the silence around it, and tells of it", async () => {
    const recording = await tape();
    for (const frame of [silence(seconds(3)), ...voice, silence(seconds(4))]) recording.append(frame);
    assert.equal(await recording.keep(place.clock.now()), "message");
    const message = await theMessage();
    holdsTheVoice(message.pcm);
    assert.deepEqual([message.id, message.call, message.duration], [call.id, call.id, durationOf(message.pcm)]);
    assert.deepEqual(await recorded(), [
      { at: place.clock.now(), what: "recorded", detail: { duration: message.duration, empty: false } },
    ]);
    const told = (await store.outbox.list()).map(({ kind, to, payload }) => `${kind} ${to} ${payload.message}`);
    assert.equal(told.length, 3);
    assert.ok(told.includes(`message bureau@example.org ${call.id}`));
    assert.equal(woken, 1);
    assert.equal(held, 2, "time stands still while it waits for the disk");
    assert.deepEqual(
      place.log.said.filter(({ level }) => level !== "info"),
      [],
    );
    assert.deepEqual(await foundAtTheNextStart(), []);
  });

  for (const [what, frames] of [
    ["nothing", []],
    ["silence", [silence(seconds(5))]],
    ["a click", [new Int16Array(80).fill(9000), silence(seconds(2))]],
  ] as const)
    it(`keeps nothing of a message of ${what}, and leaves no file`, async () => {
      const recording = await tape();
      for (const frame of frames) recording.append(frame);
      assert.equal(await recording.keep(place.clock.now()), "nothing");
      assert.deepEqual(await kept(), []);
      assert.deepEqual(await readdir(folder), []);
      assert.deepEqual(await store.outbox.list(), []);
      assert.deepEqual(
        (await recorded())?.map(({ detail }) => detail),
        [{ duration: durationOf(concat(frames)), empty: true }],
      );
      assert.equal(woken, 0);
    });

  /** The folder is gone, and something else is in its place. */
  const breakFolder = async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
  };
  const mendFolder = async () => {
    await unlink(folder);
    await mkdir(folder);
  };
  const inMemory = () => assert.equal(place.log.count("app.message-disk"), 1, "the trouble is told, once");

  it("is in memory when the disk can't be used, and on it at the end if that is mended", async () => {
    await breakFolder();
    const recording = await tape();
    inMemory();
    for (const frame of voice) recording.append(frame);
    await mendFolder();
    assert.equal(await recording.keep(place.clock.now()), "message");
    const message = await theMessage();
    holdsTheVoice(message.pcm);
    assert.equal(message.duration, Math.round(durationOf(message.pcm)));
    assert.equal(woken, 1);
    inMemory();
  });

  it("is given up, loudly, when the disk is never mended; nothing is thrown", async () => {
    await breakFolder();
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    assert.equal(await recording.keep(place.clock.now()), "lost");
    assert.equal(place.log.count("app.message-not-kept"), 1);
    assert.deepEqual(await store.messages.list(), []);
    assert.equal(woken, 0);
  });

  it("of nothing is nothing though the disk can't be used", async () => {
    await breakFolder();
    const recording = await tape();
    recording.append(silence(seconds(2)));
    assert.equal(await recording.keep(place.clock.now()), "nothing");
    assert.equal(place.log.count("app.message-not-kept"), 0);
  });

  it("stays where the next start finds it when the store refuses, and is told then", async () => {
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    await place.close(store);
    assert.equal(await recording.keep(place.clock.now()), "lost");
    assert.equal(place.log.count("app.message-not-kept"), 1);
    assert.equal(woken, 0);
    store = await place.open();
    assert.deepEqual(await foundAtTheNextStart(), [call.id]);
    holdsTheVoice((await theMessage()).pcm);
  });

  describe("on a disk that fills up", () => {
    /** A disk of its own that is far too small, with the folder of the messages on it. */
    const small = (blocks: number): boolean => {
      try {
        execFileSync("mount", ["-t", "tmpfs", "-o", `size=${blocks}k`, "tmpfs", folder], { stdio: "ignore" });
        return true;
      } catch {
        return false;
      }
    };
    afterEach(() => {
      try {
        execFileSync("umount", ["-l", folder], { stdio: "ignore" });
      } catch {
        // It was never mounted.
      }
    });
    const fill = (name: string, bytes: number) => writeFile(join(folder, name), new Uint8Array(bytes));
    const onceItIs = async (what: () => Promise<boolean>) => {
      while (!(await what())) await new Promise((resolve) => setImmediate(resolve));
    };

    it("in the middle, keeps all of it once there is room again, and only once", async function () {
      if (!small(512)) return this.skip();
      await fill("ballast", 450 * 1024);
      const recording = await tape();
      const half = Math.floor(voice.length / 2);
      for (const frame of voice.slice(0, half)) recording.append(frame);
      // The disk is written behind the call's back: the next frame after it refused brings that to light.
      await onceItIs(async () => {
        recording.append(new Int16Array(0));
        return place.log.count("app.message-disk") > 0;
      });
      for (const frame of voice.slice(half)) recording.append(frame);
      inMemory();
      await unlink(join(folder, "ballast"));
      assert.equal(await recording.keep(place.clock.now()), "message");
      holdsTheVoice((await theMessage()).pcm);
      inMemory();
      assert.deepEqual(await foundAtTheNextStart(), [], "the half is not found as another message");
    });

    it("after it, keeps it as it is when there is no room for a trimmed one", async function () {
      const whole = concat([silence(seconds(2)), ...voice]);
      const size = Math.ceil((whole.length * 2) / 4096) * 4 + 16;
      if (!small(size)) return this.skip();
      const recording = await tape();
      recording.append(whole);
      assert.equal(await recording.keep(place.clock.now()), "message");
      const message = await theMessage();
      assert.equal(place.log.count("app.message-untrimmed"), 1);
      assert.deepEqual([message.duration, message.pcm.length], [Math.round(durationOf(whole)), whole.length]);
      assert.deepEqual(await foundAtTheNextStart(), []);
    });
  });
});
