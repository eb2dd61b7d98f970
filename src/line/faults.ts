import type {} from "../kernel/fault.ts";

/** The faults of a line. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    line:
      | "bad-settings"
      | "busy"
      | "caller-gone"
      | "divert-refused"
      | "diverted-by-another"
      | "interrupted"
      | "leg-lost"
      | "no-answer"
      | "no-network"
      | "no-sim"
      | "no-sound"
      | "pin-refused"
      | "sim-locked"
      | "no-dial-tone"
      | "no-leg"
      | "no-port"
      | "no-trials"
      | "not-deflected"
      | "not-joined"
      | "not-played"
      | "not-taken"
      | "stalled"
      | "text-cut"
      | "text-not-sent"
      | "text-refused"
      | "text-unsayable"
      | "trouble"
      | "undialable"
      | "unplugged"
      | "unusable-modem";
  }
}
