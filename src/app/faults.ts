import type {} from "../kernel/fault.ts";

/** The faults of the appliance as a whole and of its commands. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    app:
      | "clock.unset"
      | "clock.behind"
      | "clock.ahead"
      | "clock-wrong"
      | "bad-name"
      | "bad-password"
      | "no-user"
      | "doubtful-number"
      | "border-busy"
      | "border-gone"
      | "border-late"
      | "border-unread"
      | "failed"
      | "no-office"
      | "no-telephone"
      | "already-running"
      | "bad-anchor"
      | "bad-config"
      | "bad-text"
      | "bad-keys"
      | "bad-time"
      | "disk"
      | "message-held"
      | "modem-trouble"
      | "no-announcement"
      | "no-call"
      | "no-database"
      | "no-file"
      | "no-line"
      | "no-message"
      | "no-page"
      | "no-password"
      | "no-simulator"
      | "no-sound"
      | "not-json"
      | "not-saved"
      | "not-sealed"
      | "nothing-to-mark"
      | "replay-departs"
      | "restore-unfinished";
  }
}
