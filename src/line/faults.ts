import type {} from "../kernel/fault.ts";

/** The faults of a line. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    line:
      | "bad-settings"
      | "busy"
      | "divert-refused"
      | "interrupted"
      | "no-answer"
      | "no-dial-tone"
      | "no-leg"
      | "no-port"
      | "no-trials"
      | "stalled"
      | "trouble"
      | "undialable"
      | "unplugged"
      | "unusable-modem";
  }
}
