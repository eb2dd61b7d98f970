import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, instant, minutes, seconds } from "../kernel/units.ts";
import { takeUpsNext } from "../needs/take-up.ts";
import type { TakeUpCall, TakeUpStore } from "../store/take-ups.ts";
import type { Asker } from "./asker.ts";
import { cutShort } from "./cut-short.ts";
import type { Rang } from "./ring-on-idle-line.ts";

export interface TakeUpParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly takeUps: TakeUpStore;
  readonly office: () => Promise<Office>;
  /** The hour by which the schedule is read; null when none is known: then no shift begins. */
  readonly hourFor: (at: Instant) => Instant | null;
  /** There is a line that sends texts. */
  readonly texts?: boolean;
  /** Something was put into the outbox. */
  readonly wake: () => void;
  /** Rings somebody by a call of the box's own. */
  readonly ring: (call: TakeUpCall, signal: AbortSignal) => Promise<Rang>;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

const LOOK = seconds(20);
/** What was asked about so long ago may still be about a shift that goes on, or begins. */
const AROUND = minutes(2 * 24 * 60);

/** Asks whoever's shift begins whether they are there, and tells others when they do not say so. */
export function openTakeUps(parts: TakeUpParts): Asker {
  const { clock, log, takeUps } = parts;
  const during = parts.during ?? ((work) => work);
  const closing = new AbortController();
  let woken = new AbortController();
  let ringing: Promise<void> | null = null;
  const isMadeAgain = cutShort();

  const untold = (thrown: unknown) => log.error("needs.take-up-unasked", { why: explain(thrown) });
  const hour = (): Instant | null => parts.hourFor(clock.now());

  async function round(): Promise<void> {
    const at = hour();
    if (at === null) return;
    const office = await parts.office();
    await during(takeUps.seeDeeds(at, office.screening));
    const known = await during(takeUps.between(instant(at - AROUND), instant(at + AROUND), "all"));
    for (const next of takeUpsNext(office, known, at, parts.texts)) {
      if (closing.signal.aborted) return;
      if (!(await during(takeUps.step(next, office.zone, at)))) continue;
      const { person, from } = "shift" in next ? next.shift : next.known;
      log.info("needs.take-up", { what: next.do === "ask" ? next.step : next.do, person, from });
      parts.wake();
    }
    ringing ??= ringAll()
      .catch(untold)
      .finally(() => {
        ringing = null;
      });
  }

  /** One after another, as lines are free. */
  async function ringAll(): Promise<void> {
    for (const call of await during(takeUps.calls())) {
      if (closing.signal.aborted) return;
      if (!(await during(takeUps.beginCall(call.id, hour() ?? clock.now())))) continue;
      const rang = await parts.ring(call, closing.signal).catch((thrown): Rang => {
        log.warn("needs.not-rung", { takeUp: call.takeUp.id, why: explain(thrown) });
        return "failed";
      });
      if (isMadeAgain(call.id, rang) || (closing.signal.aborted && rang !== "accepted")) {
        await during(takeUps.putOffCall(call.id));
        return;
      }
      await during(
        takeUps.answered(call.id, rang === "called" || rang === "no-line" ? "failed" : rang, hour() ?? clock.now()),
      );
      parts.wake();
      woken.abort();
    }
  }

  const running = (async () => {
    await during(takeUps.closeInterrupted(clock.now())).catch(untold);
    while (!closing.signal.aborted) {
      woken = new AbortController();
      await round().catch(untold);
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
