import assert from "node:assert/strict";
import { jitterBuffer } from "../../src/audio/jitter-buffer.ts";
import { FRAME, FRAME_SAMPLES, type Pcm } from "../../src/audio/pcm.ts";

/** Speech as far as its level goes: 1.6 s of it, then a pause of half a second, over the noise of a line. */
const cycle = Array.from({ length: 105 }, (_, n) =>
  Int16Array.from({ length: FRAME_SAMPLES }, (_, k) => (n < 80 ? 3000 : 40) * Math.sin(k * 0.7 + n)),
);
const spoken = (n: number): Pcm => (cycle[n % 105] as Pcm).slice();

interface Lines {
  /** How much faster than the other's is the clock of the line that hears. */
  readonly ppm: number;
  /** A frame comes later than it should by up to so much, in ms. */
  readonly jitter?: number;
  readonly hours: number;
  readonly sound?: (n: number) => Pcm;
}

/** One direction between two lines: what one hears is asked for by the other, each by its own clock. */
function between({ ppm, jitter = 0, hours, sound = spoken }: Lines) {
  let now = 0;
  const buffer = jitterBuffer(() => now);
  const end = hours * 3_600_000;
  const step = FRAME / (1 + ppm / 1e6);
  let seed = 7;
  const dice = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const due: { at: number; n: number }[] = [];
  let longest = 0;
  let sum = 0;
  let count = 0;
  let put = 0;
  const sentAt = new Map<Pcm, number>();
  for (let take = 0; take * FRAME < end; take++) {
    now = take * FRAME + 7;
    for (; put * step <= now; put++) due.push({ at: put * step + dice() * jitter, n: put });
    // In order, whatever came late.
    for (let [first] = due; first && first.at <= now; [first] = due) {
      const { n } = first;
      due.shift();
      now = Math.max(first.at, (take - 1) * FRAME + 7);
      const frame = sound(n);
      sentAt.set(frame, n * step);
      buffer.put(frame);
    }
    now = take * FRAME + 7;
    const frame = buffer.take();
    if (!frame) continue;
    const waited = now - (sentAt.get(frame) ?? now);
    sentAt.delete(frame);
    if (take < 500) continue;
    longest = Math.max(longest, waited);
    sum += waited;
    count++;
  }
  return { ...buffer.figures, longest, usual: sum / count };
}

describe("between two lines", () => {
  for (const ppm of [100, -100, 0])
    it(`an hour of clocks that differ by ${ppm} ppm costs nothing of what is said`, () => {
      const { lost, shortened, stretched, longest } = between({ ppm, hours: 1 });
      assert.equal(lost, 0);
      assert.ok(shortened + stretched <= 20, `${shortened} left out, ${stretched} given twice`);
      if (ppm > 0) assert.ok(shortened >= 16, `what is too much is left out: ${shortened}`);
      if (ppm < 0) assert.ok(stretched >= 16, `what is missing is made up for: ${stretched}`);
      assert.ok(longest <= 62, `nothing waits for long: ${longest} ms`);
    });

  it("what comes in bunches is taken evenly, a little later", () => {
    const { lost, usual } = between({ ppm: 100, jitter: 25, hours: 0.2 });
    assert.ok(lost <= 3, `${lost} lost`);
    assert.ok(usual <= 60, `${usual} ms`);
  });

  it("who never pauses loses what can't be left out otherwise, and waits no longer for it", () => {
    const { lost, longest } = between({ ppm: 5000, hours: 0.1, sound: (n) => spoken(n % 80) });
    assert.ok(lost > 0 && lost <= 100, `${lost}`);
    assert.ok(longest <= 220, `${longest} ms`);
  });

  it("after a computer that stood still, what came at once is said, and the delay is made up for in a pause", () => {
    let now = 0;
    const buffer = jitterBuffer(() => now);
    for (let n = 0; n < 15; n++) buffer.put(spoken(n));
    for (let n = 15; n < 700; n++) {
      buffer.put(spoken(n));
      buffer.take();
      now += FRAME;
    }
    assert.equal(buffer.figures.lost, 0);
    assert.ok(buffer.figures.shortened >= 4, `${buffer.figures.shortened} left out`);
  });

  it("of more than it can hold the oldest goes, and nothing is given before there is anything", () => {
    const buffer = jitterBuffer(() => 0);
    assert.equal(buffer.take(), null);
    assert.deepEqual(buffer.figures, { passed: 0, stretched: 0, shortened: 0, lost: 0 });
    for (let n = 0; n < 30; n++) buffer.put(spoken(n));
    assert.equal(buffer.figures.lost, 5);
  });
});
