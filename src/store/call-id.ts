import { randomBytes } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";

/** `20261123-143159`, in UTC so that it sorts by time in the night when clocks go back. */
export const timestamp = (at: Instant): string =>
  new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");

/** `20261123-143159-a1b2`: sorts by time, names the files of the call. */
export const newCallId = (clock: Pick<Clock, "now">): string =>
  `${timestamp(clock.now())}-${randomBytes(2).toString("hex")}`;

/** The instant within an id; null when it is no such id. */
export function instantOf(callId: string): Instant | null {
  const parts = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(callId);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : (at as Instant);
}

/** The call within the name of a recording, which may add to it (`…-a1b2-2`). */
export const callOf = (name: string): string => /^(\d{8}-\d{6}-[0-9a-f]{4})-/.exec(name)?.[1] ?? name;

/** Ids become file names. Faults: `store.bad-id`. */
export function checkId(id: string): string {
  if (/^[\w-]{1,64}$/.test(id)) return id;
  throw new Fault("store.bad-id", `"${id.slice(0, 64)}" can't be the id of a call or a message`);
}
