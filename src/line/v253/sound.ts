import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { silenceDetector } from "../../audio/silence.ts";
import { Channel } from "../../kernel/channel.ts";
import { millis, seconds } from "../../kernel/units.ts";
import type { ListenOptions } from "../line.ts";
import { type Call, isLive } from "./call.ts";
import type { LegSound } from "./call-progress.ts";
import { listenedInDoubt, over, toneInCall } from "./call-signs.ts";
import { doubted, doubtedUnheard } from "./doubt.ts";
import { hear, tonesOf } from "./hearing.ts";
import { legSounds } from "./leg-sounds.ts";
import type { Modem } from "./modem.ts";
import { play } from "./playing.ts";
import { careful, type Station } from "./station.ts";

/** Between two operations of whoever conducts the call, the line is theirs. */
const WATCH_AFTER = millis(150);

/** `Line.play`. Ends quietly when nobody is there to hear it: the events say why. */
export async function playInCall(station: Station, sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
  const { call } = station;
  if (!isLive(call)) return;
  await station.floor.take(async (mine) => {
    const { modem } = station.upkeep;
    if (!modem || station.call !== call || call.gone) return;
    await careful(station, modem, async () => {
      const playing = play(modem, sound, AbortSignal.any([mine, signal]));
      call.playing = playing;
      if (call.doubt) call.doubt = doubtedUnheard(call.doubt.sign);
      await playing.finished;
    });
    call.playing = null;
    call.heardFor = millis(0);
  });
}

/** `Line.listen`. */
export async function* listenInCall(
  station: Station,
  { silenceAfter }: ListenOptions,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  const { call } = station;
  if (!isLive(call) || signal.aborted) return;
  const frames = new Channel<Pcm>();
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  stop.addEventListener("abort", () => frames.close(), { once: true });
  const silence = silenceAfter === undefined ? null : silenceDetector({ after: silenceAfter });
  const hearing = hearCall(station, call, stop, (frame) => {
    frames.put(frame);
    if (silence?.feed(frame) === true && !call.gone) station.emit({ kind: "silence" });
  }).finally(() => frames.close());
  try {
    yield* frames;
  } finally {
    left.abort();
    await hearing;
  }
}

/**
 * When nobody plays or listens in a call, the line is heard all the same: many modems report no hang-up, and the tone
 * that follows one would go unnoticed while a key is waited for.
 */
export function watch(station: Station): void {
  const { call } = station;
  if (!isLive(call) || call.leg === "gone") return;
  void station.floor.take(async (mine) => {
    await station.clock.sleep(WATCH_AFTER, mine).catch(() => undefined);
    await hearNow(station, call, mine, () => undefined);
  });
}

const hearCall = (station: Station, call: Call, signal: AbortSignal, onFrame: (frame: Pcm) => void) =>
  station.floor.take((mine) => hearNow(station, call, AbortSignal.any([mine, signal]), onFrame));

async function hearNow(station: Station, call: Call, signal: AbortSignal, onFrame: (frame: Pcm) => void) {
  const { modem } = station.upkeep;
  if (!modem || station.call !== call || call.gone || signal.aborted) return;
  const tones = tonesOf(modem);
  const inDoubt = soundInDoubt(station, call);
  const end = await careful(station, modem, () =>
    hear(modem, signal, (frame) => {
      call.heardFor = millis(call.heardFor + FRAME);
      call.heardKeys.hear(frame);
      onFrame(frame);
      const tone = tones.feed(frame);
      if (tone) toneInCall(station, call, tone);
      inDoubt(frame);
    }),
  );
  call.heardKeys.deaf();
  // A modem that will not go on sending sound has seen the end of the call.
  if (end === "ended") over(station, call, "modem");
}

/** Listens more closely as long as there is a doubt whether the caller is there. */
function soundInDoubt(station: Station, call: Call): (frame: Pcm) => void {
  let soundOf: ((frame: Pcm) => LegSound) | null = null;
  return (frame) => {
    if (!call.doubt) soundOf = null;
    else {
      soundOf ??= legSounds();
      listenedInDoubt(station, call, soundOf(frame));
    }
  };
}

/** Somebody is about to be rung for a caller who may have hung up while an announcement was played. */
const LOOK = seconds(2);

/** Listens until it is known whether the caller is there. */
export async function settleDoubt(station: Station, call: Call, modem: Modem, signal: AbortSignal): Promise<void> {
  if (!call.doubt) return;
  call.doubt = doubted(call.doubt.sign, LOOK);
  const settled = new AbortController();
  const tones = tonesOf(modem);
  const inDoubt = soundInDoubt(station, call);
  await hear(modem, AbortSignal.any([signal, settled.signal]), (frame) => {
    const tone = tones.feed(frame);
    if (tone) toneInCall(station, call, tone);
    inDoubt(frame);
    if (!call.doubt || call.gone) settled.abort();
  });
}
