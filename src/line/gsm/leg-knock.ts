import { callerId } from "../../kernel/caller-id.ts";
import { seconds } from "../../kernel/units.ts";
import { careful } from "../careful.ts";
import { attempt } from "../saying.ts";
import { isRinging, type ListedCall } from "./call-list.ts";
import { callList } from "./look.ts";
import type { GsmStation, OwnLeg } from "./station.ts";

/** Of a notice about somebody who knocks the list may know a moment later. */
const LISTED_WITHIN = seconds(3);

/**
 * Whether whoever calls now waits for those who speak, or is turned away. Until the network has what was dialled, a
 * caller comes first.
 */
export const isKept = ({ keeps, leg }: OwnLeg): boolean => keeps && leg.id !== null && leg.state !== "gone";

/** Somebody calls while another is spoken with: told once, and turned away where that is the setting. */
export function knocksAtLeg(station: GsmStation, own: OwnLeg, number: string | null): void {
  if (own.knock && (number === null || own.knock.number === number)) return;
  own.knock = { number, at: station.clock.elapsed() };
  station.emit({ kind: "waiting", caller: callerId(number, null) });
  const module = station.upkeep.modem;
  if (!module || station.settings.whenTaken !== "busy") return;
  void careful(station, module, async () => {
    if ((await callList(module))?.some(isRinging)) await attempt(module.channel, module.profile.refuse);
  });
}

/** The list of calls has nobody any more who does. */
export function forgetsKnock({ clock }: GsmStation, own: OwnLeg, calls: readonly ListedCall[]): void {
  const isOver = own.knock !== null && clock.elapsed() - own.knock.at > LISTED_WITHIN;
  if (isOver && !calls.some(isRinging)) own.knock = null;
}
