import { type CadenceDetector, cadenceDetector } from "../../audio/cadence.ts";
import { framer } from "../../audio/framer.ts";
import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { decoder } from "../../audio/sample-formats.ts";
import { Fault } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { Alarm } from "../alarm.ts";
import type { Modem } from "./modem.ts";
import { ended, openReceive, STOP_WITHIN } from "./streams.ts";

/** The result after sound that the modem ended by itself; somebody goes on speaking meanwhile. */
const LAST_WORD_WITHIN = millis(500);
/** A modem that receives sends without a pause: so long without a byte and it is stuck. */
const STALLED_AFTER = seconds(4);

/** Hears the tones of the line's country, and a fax. */
export const tonesOf = ({ settings }: Modem): CadenceDetector => cadenceDetector(settings.country);

/** Sound that ends sooner than this, again and again, is none. */
const A_WHILE = millis(500);
const AGAIN = 3;

/**
 * Hears the line in frames of 20 ms until the signal aborts; says whether it did (`stopped`). A modem may end its sound
 * by itself, after an overrun or a time of its own, and the caller is still there: it is asked for more, until it gives
 * none (`ended`). Faults: those of the channel, and `line.stalled`.
 */
export async function hear(
  modem: Modem,
  signal: AbortSignal,
  onFrame: (frame: Pcm) => void,
): Promise<"stopped" | "ended"> {
  for (let inVain = 0; inVain < AGAIN; ) {
    let heard = 0;
    const end = await hearOnce(modem, signal, (frame) => {
      heard += FRAME;
      onFrame(frame);
    });
    if (end === "stopped" || signal.aborted) return "stopped";
    modem.log.info("line.hears-again", { after: heard });
    inVain = heard < A_WHILE ? inVain + 1 : 0;
    // What the modem said at the end is read: it may have been that the call is over.
    await modem.clock.sleep(millis(0), signal).catch(() => undefined);
  }
  return "ended";
}

/** The same until the modem ends its sound. */
async function hearOnce(
  modem: Modem,
  signal: AbortSignal,
  onFrame: (frame: Pcm) => void,
): Promise<"stopped" | "ended"> {
  if (signal.aborted) return "stopped";
  const stream = await openReceive(modem);
  if (!stream) return "ended";
  const stalled = new AbortController();
  const alarm = new Alarm(modem.clock, () => stalled.abort());
  const either = AbortSignal.any([signal, stalled.signal]);

  const stopped = aborted(either).then(async () => {
    alarm.clear();
    await ended(modem, stream.stop(modem.profile.endReceive, STOP_WITHIN));
    if (!signal.aborted) throw new Fault("line.stalled", "The modem stopped sending sound in the middle of a call.");
    return "stopped" as const;
  });
  const read = (async () => {
    const frames = framer(onFrame);
    const decode = decoder(modem.samples.format);
    alarm.set(STALLED_AFTER);
    for await (const bytes of stream.audio) {
      if (either.aborted) continue;
      alarm.set(STALLED_AFTER);
      frames.feed(decode(bytes));
    }
    if (either.aborted) return stopped;
    // Its last word comes after the sound. One that says none is got in step with before it is asked for more.
    await stream.stop(modem.profile.endReceive, LAST_WORD_WITHIN).catch(() => undefined);
    return "ended" as const;
  })();
  try {
    return await Promise.race([stopped, read]);
  } finally {
    alarm.clear();
    // The one that lost the race has nothing to add.
    stopped.catch(() => undefined);
    read.catch(() => undefined);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
