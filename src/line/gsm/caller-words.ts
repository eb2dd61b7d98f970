import { type CallerId, callerId } from "../../kernel/caller-id.ts";
import { callingNumber } from "../calling-number.ts";
import type { DialPlan } from "../dialling.ts";

/** `+CLIP: "num",type[,subaddr,satype[,"alpha"[,validity]]]`, `+CCWA: "num",type,class[,"alpha"[,validity]]`. */
const IDENTITY = /^\+(CLIP|CCWA): ?"([^"]*)",(\d+)(.*)$/;
/** Names and numbers in UCS-2 come as groups of four hexadecimal digits (`AT+CSCS="UCS2"`). */
const UCS2 = /^(?:[0-9A-F]{4}){3,}$/i;

const plain = (text: string): string =>
  UCS2.test(text) && /^00/.test(text)
    ? text.replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))
    : text;

/**
 * Who calls, by what the module told of it; null for another line. A validity of 1 is a number that was withheld, one of
 * 2 a number that the network does not have (27.007, 7.11).
 */
export function callerOf(line: string, plan: DialPlan): CallerId | null {
  const [, , number = "", , rest = ""] = IDENTITY.exec(line) ?? [];
  if (!IDENTITY.test(line)) return null;
  const name = /"([^"]*)"/.exec(rest)?.[1] ?? "";
  const validity = /,([0-4])\s*$/.exec(rest.replace(/"[^"]*"/g, '""'))?.[1];
  const known = callerId(callingNumber(plain(number), plan), plain(name) || null);
  if (known.number !== null) return known;
  return { ...known, presentation: validity === "1" ? "withheld" : "unavailable" };
}
