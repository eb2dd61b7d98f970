import { dutyAt } from "../duty/duty-at.ts";
import { nextChange } from "../duty/next-change.ts";
import type { Office } from "../duty/office.ts";
import { type Clock, within } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Instant, millis, minutes, seconds } from "../kernel/units.ts";
import { sameNumber } from "../line/calling-number.ts";
import type { Line, NetworkDivert } from "../line/line.ts";

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
  /** It was given an order of which nobody knows what became: it may forward to whoever that was. */
  inDoubt?: boolean;
}

/** Before an order, and until the network has taken it. */
export function doubt(diverted: Diverted): void {
  diverted.to = undefined;
  diverted.inDoubt = true;
}

export function isKnown(diverted: Diverted, to: PhoneNumber | null): void {
  diverted.to = to;
  diverted.inDoubt = false;
}

/** A network that can be asked is asked so often: another device may have changed it. */
const ASKED_EACH = minutes(15);
/** Whoever shuts the box down waits for no network longer than this: what does not end in 25 s is killed. */
export const LEFT_WITHIN = seconds(15);

const isSame = (there: string | null, to: PhoneNumber | null): boolean =>
  there === null || to === null ? there === to : sameNumber(there, to);

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
  /** Calls go where the schedule does not want them, by somebody else's doing; null when that was put right. */
  tell: (fault: Fault | null) => void = () => undefined,
): Promise<void> {
  let asked = clock.elapsed();
  let strange = false;
  /** What somebody else set in the meantime counts no more as what was set here. */
  const look = async ({ now }: NetworkDivert): Promise<void> => {
    if (!now || diverted.to === undefined || clock.elapsed() - asked < ASKED_EACH) return;
    asked = clock.elapsed();
    const there = await now();
    if (isSame(there, diverted.to)) return;
    log.warn("line.diverted-by-another", { line: line.name, to: there ?? "nobody", instead: diverted.to ?? "nobody" });
    diverted.to = undefined;
    if (strange) return;
    strange = true;
    tell(new Fault("line.diverted-by-another", "Another device changed where the network forwards calls to."));
  };
  while (!signal.aborted && line.divert) {
    let wait = LOOK_EACH;
    try {
      const now = await office();
      const at = hourFor(clock.now());
      const target = at === null ? diverted.to : divertTarget(now, at);
      const change = at === null ? null : nextChange(now, at);
      if (at !== null && change !== null) wait = millis(Math.min(wait, Math.max(1, change - at)));
      await look(line.divert);
      if (target !== undefined && target !== diverted.to) {
        doubt(diverted);
        await (target === null ? line.divert.clear() : line.divert.set(target));
        isKnown(diverted, target);
        asked = clock.elapsed();
        log.info("line.diverted", { line: line.name, to: target ?? "nobody" });
        if (strange) tell(null);
        strange = false;
      }
    } catch (thrown) {
      log.warn("line.not-diverted", { line: line.name, why: explain(thrown) });
    }
    await clock.sleep(wait, signal).catch(() => undefined);
  }
}

/**
 * Before the box is off: nobody could change the network's forwarding then, and whoever is on duty now is not for long.
 * Calls go to the number that was chosen for this, or nowhere. Never throws.
 */
export async function leaveDiverted(
  line: Line,
  { to, inDoubt = false }: Diverted,
  safe: PhoneNumber | null,
  clock: Clock,
  log: Log,
): Promise<void> {
  const { divert } = line;
  if (!divert || (!inDoubt && (to === undefined || to === safe))) return;
  try {
    const late = () => new Fault("line.trouble", "The network took too long.");
    await within(clock, LEFT_WITHIN, late, () => (safe === null ? divert.clear() : divert.set(safe)));
    log.info("line.diverted", { line: line.name, to: safe ?? "nobody", why: "shut down" });
  } catch (thrown) {
    log.warn("line.not-diverted", { line: line.name, why: explain(thrown) });
  }
}
