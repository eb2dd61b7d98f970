import { asked } from "../saying.ts";
import type { GsmCall, Leg } from "./call.ts";
import { callsIn, type ListedCall } from "./call-list.ts";
import type { GsmModule } from "./module.ts";
import { careful, type GsmStation } from "./station.ts";

/**
 * The module's list of calls decides: notices get lost, come late, or inside the answer to something else. Null when the
 * module does not answer.
 */
export async function look(station: GsmStation): Promise<readonly ListedCall[] | null> {
  const module = station.upkeep.modem;
  if (!module) return null;
  return careful(station, module, async () => {
    const calls = await callList(module);
    heed(station, calls);
    return calls;
  });
}

export const callList = async ({ channel }: GsmModule): Promise<readonly ListedCall[]> =>
  callsIn(await asked(channel, "AT+CLCC"));

/** Holds what is known of the calls against the list. */
export function heed(station: GsmStation, calls: readonly ListedCall[]): void {
  const { call, own } = station;
  // Its rings got lost.
  if (!call && calls.some(({ incoming, state }) => incoming && state === "incoming")) station.rings();
  if (call && !call.gone) {
    const mine = calls.find((each) => isOf(each, call));
    if (mine) call.id = mine.id;
    else over(station, call);
  }
  if (own) heedLeg(own.leg, calls, call);
  if (!call?.leg) return;
  const { leg } = call;
  const spoke = leg.state === "active";
  heedLeg(leg, calls, call);
  if (spoke && leg.state === "gone" && !call.gone) station.emit({ kind: "gone", who: "leg", sign: "modem" });
}

const isOf = ({ id, incoming, state }: ListedCall, call: GsmCall): boolean =>
  incoming && (call.id === null ? state !== "waiting" : id === call.id);

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
  call.over.abort();
  if (!call.up && station.call === call) station.call = null;
  station.emit({ kind: "gone", who: "caller", sign: call.up ? "modem" : "rings-stopped" });
}
