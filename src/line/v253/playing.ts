import { durationOf, FRAME, type Pcm, samplesIn, silence } from "../../audio/pcm.ts";
import { encode } from "../../audio/sample-formats.ts";
import { type Millis, millis } from "../../kernel/units.ts";
import type { TransmitStream } from "../../serial/at-channel.ts";
import { isCallersEnd, isSilence, refusal, signOfLife } from "../saying.ts";
import type { Modem } from "./modem.ts";
import { ReadAhead } from "./read-ahead.ts";
import { CONNECT_WITHIN, ended, STOP_WITHIN } from "./streams.ts";

/**
 * There is no flow control in practice, so the modem's buffer is kept between these two by the clock. Less and a busy
 * machine lets it run empty; more and a prompt that is stopped waits for all that is still on the wire.
 */
const FULL = millis(280);
const STEP = millis(60);
/** Below this, a source that is late is bridged with silence. */
const LOW = millis(120);
/** Left in the buffer when the end is sent: past that point a prompt can't be stopped, so it is short. */
const TAIL = millis(120);

/**
 * What came of a sound: all of it was heard, as far as the modem tells; or it was stopped. `failed`: the modem refused
 * it, said nothing to it or cut it, and works all the same. `call-over`: so the modem said.
 */
export type Played = "heard" | "stopped" | "failed" | "call-over";

export interface Playing {
  /**
   * Resolves when the last sample was heard, or soon after the signal aborted. Throws what the source threw, and the
   * channel's faults when the modem answers nothing any more.
   */
  readonly finished: Promise<Played>;
  /** The modem says that its buffer ran empty. */
  underrun(): void;
}

/** Plays a sound to the line: converted, shielded, paced. */
export function play(modem: Modem, sound: AsyncIterable<Pcm>, signal: AbortSignal): Playing {
  const { clock, log } = modem;
  /** Sound that the modem has and has not played yet. */
  let ahead = 0;
  /** Up to when `ahead` is true. Writing takes time as well, and what is left out sums up to an empty buffer. */
  let countedAt = clock.elapsed();

  async function pass(d: Millis): Promise<void> {
    await clock.sleep(d, signal);
    const now = clock.elapsed();
    ahead = Math.max(0, ahead - (now - countedAt));
    countedAt = now;
  }

  async function send(stream: TransmitStream, pcm: Pcm): Promise<void> {
    ahead += durationOf(pcm);
    await stream.write(encode(modem.samples.format, pcm));
  }

  async function sendAll(stream: TransmitStream, source: ReadAhead): Promise<void> {
    await send(stream, silence(modem.profile.leadIn));
    while (!source.ended) {
      while (ahead + FRAME <= FULL && !source.ended) {
        signal.throwIfAborted();
        const pcm = source.take(samplesIn(millis(FULL - ahead)));
        if (pcm) await send(stream, pcm);
        else if (ahead < LOW) await send(stream, silence(FRAME));
        else break;
      }
      await pass(STEP);
    }
    if (ahead > TAIL) await pass(millis(ahead - TAIL));
    await stream.write(modem.profile.beforeEndOfTransmit);
  }

  async function run(): Promise<Played> {
    if (signal.aborted) return "stopped";
    const source = new ReadAhead(sound);
    try {
      const stream = await modem.channel.transmit(modem.profile.transmit, CONNECT_WITHIN);
      countedAt = clock.elapsed();
      try {
        await sendAll(stream, source);
      } catch (thrown) {
        if (refusal(thrown) !== null) throw thrown;
        await ended(modem, stream.cancel(STOP_WITHIN, modem.profile.beforeEndOfTransmit));
        if (!signal.aborted) throw thrown;
        return "stopped";
      }
      await ended(modem, stream.end(STOP_WITHIN));
      return "heard";
    } catch (thrown) {
      if (isCallersEnd(thrown)) return "call-over";
      if (refusal(thrown) === null) {
        if (!isSilence(thrown)) throw thrown;
        await signOfLife(modem.channel);
      }
      log.warn("line.not-played", { answer: refusal(thrown) });
      return signal.aborted ? "stopped" : "failed";
    } finally {
      source.close();
    }
  }

  return {
    finished: run(),
    underrun() {
      log.warn("line.underrun", { believed: ahead });
      ahead = 0;
    },
  };
}
