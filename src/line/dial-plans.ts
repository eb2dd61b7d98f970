import type { DialPlan } from "./dialling.ts";

type Row = readonly [countryCode: string, trunkPrefix: string, internationalPrefix: string];

const overseas = (code: string): Row => [code, "0", "00"];
const AMERICAN: Row = ["1", "1", "011"];

/**
 * How numbers are dialled in a country (ITU, "Dialling procedures"): its code, what stands for the
 * code inside the country (nothing, where a number is dialled whole), and what stands for `+`.
 */
const plans: Readonly<Record<string, Row>> = {
  AT: ["43", "0", "00"],
  BE: ["32", "0", "00"],
  CA: AMERICAN,
  CH: ["41", "0", "00"],
  DE: ["49", "0", "00"],
  ES: ["34", "", "00"],
  FR: ["33", "0", "00"],
  GB: ["44", "0", "00"],
  IE: ["353", "0", "00"],
  // The 0 of an Italian number is part of it.
  IT: ["39", "", "00"],
  LU: ["352", "", "00"],
  MC: ["377", "", "00"],
  NL: ["31", "0", "00"],
  PT: ["351", "", "00"],
  US: AMERICAN,
  // The French plan: all of it is dialled alike.
  GP: overseas("590"),
  BL: overseas("590"),
  MF: overseas("590"),
  MQ: overseas("596"),
  GF: overseas("594"),
  RE: overseas("262"),
  YT: overseas("262"),
  PM: overseas("508"),
  // French, and of plans of their own.
  NC: ["687", "", "00"],
  PF: ["689", "", "00"],
  WF: ["681", "", "00"],
};

/** `00` leaves nearly every country; with no code of home, a number of home is dialled as one from abroad, and arrives. */
const ELSEWHERE: Row = ["", "", "00"];

/** The plan of a line in that country (ISO 3166), which no private exchange stands before. */
export function dialPlanOf(country: string): DialPlan {
  const [countryCode, trunkPrefix, internationalPrefix] = plans[country] ?? ELSEWHERE;
  return { countryCode, trunkPrefix, internationalPrefix, outsideLine: "" };
}
