import type {} from "../kernel/fault.ts";

/** The faults of speaking and keeping announcements. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    announcements: "closed" | "empty" | "engine" | "late" | "no-engine" | "texts";
  }
}
