import type { Refusal } from "./sentences/refusals.ts";

/** The faults of the page. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    admin: Refusal | "certificate" | "not-announced" | "port" | "work";
  }
}
