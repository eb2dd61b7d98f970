import type {} from "../kernel/fault.ts";

/** Why an act on a need is refused: somebody was faster, or it is not there. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    needs: "already-closed" | "another-open" | "no-need" | "no-take-up" | "not-closed" | "taken";
  }
}
