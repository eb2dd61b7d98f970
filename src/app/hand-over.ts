import { dutyAt } from "../duty/duty-at.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, instant, minutes } from "../kernel/units.ts";
import type { HandOver } from "../notify/hand-over-letter.ts";
import { linesOf } from "../store/log-lines.ts";
import { LOG_RULES, type LogRules, readLogRules } from "../store/log-rules.ts";
import { type LogShift, logOfDays } from "../store/log-shifts.ts";
import type { NewOutboxEntry } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";

type Kept = Pick<Store, "office" | "logbook" | "needs" | "seals" | "settings" | "takeUps">;

export interface HandOverParts {
  readonly store: Kept;
  readonly clock: Clock;
  readonly log: Log;
  /** The hour that is believed; null while none is: by another, no shift ends. */
  readonly hour: () => Instant | null;
  /** Something was put into the outbox. */
  readonly wake: () => void;
}

const LOOK = minutes(1);
/** A shift that ended longer ago while the box was off is not handed over any more. */
const LATE = 24 * 3_600_000;

/** At the end of each shift of on-call, whoever takes over is told what happened in it. Of the office process. Never throws. */
export async function keepHandOver(parts: HandOverParts, signal: AbortSignal): Promise<void> {
  const { clock, log, hour } = parts;
  while (!signal.aborted) {
    try {
      const now = hour();
      if (now !== null) await handOverUntil(now, parts);
    } catch (thrown) {
      log.error("app.not-handed-over", { why: explain(thrown) });
    }
    await clock.sleep(LOOK, signal).catch(() => undefined);
  }
}

/** Hands over the shifts that ended since the last look. For the loop above, and for tests. */
export async function handOverUntil(now: Instant, { store, log, wake }: HandOverParts): Promise<void> {
  const done = await store.logbook.handedOverUntil();
  // Shifts of before the first look are nobody's to hand over; nor are those that a clock which ran ahead has done with.
  if (done === null || done > now) return store.logbook.handOver(now, []);
  const office = await store.office.read();
  const since = instant(Math.max(done, now - LATE));
  const { shifts } = await logOfDays(store, office, [since, now], now);
  const over = shifts.filter(({ until }) => until > since && until <= now);
  const last = over.at(-1);
  if (!last) return;
  const rules = readLogRules(await store.settings.get(LOG_RULES));
  const { open } = await store.needs.counts(now);
  const told = over.filter(({ lines }) => rules.handOver && (rules.handOverNothing || lines.length > 0 || open > 0));
  const letters = told.flatMap((shift) => lettersOf(shift, office, rules));
  await store.logbook.handOver(last.until, letters);
  if (letters.length === 0) return;
  log.info("app.handed-over", { shifts: told.length, letters: letters.length });
  wake();
}

/** To whoever is on duty then, or on call; where that is nobody with an address, to whoever plans the duty. */
function lettersOf(shift: LogShift, office: Office, rules: LogRules): NewOutboxEntry[] {
  const { closed, onDuty, onCall } = dutyAt(office, shift.until);
  const next = closed === null ? [...onDuty, ...onCall] : onCall;
  // Who was alone on call has nothing to tell themselves.
  const [alone] = shift.people.length === 1 ? shift.people : [];
  const addressed = next.filter(({ id }) => id !== alone?.id).flatMap(({ email }) => email ?? []);
  const planners = office.people
    .filter(({ roles }) => roles.includes("plans-duty"))
    .flatMap(({ email }) => email ?? []);
  const takesOver = next.some(({ id }) => id === alone?.id);
  const to = [...addressed, ...(rules.handOverToPlanners || (addressed.length === 0 && !takesOver) ? planners : [])];
  const { from, until } = shift;
  return [...new Set(to)].map((each) => ({
    channel: "email",
    to: each,
    subject: "",
    kind: "hand-over",
    payload: { from, until },
  }));
}

/** A shift as it is told of when its letter is written: what was said meanwhile is in it. Null for what is none. */
export async function handOverOf(
  store: Kept,
  payload: NewOutboxEntry["payload"],
  now: Instant,
): Promise<HandOver | null> {
  const { from, until } = payload;
  if (typeof from !== "number" || typeof until !== "number") return null;
  const { shifts } = await logOfDays(store, await store.office.read(), [instant(from), instant(until)], now);
  const known = shifts.find((each) => each.until === until) ?? shifts.find((each) => each.from === from);
  const lines = known ? known.lines : linesOf(await store.logbook.list(instant(from), instant(until)));
  const shift = { people: [], open: [], takeUps: [], ...known, lines, from: instant(from), until: instant(until) };
  return { shift, openInAll: (await store.needs.counts(now)).open };
}
