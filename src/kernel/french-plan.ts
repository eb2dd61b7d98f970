/**
 * The French numbering plan: from any of its countries a number is dialled as `0` and nine digits, and the digits say
 * which country it belongs to. So `0692 30 00 42`, `+262 692 30 00 42` and `+33 692 30 00 42` are one number.
 */

/** Calling codes of the plan, by the countries that use them. */
const codes: Readonly<Record<string, string>> = {
  FR: "33",
  GP: "590",
  BL: "590",
  MF: "590",
  MQ: "596",
  GF: "594",
  RE: "262",
  YT: "262",
  PM: "508",
};

/** Which digits after the `0` belong overseas (ARCEP's plan); all others are of France itself or of no place. */
const overseas: readonly (readonly [code: string, digits: RegExp])[] = [
  ["590", /^(59[0]|5987|69[01]|7090|9395|9475|976[018])/],
  ["594", /^(594|5988|694|7093[0-4]|9396|9476|976[45])/],
  ["596", /^(596|5989|69[67]|7091|9397|9477|976[67])/],
  ["262", /^(26[239]|268[89]|69[23]|7092|7093[5-7]|939[89]|947[89]|976[239])/],
  // Mayotte has some of 0639 only: 0639 98 is kept for fiction in France.
  ["262", /^639(0[0-79]|1[019]|[267]\d|3[09]|40|5[05-9]|9[04-79])/],
  ["508", /^(508|708)/],
];

/** Whether numbers of this country (ISO 3166) are of the plan. */
export const isOfFrenchPlan = (country: string): boolean => Object.hasOwn(codes, country);

/** A number of the plan in E.164, by its nine digits. Those of Saint-Pierre-et-Miquelon's landlines hold their code. */
export function frenchPlanNumber(nine: string): string {
  const code = overseas.find(([, digits]) => digits.test(nine))?.[0] ?? "33";
  return nine.startsWith("508") && nine.length === 9 ? `+${nine}` : `+${code}${nine}`;
}

/** The nine digits of a number in E.164 that is of the plan, or null. */
export function frenchPlanDigits(e164: string): string | null {
  const [, code, rest] = /^\+(33|590|594|596|262|508)(\d{9})$/.exec(e164) ?? [];
  if (code !== undefined && rest !== undefined) return rest;
  return /^\+508\d{6}$/.test(e164) ? e164.slice(1) : null;
}

/** Whether a calling code, without `+`, is one of the plan. */
export const isFrenchPlanCode = (code: string): boolean => Object.values(codes).includes(code);
