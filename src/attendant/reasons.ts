import type { Reason } from "../duty/duty.ts";

type No = Record<string, never>;

/** Every reason that the attendant adds to those of the duty schedule, with its values. */
export type AttendantReasons = {
  blocked: { readonly number: string };
  /** The person who calls is never put through to themself. */
  "caller-is": { readonly person: string };
  /** The clock is not to be believed: whether the office is open is not known. */
  "hour-unknown": No;
  "forward-duty": No;
  /** Sent on by the network while it rings, unheard. */
  deflected: { readonly person: string };
  "key-menu": No;
  "line-cannot-forward": No;
  "nobody-to-ring": No;
  "fragile-client": { readonly name: string };
  /** Goes the way of a fragile client out of hours, for a key may be asked of nobody who does not hear it. */
  "hard-of-hearing": { readonly name: string };
  /** In duty hours: who is on call is rung after those on duty. */
  "then-on-call": { readonly name: string };
  "urgent-key": No;
  "no-urgent-key": No;
  "takes-message": No;
};

export const attendantReason = <Code extends keyof AttendantReasons>(
  code: Code,
  values: AttendantReasons[Code],
): Reason => ({ code, values });
