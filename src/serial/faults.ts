import type {} from "../kernel/fault.ts";

/** The faults of the port and of AT commands. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    serial:
      | "bad-command"
      | "bad-transcript"
      | "closed"
      | "lost"
      | "no-permission"
      | "no-such-port"
      | "not-a-port"
      | "open-failed"
      | "port-busy"
      | "refused"
      | "timeout";
  }
}
