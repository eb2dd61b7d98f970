import assert from "node:assert/strict";
import { dtmfReceiver } from "../../src/audio/dtmf.ts";
import { echoCanceller } from "../../src/audio/echo.ts";
import { FRAME_SAMPLES, type Pcm } from "../../src/audio/pcm.ts";
import { echoingLine, leadOf } from "./keys/echoing.ts";
import { prompts } from "./keys/prompts.ts";
import { score, toldBy } from "./keys/score.ts";
import { inTurn, noise, pause } from "./sounds.ts";

const energy = (pcm: Pcm): number => pcm.reduce((sum, x) => sum + x * x, 0);

describe("the echo of what the box plays", () => {
  it("is taken off: keys pressed in it, 6 dB above it, are heard", async () => {
    const sound = await prompts();
    let [right, without, calls] = [0, 0, 0];
    for (const seed of [1, 2, 3]) {
      const line = echoingLine(sound, 6, seed);
      const of = (feed: Parameters<typeof toldBy>[0]) =>
        score(
          line,
          toldBy(feed, line.pcm, line.played).map((told) => ({ ...told, at: told.at - leadOf })),
        );
      const alone = dtmfReceiver();
      right += of(dtmfReceiver().feed).right;
      without += of((frame) => alone.feed(frame)).right;
      calls++;
    }
    assert.ok(right / calls >= 0.97, `${right / calls} of the keys`);
    assert.ok(without / calls < 0.95, "the echo is too faint to hide anything");
  });

  it("is 12 dB fainter afterwards; a line without one is left as it is", async () => {
    const sound = await prompts();
    const delay = 900;
    const heard = inTurn(
      pause(delay / 8),
      sound.map((x) => Math.round(x / 4)),
    ).subarray(0, sound.length);
    const other = noise(-40, sound.length / 8);
    const [canceller, idle] = [echoCanceller(), echoCanceller()];
    const [left, same]: [Pcm[], Pcm[]] = [[], []];
    for (let at = 0; at < sound.length; at += FRAME_SAMPLES) {
      const cut = (pcm: Pcm) => pcm.subarray(at, at + FRAME_SAMPLES);
      left.push(canceller(cut(heard), cut(sound)));
      same.push(idle(cut(other), cut(sound)));
    }
    const late = sound.length / 4;
    assert.ok(energy(inTurn(...left).subarray(late)) * 16 < energy(heard.subarray(late)));
    assert.ok(energy(inTurn(...same)) > 0.9 * energy(other.subarray(0, sound.length)));
  });
});
