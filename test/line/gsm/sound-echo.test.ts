import assert from "node:assert/strict";
import { dtmfReceiver } from "../../../src/audio/dtmf.ts";
import { FRAME_SAMPLES, frames, type Pcm } from "../../../src/audio/pcm.ts";
import { Channel } from "../../../src/kernel/channel.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { instant, millis, seconds } from "../../../src/kernel/units.ts";
import { SoundPath } from "../../../src/line/gsm/sound-path.ts";
import { VirtualClock } from "../../../src/simulator/virtual-clock.ts";
import { echoingLine, leadOf } from "../../audio/keys/echoing.ts";
import { bytesOf, pcmOf } from "../../audio/keys/lines.ts";
import { prompts } from "../../audio/keys/prompts.ts";
import { score, type Told } from "../../audio/keys/score.ts";

/** A module that gives a frame for each that it is given; `of`: what it hears as the frame `played` sounds, the `n`th. */
async function during(sound: Pcm, of: (played: Pcm, n: number) => Pcm, hear: (frame: Pcm, played: Pcm) => void) {
  const incoming = new Channel<Uint8Array>();
  let [given, waiting]: [number, Pcm[]] = [0, []];
  const next = () => {
    const played = waiting.shift() ?? new Int16Array(FRAME_SAMPLES);
    incoming.put(bytesOf(of(played, given++)).slice());
  };
  const pipe = {
    incoming,
    write: async (bytes: Uint8Array) => {
      const pcm = pcmOf(bytes);
      for (let at = 0; at < pcm.length; at += FRAME_SAMPLES) waiting.push(pcm.subarray(at, at + FRAME_SAMPLES));
      setImmediate(next);
    },
    close: async () => incoming.close(),
  };
  const path = new SoundPath(pipe, systemClock, hear, assert.ifError, () => assert.fail("static"));
  next();
  await path.play(frames(sound), new AbortController().signal);
  waiting = [];
  await path.close();
}

/** A module that gives and plays a frame each 20 ms, in virtual time; nothing of it is read while the computer stands still. */
function calmly(say: (() => Pcm | null) | null = null) {
  const clock = new VirtualClock(instant(0));
  const incoming = new Channel<Uint8Array>();
  const waiting: Uint8Array[] = [];
  const given: number[] = [];
  const over = new AbortController();
  let [still, kept, starved]: [boolean, Uint8Array, number] = [false, new Uint8Array(0), 0];
  const pipe = {
    incoming,
    write: async (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; at += 2 * FRAME_SAMPLES) {
        waiting.push(bytes.subarray(at, at + 2 * FRAME_SAMPLES));
        given.push(Buffer.from(bytes).readInt16LE(at));
      }
    },
    close: async () => {
      over.abort();
      incoming.close();
    },
  };
  const path = new SoundPath(
    pipe,
    clock,
    () => undefined,
    assert.ifError,
    () => assert.fail("static"),
  );
  if (say) path.speak(say);
  void (async () => {
    for (;;) {
      await clock.sleep(millis(20), over.signal);
      if (waiting.shift() === undefined && path.heard > 5) starved++;
      kept = Buffer.concat([kept, Buffer.alloc(2 * FRAME_SAMPLES)]);
      if (still) continue;
      incoming.put(kept);
      kept = new Uint8Array(0);
    }
  })().catch(() => undefined);
  return {
    clock,
    path,
    given,
    ahead: () => waiting.length,
    starved: () => starved,
    async standsStill(ms: number) {
      still = true;
      await clock.pass(millis(ms));
      still = false;
      await clock.pass(millis(20));
    },
  };
}

describe("what lies in a module after the computer stood still", () => {
  it("is made up for in silence after some seconds of calm, and no more of it", async () => {
    const { clock, path, ahead, starved, standsStill } = calmly();
    await clock.pass(seconds(5));
    const usual = ahead();
    await standsStill(600);
    assert.ok(ahead() > 25, `${ahead()} frames`);
    const before = starved();
    await clock.pass(seconds(6));
    assert.ok(ahead() <= 4 && ahead() >= usual, `${ahead()} frames`);
    await clock.pass(seconds(60));
    assert.equal(starved(), before);
    await path.close();
  });

  it("of a voice that is passed on is made up for little by little, and no frame of it is lost", async () => {
    let asked = 0;
    const { clock, path, ahead, starved, given, standsStill } = calmly(() =>
      new Int16Array(FRAME_SAMPLES).fill(++asked),
    );
    await clock.pass(seconds(5));
    await standsStill(200);
    const before = starved();
    await clock.pass(seconds(12));
    assert.ok(ahead() <= 4, `${ahead()} frames`);
    assert.equal(starved(), before);
    const voice = given.filter((sample) => sample > 0);
    assert.deepEqual(
      voice,
      voice.map((_, n) => n + 1),
    );
    assert.equal(voice.length, asked);
    await path.close();
  });

  it("is needed where all its sound comes in bunches", async () => {
    const { clock, path, ahead, starved, standsStill } = calmly();
    for (let n = 0; n < 100; n++) await standsStill(140);
    const before = starved();
    for (let n = 0; n < 100; n++) await standsStill(140);
    assert.equal(starved(), before);
    assert.ok(ahead() > 4);
    await path.close();
    await clock.pass(seconds(1));
  });
});

describe("the sound of a module and what is played to it", () => {
  it("go together: an echo never comes before what it is the echo of", async () => {
    const sound = Int16Array.from({ length: 40 * FRAME_SAMPLES }, (_, n) => 1 + Math.floor(n / FRAME_SAMPLES));
    const [heard, told]: [number[], number[]] = [[], []];
    const hear = (frame: Pcm, played: Pcm) => {
      heard.push(frame[0] ?? 0);
      told.push(played[0] ?? 0);
    };
    await during(sound, (played) => played, hear);
    const late = [5, 20, 35].map((mark) => heard.indexOf(mark) - told.indexOf(mark));
    assert.ok(told.indexOf(5) > 0 && heard.indexOf(5) > 0);
    assert.ok(
      late.every((by) => by >= 0 && by <= 3 && by === late[0]),
      String(late),
    );
  });

  it("keys are heard in the echo of an announcement", async () => {
    const line = echoingLine(await prompts(), 3, 5);
    const keys = dtmfReceiver();
    const told: Told[] = [];
    let at = -leadOf;
    // What the module hears is known for each sample of the announcement: two frames of silence are ahead of it.
    let begun = 0;
    const of = (played: Pcm) => {
      if (begun === 0 && played.every((x) => x === 0)) return played;
      begun++;
      return line.pcm.subarray((begun - 1) * FRAME_SAMPLES, begun * FRAME_SAMPLES);
    };
    await during(line.played, of, (frame, played) => {
      if (begun > 0) at += FRAME_SAMPLES;
      for (const digit of keys.feed(frame, played)) told.push({ digit, at });
    });
    assert.ok(score(line, told).right >= 0.97, `${score(line, told).right} of the keys`);
  });
});
