import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concat, durationOf, type Pcm, silence } from "../../src/audio/pcm.ts";
import { repairRecording } from "../../src/audio/repair-recording.ts";
import { readWav } from "../../src/audio/wav.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import { seconds } from "../../src/kernel/units.ts";
import { type HeldMessages, heldMessages } from "../../src/reception/held-messages.ts";
import { type SoundMemory, soundMemory } from "../../src/reception/sound-memory.ts";
import { openTape } from "../../src/reception/tape.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { officeWith } from "../scenarios/office.ts";
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
  let holding: HeldMessages;
  let clock: VirtualClock;
  let memory: SoundMemory;
  let troubles: (string | null)[];

  const tape = () => {
    const telling = {
      store,
      log: place.log,
      messages: folder,
      mailTo: () => ["bureau@example.org"],
      wake: () => void woken++,
    };
    const during = <T>(work: Promise<T>) => clock.hold(work);
    const trouble = (fault: Fault | null) => troubles.push(fault?.code ?? null);
    holding = heldMessages({ ...telling, clock, during, trouble });
    const counted = <T>(work: Promise<T>) => {
      held++;
      return work;
    };
    return openTape({ ...telling, office, memory, held: holding, during: counted }, call);
  };
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
    troubles = [];
    memory = soundMemory();
    place = await Place.make();
    store = await place.open();
    clock = new VirtualClock(place.clock.now());
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

  const steps = async () => {
    await store.calls.flushed();
    return (await store.calls.get(call.id))?.steps.map(({ what }) => what);
  };
  const letters = async () => {
    await store.calls.flushed();
    return [...new Set((await store.outbox.list()).map(({ kind }) => kind))].sort();
  };
  const kept30sLater = async () => {
    await clock.pass(seconds(30));
    assert.deepEqual(await store.messages.list(), []);
    await mendFolder();
    await clock.pass(seconds(60));
    return theMessage();
  };

  it("is held in memory while the disk can't be used, is told so, and is written within a minute of there being room (R3)", async () => {
    await breakFolder();
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    assert.equal(await recording.keep(place.clock.now()), "held");
    assert.deepEqual([await steps(), await letters()], [["held"], ["message-held"]]);
    assert.deepEqual(troubles, ["app.message-held"]);
    holdsTheVoice((await kept30sLater()).pcm);
    assert.deepEqual(
      [await steps(), await letters()],
      [
        ["held", "recorded"],
        ["message", "message-held"],
      ],
    );
    assert.deepEqual(troubles, ["app.message-held", null]);
    assert.deepEqual(await foundAtTheNextStart(), []);
  });

  it("is held in memory when its folder goes in the middle, and is there once (R3)", async () => {
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    await breakFolder();
    assert.equal(await recording.keep(place.clock.now()), "held");
    holdsTheVoice((await kept30sLater()).pcm);
    assert.deepEqual(await foundAtTheNextStart(), []);
  });

  it("whose folder was deleted is written into a new one (R3)", async () => {
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    await rm(folder, { recursive: true });
    assert.equal(await recording.keep(place.clock.now()), "held");
    await clock.pass(seconds(120));
    holdsTheVoice((await theMessage()).pcm);
  });

  for (const mended of [true, false])
    it(`is tried a last time at the end${mended ? "" : ", and given up loudly"} (R3)`, async () => {
      await breakFolder();
      const recording = await tape();
      for (const frame of voice) recording.append(frame);
      assert.equal(await recording.keep(place.clock.now()), "held");
      if (mended) await mendFolder();
      await holding.close();
      assert.equal((await store.messages.list()).length, mended ? 1 : 0);
      assert.equal(place.log.count("app.message-lost"), mended ? 0 : 1);
    });

  it("is no more in memory than all lines together may have; what is beyond is on the disk alone (R3)", async () => {
    memory = soundMemory(8000);
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    assert.equal(await recording.keep(place.clock.now()), "message");
    holdsTheVoice((await theMessage()).pcm);
    assert.ok(memory.take(8000), "its memory is free again");
  });

  it("ends where neither the disk nor the memory takes more of it (R3)", async () => {
    memory = soundMemory(concat(voice).length / 2);
    await breakFolder();
    const recording = await tape();
    for (const frame of voice) recording.append(frame);
    assert.equal(await recording.keep(place.clock.now()), "held");
    const { pcm } = await kept30sLater();
    assert.ok(pcm.length > 8000 && pcm.length <= concat(voice).length / 2);
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
    assert.equal(await recording.keep(place.clock.now()), "held");
    assert.equal(woken, 0);
    await holding.close();
    store = await place.open();
    assert.deepEqual(await foundAtTheNextStart(), [call.id]);
    holdsTheVoice((await theMessage()).pcm);
  });

  it("has the sound that it was trimmed from beside it (L11)", async () => {
    const whole = concat([silence(seconds(3)), ...voice, silence(seconds(4))]);
    const recording = await tape();
    recording.append(whole);
    assert.equal(await recording.keep(place.clock.now()), "message");
    const { untrimmed, pcm } = await theMessage();
    assert.ok(untrimmed && pcm.length < whole.length - 4 * 8000);
    assert.deepEqual(readWav(await readFile(untrimmed.file)), whole);
    assert.equal(untrimmed.duration, Math.round(durationOf(whole)));
    assert.deepEqual(await foundAtTheNextStart(), []);
    assert.equal((await readdir(folder)).length, 2);
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
