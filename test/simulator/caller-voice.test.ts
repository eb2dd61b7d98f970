import assert from "node:assert/strict";
import { concat, FRAME_SAMPLES, silence } from "../../src/audio/pcm.ts";
import { beep, tone } from "../../src/audio/tones.ts";
import { hertz, millis } from "../../src/kernel/units.ts";
import { callerVoice, frameOf } from "../../src/simulator/exchange/caller-voice.ts";

describe("a simulated caller who waits for the beep", () => {
  /** In which frame they go on. */
  function goesOnAt(heard: Int16Array): number | null {
    const caller = callerVoice([{ untilBeep: true }, { hangUp: true }]);
    for (let n = 0; n * FRAME_SAMPLES < heard.length; n++)
      if (caller.next(frameOf(heard, n) ?? silence(millis(20))).hungUp) return n;
    return null;
  }
  const pause = silence(millis(500));

  it("goes on after it", () => assert.ok((goesOnAt(concat([pause, beep(), pause])) ?? 0) > 40));

  it("does not take the long vowel of a voice for it", () =>
    assert.equal(goesOnAt(concat([pause, tone([hertz(320)], millis(160)), pause])), null));
});
