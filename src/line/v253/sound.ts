import { type LivelyEar, livelyEar } from "../../audio/lively.ts";
import { FRAME, type Pcm } from "../../audio/pcm.ts";
import { silenceDetector } from "../../audio/silence.ts";
import { Channel } from "../../kernel/channel.ts";
import { Fault } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import type { ListenOptions } from "../line.ts";
import { type Call, isLive } from "./call.ts";
import { listenedInDoubt, over, toneInCall } from "./call-signs.ts";
import { doubted, doubtedUnheard } from "./doubt.ts";
import { hear, tonesOf } from "./hearing.ts";
import type { Modem } from "./modem.ts";
import { type Played, play } from "./playing.ts";
import { replayable } from "./replayable.ts";
import type { Station } from "./station.ts";
import type { Contradiction } from "./taking.ts";
import { hearBySpeaker, takeOtherwise } from "./taking-line.ts";

/** Between two operations of whoever conducts the call, the line is theirs. */
const WATCH_AFTER = millis(150);

/**
 * `Line.play`. Ends quietly when nobody is there to hear it: the events say why. Fault `line.not-played` when the modem
 * would not play it, though the call goes on.
 */
export async function playInCall(station: Station, sound: AsyncIterable<Pcm>, signal: AbortSignal): Promise<void> {
  const { call } = station;
  if (!isLive(call)) return;
  const again = replayable(sound);
  try {
    await station.floor.take(async (mine) => {
      call.taking.say(again);
      const stop = AbortSignal.any([mine, signal]);
      let due: readonly AsyncIterable<Pcm>[] = [again];
      while (!(await sayAll(station, call, due, stop))) {
        if (!(await retake(station, call))) return;
        // Nobody has heard what was said before.
        due = call.taking.said;
      }
    });
  } finally {
    if (!call.taking.said.includes(again)) again.close();
  }
}

/** False when it was seen meanwhile that the line is not taken. Fault `line.not-played`. */
async function sayAll(
  station: Station,
  call: Call,
  sounds: readonly AsyncIterable<Pcm>[],
  signal: AbortSignal,
): Promise<boolean> {
  const { contradicted } = call.taking;
  const stop = AbortSignal.any([signal, contradicted]);
  const isOurs = () => station.call === call && !call.gone;
  for (const sound of sounds) {
    for (let tries = 1; ; tries++) {
      if (signal.aborted || contradicted.aborted || !isOurs()) break;
      const played = await playOnce(station, call, sound, stop);
      if (played === "call-over") over(station, call, "modem");
      if (played !== "failed" || !isOurs()) break;
      if (tries === 2)
        throw new Fault("line.not-played", "The modem would not play the sound, though it was told twice.");
    }
  }
  return signal.aborted || !contradicted.aborted || !isOurs();
}

/** Null when the modem fails. */
async function playOnce(
  station: Station,
  call: Call,
  sound: AsyncIterable<Pcm>,
  signal: AbortSignal,
): Promise<Played | null> {
  const { modem } = station.upkeep;
  if (!modem) return null;
  const played = await careful(station, modem, () => {
    const playing = play(modem, sound, signal);
    call.playing = playing;
    if (call.doubt) call.doubt = doubtedUnheard(call.doubt.sign);
    return playing.finished;
  });
  call.playing = null;
  call.heardFor = millis(0);
  return played;
}

/** Takes the line in another way, after it was seen not to be taken. False when the call is over. */
async function retake(station: Station, call: Call): Promise<boolean> {
  const { modem } = station.upkeep;
  if (!modem || station.call !== call || call.gone) return false;
  const { taking } = call;
  const why = taking.contradicted.reason as Contradiction;
  station.log.warn("line.contradicted", { why, way: taking.way, after: taking.since });
  // The relay moves before the modem says so.
  call.relayAt = station.clock.elapsed();
  const done = await careful(station, modem, async () => {
    if (why === "mute") await hearBySpeaker(modem, taking);
    else await takeOtherwise(modem, taking);
    call.relayAt = station.clock.elapsed();
    return true;
  });
  return done === true;
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

/** Hears the line until the signal aborts. What nobody has heard, for the line was not taken, is said again before. */
async function hearNow(station: Station, call: Call, signal: AbortSignal, onFrame: (frame: Pcm) => void) {
  for (;;) {
    await hearTaken(station, call, AbortSignal.any([signal, call.taking.contradicted]), onFrame);
    do {
      const why = call.taking.contradicted.reason as Contradiction | undefined;
      if (signal.aborted || !call.taking.contradicted.aborted || !(await retake(station, call))) return;
      if (why === "mute") break;
    } while (!(await sayAll(station, call, call.taking.said, signal).catch(() => true)));
  }
}

async function hearTaken(station: Station, call: Call, signal: AbortSignal, onFrame: (frame: Pcm) => void) {
  const { modem } = station.upkeep;
  if (!modem || station.call !== call || call.gone || signal.aborted) return;
  const tones = tonesOf(modem);
  const inDoubt = soundInDoubt(station, call);
  const end = await careful(station, modem, () =>
    hear(modem, signal, (frame) => {
      call.heardFor = millis(call.heardFor + FRAME);
      call.heardKeys.hear(frame);
      if (call.leg === "none") call.taking.hear(frame);
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
  let ear: LivelyEar | null = null;
  return (frame) => {
    if (!call.doubt) ear = null;
    else {
      ear ??= livelyEar();
      ear.feed(frame, (lively) => listenedInDoubt(station, call, lively));
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
