import { Fault } from "../../kernel/fault.ts";
import { type DialPlan, frenchDialPlan } from "../dialling.ts";

/** What depends on the SIM and its operator, not on the module. */
export interface GsmSettings {
  readonly dialPlan: DialPlan;
  /** Of the SIM; null when it has none. */
  readonly pin: string | null;
  /** How a caller is put through: not at all, by a second call of the SIM's own, or by the network beforehand. */
  readonly forwarding: "none" | "second-call" | "network";
  /** A caller who comes while somebody speaks is turned away as busy, or waits for the network's patience. */
  readonly whenTaken: "busy" | "waits";
}

export const defaultGsmSettings: GsmSettings = {
  dialPlan: frenchDialPlan,
  pin: null,
  forwarding: "second-call",
  whenTaken: "busy",
};

/** Holds settings to what may be sent to a module. Fault `line.bad-settings`. */
export function checkGsmSettings({ pin }: GsmSettings): void {
  if (pin !== null && !/^\d{4,8}$/.test(pin))
    throw new Fault("line.bad-settings", "The settings of the line can't be used: a PIN has 4 to 8 digits.");
}
