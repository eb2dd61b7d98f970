import type {} from "../kernel/fault.ts";

/** The faults of an office that can not be. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    duty: "bad-number" | "bad-office";
  }
}
