import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { concat, durationOf, FRAME_SAMPLES, type Pcm, samplesIn } from "../../../src/audio/pcm.ts";
import { millis, seconds } from "../../../src/kernel/units.ts";
import { babble } from "../../bench/babble.ts";
import { until } from "../../kit/until.ts";
import { findSaid } from "../../scenarios/ear.ts";
import { cardLine } from "./card-line.ts";
import { sound } from "./mobile-line.ts";

type CardLine = Awaited<ReturnType<typeof cardLine>>;
const never = new AbortController().signal;

async function on(options: { readonly failing?: boolean }, play: (mobile: CardLine) => Promise<void>): Promise<void> {
  const mobile = await cardLine(options);
  try {
    await mobile.isReady();
    await play(mobile);
  } finally {
    await mobile.close();
  }
  assert.deepEqual(mobile.sim.calls, [], "the line is on-hook");
  assert.deepEqual(await mobile.programs(), [], "nothing holds the card");
}

/** How much of it, in pieces of 0.4 s, was heard as it was said: a machine that has much else to do lets a gap be. */
function wordsFound(said: Pcm, heard: Pcm): number {
  const size = samplesIn(millis(400));
  const pieces = Array.from({ length: Math.floor(said.length / size) }, (_, n) => said.slice(n * size, (n + 1) * size));
  const loud = pieces.filter((piece) => piece.some((sample) => Math.abs(sample) > 1000));
  return loud.filter((piece) => findSaid(piece, heard)).length / loud.length;
}

/** In real time, through the real `arecord` and `aplay`: few scenes, which take as long as they last. */
describe("a module with analog sound, at a sound card", function () {
  this.timeout(60_000);

  it("is heard, hears, and hears keys; its card is free outside of calls", () =>
    on({}, async (mobile) => {
      assert.deepEqual(await mobile.programs(), []);
      const [prompt, says] = [babble(seconds(3)), babble(seconds(8)).slice(samplesIn(seconds(4)))];
      const heard: Pcm[] = [];
      const call = await mobile.answered([{ untilQuiet: seconds(1) }, { key: "5" }, { say: says }]);
      const names = (await mobile.programs()).map(({ name }) => name);
      assert.deepEqual(names.sort(), ["aplay", "arecord"]);
      const stop = new AbortController();
      const listening = (async () => {
        for await (const frame of mobile.line.listen({}, stop.signal)) heard.push(frame);
      })();
      const since = performance.now();
      await mobile.line.play(sound(prompt), never);
      const took = performance.now() - since;
      assert.ok(Math.abs(took - durationOf(prompt)) < 400, `it took ${took} ms`);
      const enough = samplesIn(millis(durationOf(prompt) + durationOf(says) + 4000));
      await until(() => heard.length * FRAME_SAMPLES > enough, "all of it is heard");
      stop.abort();
      await listening;
      const came = wordsFound(says, concat(heard));
      assert.ok(came > 0.8, `${came} of what the caller said came`);
      const share = wordsFound(prompt, call.heard());
      assert.ok(share > 0.8, `the caller heard ${share} of it`);
      const keys = mobile.events.flatMap((event) => (event.kind === "digit" ? [event.digit] : []));
      assert.deepEqual(keys, ["5"]);
      await mobile.line.hangUp();
      assert.equal(await call.ended, "called");
      assert.deepEqual(await mobile.programs(), []);
      mobile.told();
    }));

  for (const name of ["arecord", "aplay"])
    it(`${name} killed in a call ends the call, told; the next one is as any`, () =>
      on({}, async (mobile) => {
        const call = await mobile.answered();
        const victim = (await mobile.programs()).find((each) => each.name === name);
        assert.ok(victim);
        process.kill(victim.pid, "SIGKILL");
        await mobile.becomes("trouble");
        mobile.told("audio.card-stopped");
        await call.ended;
        await mobile.isReady();
        assert.ok(mobile.module.commands.includes("AT+CRESET"), "the module was started anew");
        const next = await mobile.answered();
        await mobile.line.hangUp();
        assert.equal(await next.ended, "called");
      }));

  it("one of which nothing is taken any more ends the call within 3 s, told", () =>
    on({}, async (mobile) => {
      const call = await mobile.answered();
      const victim = (await mobile.programs()).find(({ name }) => name === "aplay");
      assert.ok(victim);
      process.kill(victim.pid, "SIGSTOP");
      const since = performance.now();
      await mobile.becomes("trouble");
      assert.ok(performance.now() - since < 3000);
      mobile.told("line.no-sound");
      await call.ended;
      await mobile.isReady();
    }));

  it("one that is unplugged in a call ends the call, told; the line is back when the card is", () =>
    on({ failing: true }, async (mobile) => {
      const call = await mobile.answered();
      await writeFile(join(mobile.folder, "gone"), "");
      await mobile.becomes("trouble");
      mobile.told("audio.card-gone");
      await call.ended;
      assert.equal(mobile.kinds().at(-1) === "ready", false);
      await rm(join(mobile.folder, "gone"));
      await mobile.isReady();
    }));

  it("one that another program has when a call comes: answered, told, and ended", () =>
    on({ failing: true }, async (mobile) => {
      await writeFile(join(mobile.folder, "busy"), "");
      await assert.rejects(mobile.answered(), /in use by another program/);
      mobile.told("audio.card-busy");
      await until(() => mobile.sim.calls.length === 0, "the caller is let go");
      await rm(join(mobile.folder, "busy"));
      await mobile.isReady();
    }));
});
