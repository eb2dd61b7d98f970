import type {} from "../kernel/fault.ts";

/** The faults of sound files and sound cards. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    audio:
      | "card-busy"
      | "card-forbidden"
      | "card-gone"
      | "card-stopped"
      | "card-unfit"
      | "disk"
      | "name"
      | "no-card-programs"
      | "not-a-wav"
      | "too-long"
      | "unsupported";
  }
}
