import type {} from "../kernel/fault.ts";

/** The faults of sound files. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    audio: "disk" | "name" | "not-a-wav" | "too-long" | "unsupported";
  }
}
