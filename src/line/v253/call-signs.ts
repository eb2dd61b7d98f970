import type { ProgressTone } from "../../audio/progress-tones.ts";
import type { CadenceTone } from "../../audio/tone-signatures.ts";
import { unknownCaller } from "../../kernel/caller-id.ts";
import { millis, seconds } from "../../kernel/units.ts";
import type { GoneSign } from "../line.ts";
import type { Call } from "./call.ts";
import { doubted, doubtedUnheard, listenOn } from "./doubt.ts";
import { pressKey } from "./keys.ts";
import { type DleMeaning, judge } from "./signs.ts";
import type { Station } from "./station.ts";

const SIGN_OF: Readonly<Partial<Record<ProgressTone, GoneSign>>> = {
  busy: "busy-tone",
  congestion: "congestion-tone",
  dial: "dial-tone",
};
const TONE_OF: Readonly<Partial<Record<GoneSign, ProgressTone>>> = {
  "busy-tone": "busy",
  "congestion-tone": "congestion",
  "dial-tone": "dial",
};

/** The same call knocks every 10 s. */
const KNOCKS_FOR = seconds(30);

/** A DLE code that came during a call. */
export function dleInCall(station: Station, call: Call, code: string, meaning: DleMeaning): void {
  if (meaning === "underrun") call.playing?.underrun();
  if (call.gone || call.deaf) return;
  const { state, digit } = pressKey(call.keys, code);
  call.keys = state;
  if (digit !== null) call.heardKeys.reported(digit);
  if (meaning === "waiting") knock(station, call);
  if (meaning === "ringback" || meaning === "special-information") call.rung?.recognised(meaning);
  const { suspicion, sign, times } = judge(call.suspicion, meaning, station.clock.elapsed());
  call.suspicion = suspicion;
  if (sign) mayBeOver(station, call, sign, times);
}

/** What a relay of ours does to the loop is over by then. */
const SETTLED_AFTER = millis(700);

/** So often in a row a report is believed while something is played, and nothing else can be heard. */
const PROVEN = 3;

/**
 * A modem's word that the caller hung up, or that a machine calls. Where the line is heard, its sound decides; while
 * something is played it is looked into afterwards. With a second leg there is nothing that could clear it.
 */
function mayBeOver(station: Station, call: Call, sign: GoneSign, times: number): void {
  const ofOurs = sign === "loop-break" && station.clock.elapsed() - call.relayAt < SETTLED_AFTER;
  if (call.leg !== "none" || (call.playing && times >= PROVEN)) over(station, call, sign);
  else if (!ofOurs && (!call.doubt || call.doubt.left === null)) {
    station.log.info("line.may-be-over", { sign });
    call.doubt = call.playing ? doubtedUnheard(sign) : doubted(sign);
  }
}

/** 20 ms of the line, while there is a doubt. */
export function listenedInDoubt(station: Station, call: Call, lively: boolean): void {
  if (!call.doubt || call.gone) return;
  const { sign } = call.doubt;
  const { doubt, proven } = listenOn(call.doubt, lively);
  call.doubt = doubt;
  if (proven) over(station, call, sign);
  if (!doubt) station.log.info("line.not-over", { sign });
}

/** A tone of the exchange, or a fax that calls, recognised in what the line sounds like. */
export function toneInCall(station: Station, call: Call, tone: CadenceTone): void {
  // A fax hears no announcement and leaves no message: it counts as gone, as when the modem tells of it.
  if (tone === "fax" && call.leg !== "none") return;
  const sign = tone === "fax" ? "modem" : SIGN_OF[tone];
  if (sign && !call.deaf) over(station, call, sign);
}

/**
 * Someone hung up. With a second leg, tones come from the leg's side, and the caller's side can only be known by the
 * loop: the caller on hold is not heard.
 */
export function over(station: Station, call: Call, sign: GoneSign): void {
  if (call.gone) return;
  const tone = TONE_OF[sign];
  if (tone && call.leg === "gone") return;
  if (tone && call.leg === "dialling") {
    call.rung?.recognised(tone);
    return;
  }
  if (tone && call.leg === "up") {
    call.leg = "gone";
    station.emit({ kind: "gone", who: "leg", sign });
  } else {
    call.gone = true;
    station.emit({ kind: "gone", who: "caller", sign });
  }
  station.floor.clear();
}

/**
 * Somebody lifted the telephone beside the box: the caller is theirs, and what is played or recorded ends at once. A
 * modem may say so of its own relay, too.
 */
export function lifted(station: Station, call: Call): void {
  const { clock, upkeep, floor } = station;
  const echo = upkeep.modem?.profile.ownEcho ?? 0;
  if (call.gone || call.deaf || clock.elapsed() - call.relayAt < echo) return;
  call.taken = true;
  call.gone = true;
  station.emit({ kind: "local-telephone" });
  floor.clear();
}

function knock(station: Station, call: Call): void {
  if (call.knocked) return;
  call.knocked = true;
  station.clock.sleep(KNOCKS_FOR).then(
    () => {
      call.knocked = false;
    },
    () => undefined,
  );
  station.emit({ kind: "waiting", caller: unknownCaller });
}
