import type {} from "../kernel/fault.ts";

/** The faults of backups. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    backup:
      | "busy"
      | "changed"
      | "damaged"
      | "exists"
      | "failed"
      | "gap"
      | "incomplete"
      | "needs-password"
      | "newer"
      | "no-restart"
      | "no-restore"
      | "no-room"
      | "not-a-backup"
      | "not-checked"
      | "not-staged"
      | "nothing"
      | "stopped"
      | "too-large"
      | "wrong-password";
  }
}
