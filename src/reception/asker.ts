import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, type Millis, millis, minutes, seconds } from "../kernel/units.ts";
import { askNext, isHastened, mayRing } from "../needs/ask.ts";
import type { Need } from "../needs/need.ts";
import type { AskStore, CallToMake } from "../store/need-asks.ts";
import { cutShort } from "./cut-short.ts";
import type { Rang } from "./ring-on-idle-line.ts";

export interface AskerParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly asks: AskStore;
  readonly office: () => Promise<Office>;
  /** The hour by which the schedule is read; null when none is known. */
  readonly hourFor: (at: Instant) => Instant | null;
  /** Who is told of everything by mail, beside people. */
  readonly addresses?: () => readonly string[];
  /** There is a line that sends texts. */
  readonly texts?: boolean;
  /** Something was put into the outbox. */
  readonly wake: () => void;
  /** Rings somebody by a call of the box's own. */
  readonly ring: (call: CallToMake, signal: AbortSignal) => Promise<Rang>;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface Asker {
  /** A caller was not served, somebody has said something about one, or a letter does not go out. */
  look(): void;
  close(): Promise<void>;
}

/** Other processes give needs back, and open them again, without a word. */
const LOOK = seconds(20);
/** A letter that nobody has tried to send for so long waits for an office process that is away. */
const LETTER_WITHIN = seconds(90);
/** No rule puts anybody off for longer: a time beyond it was stamped by a clock that was ahead. */
const LONGEST = minutes(24 * 60 + 60);

/** Asks one person after another about each caller who was not served, until somebody has it. */
export function openAsker(parts: AskerParts): Asker {
  const { clock, log, asks, hourFor } = parts;
  const during = parts.during ?? ((work) => work);
  const closing = new AbortController();
  let woken = new AbortController();
  /** When this process asked last about a need, by the clock that does not jump, and until when by that of the wall. */
  const asked = new Map<string, { readonly next: Instant | null; readonly at: Millis; readonly wait: Millis }>();
  /** Since when letters wait, by that clock. */
  const waitingLetters = new Map<number, Millis>();
  const isMadeAgain = cutShort();
  let ringing: Promise<void> | null = null;
  /** The call of now, which ends when nobody need be asked any more. */
  let ofNow: { readonly id: number; readonly stop: AbortController } | null = null;

  /** What was put off here is counted by time that passes; what others put off, by the clock. */
  function isDue({ id, nextAskAt }: Need, now: Instant): boolean {
    if (nextAskAt === null) return false;
    const known = asked.get(id);
    if (known?.next === nextAskAt) return clock.elapsed() - known.at >= known.wait;
    return nextAskAt <= now || nextAskAt - now > LONGEST;
  }

  async function ask(need: Need, office: Office, before: boolean): Promise<void> {
    const now = clock.now();
    const rung = await during(asks.rungIn(need));
    const asking = {
      office,
      hour: hourFor(now),
      rung,
      addresses: parts.addresses?.() ?? [],
      texts: parts.texts === true,
    };
    const decided = askNext(need, asking, now);
    if (before && !isHastened(need, decided)) return;
    if (!(await during(asks.step(need, decided, now)))) return;
    if (decided.do === "ask")
      asked.set(need.id, { next: decided.next, at: clock.elapsed(), wait: millis(decided.next - now) });
    else asked.delete(need.id);
    if (decided.do === "wait") return;
    log.info("needs.asked", { need: need.id, what: decided.do, level: decided.do === "ask" ? decided.level : null });
    parts.wake();
  }

  /** Whoever a letter can't reach now is not waited for; should it go out later, they may take it all the same. */
  async function letters(): Promise<void> {
    const out = await during(asks.lettersOut());
    const elapsed = clock.elapsed();
    for (const { id, failed } of out) {
      const since = waitingLetters.get(id) ?? elapsed;
      waitingLetters.set(id, since);
      if (failed || elapsed - since >= LETTER_WITHIN) await during(asks.answered(id, "failed", clock.now()));
    }
    const still = new Set(out.map(({ id }) => id));
    for (const id of waitingLetters.keys()) if (!still.has(id)) waitingLetters.delete(id);
  }

  async function round(): Promise<void> {
    if (ofNow && !(await during(asks.isAsked(ofNow.id)))) ofNow?.stop.abort();
    await letters();
    const waiting = await during(asks.waiting());
    const early = new Set(await during(asks.exhausted()));
    const now = clock.now();
    const due = waiting.filter((need) => early.has(need.id) || isDue(need, now));
    if (due.length > 0) {
      const office = await parts.office();
      for (const need of due) if (!closing.signal.aborted) await ask(need, office, !isDue(need, now));
    }
    const here = new Set(waiting.map(({ id }) => id));
    for (const id of asked.keys()) if (!here.has(id)) asked.delete(id);
    ringing ??= ringAll()
      .catch((thrown) => log.error("needs.unasked", { why: explain(thrown) }))
      .finally(() => {
        ringing = null;
      });
  }

  /** One after another, as lines are free: the heaviest first, also where it came while somebody was rung. */
  async function ringAll(): Promise<void> {
    const passed = new Set<number>();
    while (!closing.signal.aborted) {
      const [calls, office] = [await during(asks.calls()), await parts.office()];
      const call = calls.find(({ id, weight }) => !passed.has(id) && mayRing(weight, office, clock.now()));
      if (!call || closing.signal.aborted) return;
      passed.add(call.id);
      if (!(await during(asks.beginCall(call.id, clock.now())))) continue;
      if (!(await ringOne(call))) return;
    }
  }

  /** False when it could not be made now: it is made again. */
  async function ringOne(call: CallToMake): Promise<boolean> {
    const stop = new AbortController();
    ofNow = { id: call.id, stop };
    const rang = await parts.ring(call, AbortSignal.any([closing.signal, stop.signal])).catch((thrown): Rang => {
      log.warn("needs.not-rung", { need: call.need, why: explain(thrown) });
      return "failed";
    });
    ofNow = null;
    if (isMadeAgain(call.id, rang) || (closing.signal.aborted && rang !== "accepted")) {
      await during(asks.putOffCall(call.id));
      return false;
    }
    // Somebody else has it by now, and whoever picked up has said nothing.
    if (stop.signal.aborted && rang !== "accepted") return true;
    await during(asks.answered(call.id, rang === "called" || rang === "no-line" ? "failed" : rang, clock.now()));
    parts.wake();
    woken.abort();
    return true;
  }

  const running = (async () => {
    await during(asks.closeInterrupted(clock.now())).catch((thrown) =>
      log.error("needs.unasked", { why: explain(thrown) }),
    );
    while (!closing.signal.aborted) {
      woken = new AbortController();
      await round().catch((thrown) => log.error("needs.unasked", { why: explain(thrown) }));
      await clock.sleep(LOOK, AbortSignal.any([woken.signal, closing.signal])).catch(() => undefined);
    }
  })();
  return {
    look: () => woken.abort(),
    async close() {
      closing.abort();
      await running;
      await ringing;
    },
  };
}
