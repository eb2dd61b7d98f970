import type { SocketOptions, WireEvent } from "./socket.ts";

/** French lines ring for a moment, send the caller id, and ring in earnest then (ETSI EN 300 659-1, RP-AS). */
const SHORT_RING = 240;
const DATA_AFTER_SHORT_RING = 1000;
const LEAD = 1400;
/** Bell and many others: in the first long pause. */
const DATA_AFTER_RING = 600;

type RingEvent = Exclude<WireEvent, { readonly kind: "caller-id" }> | { readonly kind: "caller-id-due" };

/** What happens on the wires so many milliseconds (a multiple of 20) after a call arrived. */
export function ringEvent(
  ms: number,
  callerIdAt: NonNullable<SocketOptions["callerIdAt"]>,
  [on, off]: readonly [number, number],
): RingEvent | null {
  const lead = callerIdAt === "before-first-ring" ? LEAD : 0;
  if (ms < lead) {
    if (ms === 0) return { kind: "ring-on", short: true };
    if (ms === SHORT_RING) return { kind: "ring-off" };
    return ms === DATA_AFTER_SHORT_RING ? { kind: "caller-id-due" } : null;
  }
  const ringing = ms - lead;
  const phase = ringing % (on + off);
  if (phase === 0) return { kind: "ring-on", short: false };
  if (phase === on) return { kind: "ring-off" };
  return callerIdAt === "after-first-ring" && ringing === on + DATA_AFTER_RING ? { kind: "caller-id-due" } : null;
}
