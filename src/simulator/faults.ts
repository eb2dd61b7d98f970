import type {} from "../kernel/fault.ts";

/** The faults of the simulator. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    simulator:
      | "bad-request"
      | "busy"
      | "failed"
      | "gone"
      | "no-call"
      | "no-control"
      | "no-card"
      | "no-dialect"
      | "no-line"
      | "no-pty"
      | "no-sound"
      | "not-running"
      | "not-saved"
      | "refused";
  }
}
