import type {} from "../kernel/fault.ts";

/** The faults of sending letters. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    notify:
      | "bad-address"
      | "certificate"
      | "closed"
      | "failed"
      | "login"
      | "no-such-host"
      | "not-configured"
      | "refused"
      | "refused-address"
      | "slow"
      | "tls"
      | "unreachable";
  }
}
