import { FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";

/** What the exchange says by tone. */
export type ToneName = "dial" | "ringback" | "busy" | "congestion" | "waiting" | "special" | "confirmation";

/** Beats of [frequencies in Hz, none for a pause; milliseconds], repeated unless `once`; one alone never stops. */
interface Tone {
  readonly beats: readonly (readonly [readonly number[], number])[];
  readonly once?: true;
}

type TonePlan = Readonly<Record<ToneName, Tone>> & { readonly ring: readonly [on: number, off: number] };

/** A sound and a pause in turns: sounding, silent, sounding… in milliseconds. */
const inTurns = (hz: readonly number[], ...ms: readonly number[]): Tone => ({
  beats: ms.map((each, n) => [n % 2 === 0 ? hz : [], each] as const),
});

const special: Tone = {
  beats: [
    [[950], 330],
    [[1400], 330],
    [[1800], 330],
    [[], 1000],
  ],
};

/** A country with one frequency for everything. */
function plan(hz: number, ring: readonly [number, number], busy: number, congestion: number): TonePlan {
  return {
    ring,
    dial: inTurns([hz], 1000),
    ringback: inTurns([hz], ...ring),
    busy: inTurns([hz], busy, busy),
    congestion: inTurns([hz], congestion, congestion),
    waiting: inTurns([hz], 300, 9700),
    special,
    confirmation: { ...inTurns([hz], ...Array.from({ length: 10 }, () => 100)), once: true },
  };
}

const french = plan(440, [1500, 3500], 500, 250);

/** ITU-T E.180 Supplement 2. */
const plans: Readonly<Record<string, TonePlan>> = {
  FR: french,
  BE: plan(425, [1000, 3000], 500, 167),
  CH: plan(425, [1000, 4000], 500, 200),
  DE: plan(425, [1000, 4000], 480, 240),
  LU: plan(425, [1000, 4000], 480, 240),
  NL: plan(425, [1000, 4000], 500, 250),
  PT: plan(425, [1000, 5000], 500, 200),
  ES: { ...plan(425, [1500, 3000], 200, 200), congestion: inTurns([425], 200, 200, 200, 200, 200, 600) },
  IT: { ...plan(425, [1000, 4000], 500, 200), dial: inTurns([425], 200, 200, 600, 1000) },
  GB: {
    ...plan(400, [400, 2000], 375, 400),
    dial: inTurns([350, 440], 1000),
    ringback: inTurns([400, 450], 400, 200, 400, 2000),
    congestion: inTurns([400], 400, 350, 225, 525),
    waiting: inTurns([400], 100, 3900),
  },
  US: {
    ...plan(440, [2000, 4000], 500, 250),
    dial: inTurns([350, 440], 1000),
    ringback: inTurns([440, 480], 2000, 4000),
    busy: inTurns([480, 620], 500, 500),
    congestion: inTurns([480, 620], 250, 250),
  },
};

/** Countries that are not here, and what is French overseas, have the tones of France. */
export const tonePlan = (country: string): TonePlan => plans[country] ?? french;

/** Peak of a tone: about −13 dBm0. */
const PEAK = 5200;

/** A tone from its first sample on, 20 ms at a time. */
export function tonePlayer(country: string, name: ToneName): () => Pcm {
  const { beats, once } = tonePlan(country)[name];
  const lengths = beats.map(([, ms]) => ms * 8);
  const cycle = lengths.reduce((sum, length) => sum + length, 0);
  let sample = 0;
  return () =>
    new Int16Array(FRAME_SAMPLES).map(() => {
      const now = sample++;
      if (once && now >= cycle) return 0;
      let left = now % cycle;
      const beat = lengths.findIndex((length) => {
        left -= length;
        return left < 0;
      });
      const together = beats[beat]?.[0] ?? [];
      return Math.round(together.reduce((sum, hz) => sum + PEAK * Math.sin((2 * Math.PI * hz * now) / 8000), 0));
    });
}
