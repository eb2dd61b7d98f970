import { FRAME_SAMPLES, type Pcm } from "../../audio/pcm.ts";

/** What the exchange says by tone. */
export type ToneName = "dial" | "ringback" | "busy" | "congestion" | "waiting" | "special" | "confirmation";

/** Beats of [frequency in Hz or 0 for a pause, milliseconds], repeated unless `once`; one beat alone never stops. */
interface Tone {
  readonly beats: readonly (readonly [number, number])[];
  readonly once?: true;
}

type TonePlan = Readonly<Record<ToneName, Tone>> & { readonly ring: readonly [on: number, off: number] };

const special: Tone = {
  beats: [
    [950, 330],
    [1400, 330],
    [1800, 330],
    [0, 1000],
  ],
};

function plan(hz: number, ring: readonly [number, number], busy: number, congestion: number): TonePlan {
  const beats = (on: number, off: number): Tone => ({
    beats: [
      [hz, on],
      [0, off],
    ],
  });
  return {
    ring,
    dial: { beats: [[hz, 1000]] },
    ringback: beats(...ring),
    busy: beats(busy, busy),
    congestion: beats(congestion, congestion),
    waiting: beats(300, 9700),
    special,
    confirmation: { beats: Array.from({ length: 10 }, (_, n) => [n % 2 === 0 ? hz : 0, 100] as const), once: true },
  };
}

/** ITU-T E.180 Supplement 2. */
const plans: Readonly<Record<string, TonePlan>> = {
  FR: plan(440, [1500, 3500], 500, 250),
  DE: plan(425, [1000, 4000], 480, 240),
  CH: plan(425, [1000, 4000], 500, 200),
  BE: plan(425, [1000, 3000], 500, 167),
};

export const tonePlan = (country: string): TonePlan => plans[country] ?? (plans.FR as TonePlan);

/** Peak of the tones: about −13 dBm0. */
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
      return Math.round(PEAK * Math.sin((2 * Math.PI * (beats[beat]?.[0] ?? 0) * now) / 8000));
    });
}
