import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";

/** What a person of the team hears who calls with their code. `fixed`: the same words for every office. */
export const phoneKinds = {
  "phone-pin": "fixed",
  "phone-wrong": "fixed",
  "phone-hello": "filled",
  "phone-menu": "fixed",
  "phone-duty": "filled",
  "phone-hours": "fixed",
  "phone-no-hours": "fixed",
  "phone-absent": "filled",
  "phone-present": "fixed",
  "phone-not-absent": "fixed",
  "phone-no-hour": "fixed",
  "phone-failed": "fixed",
  "phone-message": "filled",
  "phone-message-keys": "fixed",
  "phone-kept": "fixed",
  "phone-closed": "fixed",
  "phone-no-messages": "fixed",
  "phone-need": "filled",
  "phone-need-keys": "fixed",
  "phone-taken": "fixed",
  "phone-taken-by": "filled",
  "phone-already-closed": "fixed",
  "phone-no-needs": "fixed",
  "phone-announcement": "filled",
  "phone-announcement-keys": "fixed",
  "phone-record": "fixed",
  "phone-record-empty": "fixed",
  "phone-recorded": "fixed",
  "phone-recorded-keys": "fixed",
  "phone-on-air": "fixed",
  "phone-no-more": "fixed",
  "phone-bye": "fixed",
} as const;

export type PhoneKind = keyof typeof phoneKinds;

export const isPhoneKind = (kind: string): kind is PhoneKind => Object.hasOwn(phoneKinds, kind);

/** What is filled into it. */
export interface PhoneValues {
  /** Whose name is said. */
  readonly person?: string;
  readonly duty?: readonly string[];
  readonly onCall?: readonly string[];
  /** Until when the office is absent. */
  readonly until?: Instant;
  /** How many new messages there are, and people to be called back. */
  readonly waiting?: { readonly messages: number; readonly needs: number };
  readonly caller?: { readonly name: string | null; readonly number: PhoneNumber | null };
  readonly fragile?: boolean;
  readonly urgent?: boolean;
  /** When it was left. */
  readonly left?: Instant;
  /** Which announcement: what it is called. */
  readonly announcement?: string;
}

/**
 * One thing that is said to them: a sentence, or a sound: of a message by its id, or of what this person has just
 * recorded.
 */
export type PhoneSay =
  | { readonly kind: PhoneKind; readonly values?: PhoneValues }
  | { readonly message: string }
  | { readonly recordedBy: string };
