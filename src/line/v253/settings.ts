import { Fault } from "../../kernel/fault.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { type DialPlan, frenchDialPlan } from "../dialling.ts";

/** What depends on the wall socket and its operator, not on the modem. */
export interface V253Settings {
  /** ISO 3166 code: chooses the modem's country and the form of its caller id. */
  readonly country: string;
  readonly dialPlan: DialPlan;
  /** How a caller is put through: not at all, by a second leg, or by the network while the line is idle. */
  readonly forwarding: "none" | "hook-flash" | "network";
  /** How long a hook flash opens the loop. */
  readonly flash: Millis;
  /**
   * Scripts of keys around a second leg: `!` is a hook flash, `,` waits a second, the rest are DTMF keys.
   * French operators: `!` to start, `!` or `!1` back to the caller, nothing or `!4` (hanging up follows) to complete.
   */
  readonly transfer: { readonly start: string; readonly cancel: string; readonly complete: string };
  /** Star codes of the operator; `{number}` stands for the number as dialled. */
  readonly divert: { readonly on: string; readonly off: string };
  /** `+VGR` and `+VGT`, 128 nominal; the modem's own when absent. */
  readonly gains?: { readonly receive?: number; readonly transmit?: number };
  /** So long without a ring, at least, means that the caller gave up; longer where rings are farther apart. */
  readonly ringsStoppedAfter: Millis;
}

/** An analog line in France that forwards nothing. */
export const defaultSettings: V253Settings = {
  country: "FR",
  dialPlan: frenchDialPlan,
  forwarding: "none",
  flash: millis(270),
  transfer: { start: "!", cancel: "!", complete: "" },
  divert: { on: "*21*{number}#", off: "#21#" },
  ringsStoppedAfter: seconds(8),
};

const isScript = (text: string) => /^[!,0-9*#A-D]*$/.test(text);
const isStarCode = (text: string) => /^[0-9*#]+$/.test(text.replace("{number}", "0"));
const isGain = (n: number | undefined) => n === undefined || (Number.isInteger(n) && n >= 0 && n <= 255);

/** Holds settings to what may be sent to a modem. Fault `line.bad-settings`. */
export function checkSettings(settings: V253Settings): void {
  const { transfer, divert, gains, dialPlan } = settings;
  for (const [name, script] of Object.entries(transfer)) {
    if (!isScript(script)) throw bad(`the transfer code "${name}" may hold digits, *, #, ! and commas only`);
  }
  for (const [name, code] of Object.entries(divert)) {
    if (!isStarCode(code)) throw bad(`the forwarding code "${name}" may hold digits, *, # and {number} only`);
  }
  for (const [name, digits] of Object.entries(dialPlan)) {
    if (!/^[0-9*#]*$/.test(digits)) throw bad(`"${name}" of the dial plan may hold digits, * and # only`);
  }
  if (!isGain(gains?.receive) || !isGain(gains?.transmit)) throw bad("a gain is a whole number from 0 to 255");
  if (!(settings.flash >= 50 && settings.flash <= 2000)) throw bad("a hook flash lasts from 50 to 2000 ms");
}

const bad = (why: string) => new Fault("line.bad-settings", `The settings of the line can't be used: ${why}.`);
