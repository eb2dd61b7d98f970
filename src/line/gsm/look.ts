import { seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import { attempt } from "../saying.ts";
import type { GsmCall, Leg } from "./call.ts";
import { callsIn, type ListedCall, type Looked } from "./call-list.ts";
import type { GsmModule } from "./module.ts";
import type { GsmStation } from "./station.ts";

/**
 * The module's list of calls decides: notices get lost, come late, or inside the answer to something else. A call that is
 * known and missing is looked for twice: one line of an answer may be garbled, or the answer another's. Null when the
 * module does not answer.
 */
export function look(station: GsmStation): Promise<Looked> {
  const { looks } = station;
  // One that has not begun sees what is now: a slow module is not asked once for each notice of one change.
  if (looks.running) {
    looks.next ??= looks.running.then(() => {
      looks.next = null;
      return begin(station);
    });
    return looks.next;
  }
  return begin(station);
}

function begin(station: GsmStation): Promise<Looked> {
  const { looks } = station;
  const running = lookNow(station).finally(() => {
    if (looks.running === settled) looks.running = null;
  });
  const settled = running.then(
    () => undefined,
    () => undefined,
  );
  looks.running = settled;
  return running;
}

async function lookNow(station: GsmStation): Promise<Looked> {
  const module = station.upkeep.modem;
  if (!module) return null;
  return careful(station, module, async () => {
    const calls = await sureList(station, module);
    if (calls) heed(station, calls);
    return calls;
  });
}

/** The list as the module gives it at once; null when it refuses, which says nothing of the calls. */
export async function callList({ channel }: GsmModule): Promise<readonly ListedCall[] | null> {
  const said = await attempt(channel, "AT+CLCC");
  return typeof said === "string" ? null : callsIn(said.lines);
}

/** The list, in which nothing that is known is missing by accident. */
export async function sureList(station: GsmStation, module: GsmModule): Promise<readonly ListedCall[] | null> {
  const first = await callList(module);
  if (!first || hasAllKnown(station, first)) return first;
  const again = await callList(module);
  return again && [...again, ...first.filter(({ id }) => !again.some((each) => each.id === id))];
}

function hasAllKnown({ call, own }: GsmStation, calls: readonly ListedCall[]): boolean {
  const leg = call?.leg ?? own?.leg;
  const hasCaller = !call || call.gone || calls.some((each) => isOf(each, call));
  const isLegs = ({ id, incoming }: ListedCall) => !incoming && id === leg?.id;
  return hasCaller && (leg?.id == null || leg.state === "gone" || calls.some(isLegs));
}

/** Holds what is known of the calls against the list. */
export function heed(station: GsmStation, calls: readonly ListedCall[]): void {
  const { call, own } = station;
  if (call && !call.gone) {
    const mine = calls.find((each) => isOf(each, call));
    if (mine) {
      call.id = mine.id;
      call.listed ??= mine.number;
    } else over(station, call);
    if (mine && call.up) heedKnock(station, call, calls);
  }
  if (own) heedLeg(own.leg, calls, call);
  // Its rings got lost; or its knocking, where the line is spoken by.
  const isCalling = ({ state }: ListedCall) => state === "incoming" || (own?.keeps === true && state === "waiting");
  const rings = calls.find((each) => each.incoming && isCalling(each));
  if (!station.call && rings) station.rings(rings);
  if (!call?.leg) return;
  const { leg } = call;
  const spoke = leg.state === "active";
  heedLeg(leg, calls, call);
  if (spoke && leg.state === "gone" && !call.gone) station.emit({ kind: "gone", who: "leg", sign: "modem" });
}

/** An id is given again to the next call: one that rings was never taken, and one with another number is another. */
export function isOf({ id, incoming, state, number }: ListedCall, call: GsmCall): boolean {
  if (!incoming || (call.id === null ? state === "waiting" : id !== call.id)) return false;
  if (call.up) return state !== "incoming" && state !== "waiting";
  return call.listed === null || number === null || number === call.listed;
}

/** Of a notice about somebody who knocks the list may know a moment later. */
const LISTED_WITHIN = seconds(3);

function heedKnock(station: GsmStation, call: GsmCall, calls: readonly ListedCall[]): void {
  const knocks = calls.find(({ incoming, state }) => incoming && state === "waiting");
  if (knocks) station.knocks(call, knocks);
  else if (call.knock && (call.knock.id !== null || station.clock.elapsed() - call.knock.at > LISTED_WITHIN))
    call.knock = null;
}

function heedLeg(leg: Leg, calls: readonly ListedCall[], call: GsmCall | null): void {
  const mine = calls.find(({ id, incoming }) => !incoming && (leg.id === null ? id !== call?.id : id === leg.id));
  if (mine) {
    leg.id = mine.id;
    if (mine.state === "alerting" || mine.state === "active" || mine.state === "dialling") become(leg, mine.state);
  } else if (leg.id !== null) become(leg, "gone");
}

export function become(leg: Leg, state: Leg["state"]): void {
  if (leg.state === state || leg.state === "gone") return;
  leg.state = state;
  leg.changed();
}

/** The caller is no more. */
export function over(station: GsmStation, call: GsmCall): void {
  if (call.gone) return;
  call.gone = true;
  station.early = null;
  call.over.abort();
  if (!call.up && station.call === call) station.call = null;
  station.emit({ kind: "gone", who: "caller", sign: call.up ? "modem" : "rings-stopped" });
}
