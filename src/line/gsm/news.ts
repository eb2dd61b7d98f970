import { type CallerId, callerId } from "../../kernel/caller-id.ts";
import { Fault } from "../../kernel/fault.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { callingNumber } from "../calling-number.ts";
import { type GsmCall, newGsmCall } from "./call.ts";
import { type ListedCall, listedCall } from "./call-list.ts";
import { callerOf } from "./caller-words.ts";
import { turnAway } from "./knock.ts";
import { isKept, knocksAtLeg } from "./leg-knock.ts";
import { look } from "./look.ts";
import type { GsmStation } from "./station.ts";

/** A hang-up is known within 3 s though no notice tells of it. */
const LOOK_IN_CALL = seconds(2);
/** A module may ring before its list has the call. */
const LISTED_AFTER = millis(300);
const TIMES_LOOKED = 3;
/** Who calls is told beside each ring; what is older is another's. */
const EARLY_FOR = seconds(3);

const RING = /^(?:RING|\+CRING: ?VOICE)/;
/** Some modules leave the line end between two notices out. */
const GLUED = /(?<!^|\+C)(?=(?:RING|\+(?:CRING|CLIP|CCWA|CLCC):|NO CARRIER)(?:[^"]|"[^"]*")*$)/;
/** Of a call that changed or went: the list of calls tells which. */
const CHANGED = /^(?:NO CARRIER|BUSY|NO ANSWER|VOICE CALL: |MISSED_CALL|\+QIND: ?"ccinfo"|\^DSCI:|\*ECAV:)/;
const NOISE = /^(?:RING|\+CLCC:|\^DSCI:|\*ECAV:|\+CDIP:|\+CNAP:|\+CUSD:|\+CSSI:|\+CSSU:|\+CSQ:)/;

/** What a module says of calls without being asked; never an answer. */
export const isNews = (line: string): boolean => NOISE.test(line) || CHANGED.test(line);

/** Takes a line of it: most of them only make the list of calls be looked at. */
export function hearNews(station: GsmStation, whole: string): void {
  for (const text of whole.split(GLUED)) said(station, text);
}

function said(station: GsmStation, text: string): void {
  const { call, own } = station;
  const listed = listedCall(text);
  const caller = callerOf(text, station.settings.dialPlan);
  if (RING.test(text)) void rang(station);
  else if (text.startsWith("+CCWA:") && caller) waits(station, caller);
  else if (caller && call) {
    tellCaller(station, call, caller);
    // Of another, where the first gave up unnoticed.
    if (call.caller?.number !== caller.number) void look(station);
  } else if (caller) station.early = { caller, at: station.clock.elapsed() };
  else if (listed) void look(station);
  else if (CHANGED.test(text)) {
    const leg = call?.leg ?? own?.leg;
    if (leg && /^(?:NO CARRIER|BUSY|NO ANSWER)$/.test(text)) leg.word = text;
    void look(station);
  }
}

/** A ring of a call that the list does not have is the last of one that went, and is not told. */
async function rang(station: GsmStation): Promise<void> {
  if (station.own && !isKept(station.own)) station.own.called.abort();
  if (station.call?.up) return;
  if (station.call) return ring(station, null);
  for (let looked = 0; looked < TIMES_LOOKED; looked++) {
    const calls = await look(station);
    if (station.call || !station.upkeep.modem) return;
    if (!calls) return ring(station, null);
    await station.clock.sleep(LISTED_AFTER, station.closing).catch(() => undefined);
  }
  station.log.info("line.ring-of-nobody");
}

/** `listed`: as the list of calls has it; null where that could not be asked. */
export function ring(station: GsmStation, listed: ListedCall | null): void {
  const { call, clock, own, early } = station;
  if (own && isKept(own)) {
    if (listed) knocksAtLeg(station, own, numberIn(station, listed));
    return;
  }
  own?.called.abort();
  if (call?.up) return;
  const ringing = call ?? newGsmCall();
  if (listed) {
    ringing.id = listed.id;
    ringing.listed ??= listed.number;
  }
  station.call = ringing;
  station.emit({ kind: "ring", at: clock.now() });
  if (call) return;
  station.early = null;
  const number = listed && numberIn(station, listed);
  if (early && clock.elapsed() - early.at <= EARLY_FOR && (number === null || early.caller.number === number))
    tellCaller(station, ringing, early.caller);
  else if (number !== null) tellCaller(station, ringing, callerId(number, null));
  void station.known.refresh();
  void follow(station, ringing);
}

const numberIn = ({ settings }: GsmStation, { number }: ListedCall): string | null =>
  number === null ? null : callingNumber(number, settings.dialPlan);

/** Told once, and again when more is learned. */
function tellCaller(station: GsmStation, call: GsmCall, caller: CallerId): void {
  if (call.up || call.gone) return;
  const known = call.caller;
  const isNews = !known || (known.number === null && caller.number !== null) || (!known.name && caller.name !== null);
  if (!isNews || (known?.number != null && known.number !== caller.number)) return;
  call.caller = caller;
  station.emit({ kind: "caller", caller });
}

/** Another caller, while somebody speaks: never let into the conversation. Some modules tell of them again and again. */
function waits(station: GsmStation, caller: CallerId): void {
  const { call, own, clock } = station;
  if (own) {
    if (isKept(own)) knocksAtLeg(station, own, caller.number);
    else own.called.abort();
    return;
  }
  if (!call) return;
  if (call.knock && call.knock.number === caller.number) return void look(station);
  call.knock = { id: null, number: caller.number, at: clock.elapsed() };
  station.emit({ kind: "waiting", caller });
  turnAway(station, call);
}

/** Looks at the list of calls now and then, for as long as the call lasts. */
async function follow(station: GsmStation, call: GsmCall): Promise<void> {
  for (let heard = -1; station.call === call; ) {
    await station.clock.sleep(LOOK_IN_CALL, station.closing).catch(() => undefined);
    if (station.closing.aborted || station.call !== call) return;
    await look(station);
    const module = station.upkeep.modem;
    const now = call.sound?.heard ?? -1;
    if (module && !call.gone && call.sound && now === heard)
      station.upkeep.report(new Fault("line.stalled", "The module stopped giving sound in a call."), module);
    heard = now;
  }
}
