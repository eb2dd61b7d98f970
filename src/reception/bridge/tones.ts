import { frames, type Pcm } from "../../audio/pcm.ts";
import { type ToneKind, toneCycle } from "../../audio/progress-tones.ts";

const LEVEL = { dbm0: -16 };

/** What the caller hears while somebody is rung for them: what an exchange plays then, without end. */
export const ringback = (country: string): AsyncIterable<Pcm> => again("ringback", country, Number.POSITIVE_INFINITY);

/** For whoever is left alone by a line that broke down, as an exchange says it: nobody is there any more. Two seconds. */
export const cutOff = (country: string): AsyncIterable<Pcm> => again("congestion", country, 4);

async function* again(kind: ToneKind, country: string, times: number): AsyncGenerator<Pcm, void, undefined> {
  const cycle = toneCycle(kind, country, LEVEL);
  for (let n = 0; n < times; n++) yield* frames(cycle);
}
