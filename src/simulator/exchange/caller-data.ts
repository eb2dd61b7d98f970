import type { Instant } from "../../kernel/units.ts";
import type { CallerData } from "./socket.ts";
import { national } from "./star-codes.ts";

/** The exchange stands in France: its clock says so in the data it sends. */
const clockFace = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** What the exchange tells about a caller at this moment. */
export function callerData(
  caller: { readonly from: string | null; readonly name: string | null; readonly unavailable: boolean },
  at: Instant,
  country: string,
): CallerData {
  const parts = Object.fromEntries(clockFace.formatToParts(at).map(({ type, value }) => [type, value]));
  const known = caller.from !== null && !caller.unavailable;
  return {
    date: `${parts.month}${parts.day}`,
    time: `${parts.hour}${parts.minute}`,
    number: known ? shown(caller.from ?? "", country) : null,
    name: known ? caller.name : null,
    why: known ? "given" : caller.unavailable ? "unavailable" : "withheld",
  };
}

/** Lines show numbers as they would be dialled; anything that is no number passes as it is. */
const shown = (from: string, country: string): string => (/^\+?[\d .-]+$/.test(from) ? national(from, country) : from);
