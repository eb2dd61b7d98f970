import { dutyAt } from "../duty/duty-at.ts";
import { nextChange } from "../duty/next-change.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Instant, millis, minutes } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";

/** The schedule is looked at again at least this often: it may be edited at any time. */
const LOOK_EACH = minutes(1);

/** Where the network is to forward an office's calls now: to the first person on duty, in duty hours. */
export function divertTarget(office: Office, at: Instant): PhoneNumber | null {
  const duty = dutyAt(office, at);
  return duty.closed || duty.absence ? null : (duty.onDuty[0]?.numbers[0] ?? null);
}

/** Where the network forwards a line's calls to, as far as it was told; undefined while that is not known. */
export interface Diverted {
  to: PhoneNumber | null | undefined;
}

/**
 * Keeps the network's forwarding of one line in step with the schedule, until the signal aborts. What could not be
 * set is tried again: a line in a call, or in trouble, is not idle. Nor does a schedule that can't be read end it.
 */
export async function keepDiverted(
  line: Line,
  office: () => Promise<Office>,
  clock: Clock,
  log: Log,
  signal: AbortSignal,
  diverted: Diverted = { to: undefined },
  /** The hour by which the schedule is read; where none is known, the network forwards as it did. */
  hourFor: (at: Instant) => Instant | null = (at) => at,
): Promise<void> {
  while (!signal.aborted && line.divert) {
    let wait = LOOK_EACH;
    try {
      const now = await office();
      const at = hourFor(clock.now());
      const target = at === null ? diverted.to : divertTarget(now, at);
      const change = at === null ? null : nextChange(now, at);
      if (at !== null && change !== null) wait = millis(Math.min(wait, Math.max(1, change - at)));
      if (target !== undefined && target !== diverted.to) {
        await (target === null ? line.divert.clear() : line.divert.set(target));
        diverted.to = target;
        log.info("line.diverted", { line: line.name, to: target ?? "nobody" });
      }
    } catch (thrown) {
      log.warn("line.not-diverted", { line: line.name, why: explain(thrown) });
    }
    await clock.sleep(wait, signal).catch(() => undefined);
  }
}
