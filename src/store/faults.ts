import type {} from "../kernel/fault.ts";

/** The faults of the database. */
declare module "../kernel/fault.ts" {
  interface FaultCodes {
    store:
      | "bad-id"
      | "bad-snapshot"
      | "busy"
      | "conflict"
      | "corrupt"
      | "disk"
      | "disk-full"
      | "example-changed"
      | "example-left"
      | "failed"
      | "last-admin"
      | "name-taken"
      | "newer"
      | "no-call"
      | "no-log-entry"
      | "no-message"
      | "no-text"
      | "no-user"
      | "not-first"
      | "office-inconsistent"
      | "read-only"
      | "text-owed"
      | "transaction-over";
  }
}
