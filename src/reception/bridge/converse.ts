import { type JitterFigures, jitterBuffer } from "../../audio/jitter-buffer.ts";
import { FRAME, type Pcm } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Duplex, TwoWay } from "../../line/line.ts";

/** How a conversation through the box went, each way. */
export interface Conversed {
  /** Whose side ended first. */
  readonly by: "caller" | "leg";
  readonly toLeg: JitterFigures;
  readonly toCaller: JitterFigures;
}

/** What was played to either side, and the key of whoever took the call, come back from their telephones so late. */
const ECHO = 200 / FRAME;

/**
 * Two people who speak with each other through the box, until either side ends or the signal aborts: what one line hears is
 * said by the other, at its own pace. It is kept nowhere.
 */
export async function converse(
  caller: Duplex,
  leg: Duplex,
  clock: Pick<Clock, "elapsed">,
  signal: AbortSignal,
): Promise<Conversed> {
  const toLeg = jitterBuffer(() => clock.elapsed());
  const toCaller = jitterBuffer(() => clock.elapsed());
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let by: Conversed["by"] | null = null;
  const speaks = async (side: Conversed["by"], line: Duplex, ends: TwoWay): Promise<void> => {
    try {
      await line(ends, either);
    } finally {
      by ??= side;
      stop.abort();
    }
  };
  await Promise.all([
    speaks("caller", caller, { hear: afterEcho(toLeg.put), say: toCaller.take }),
    speaks("leg", leg, { hear: afterEcho(toCaller.put), say: toLeg.take }),
  ]);
  return { by: by ?? "caller", toLeg: { ...toLeg.figures }, toCaller: { ...toCaller.figures } };
}

function afterEcho(put: (frame: Pcm) => void): (frame: Pcm) => void {
  let heard = 0;
  return (frame) => {
    if (heard++ >= ECHO) put(frame);
  };
}
