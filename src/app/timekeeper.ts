import { randomUUID } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";
import {
  type Doubt,
  judge,
  type Known,
  type LastGood,
  officeHour,
  type Reading,
  SETTLES,
  sameStart,
  type Verdict,
} from "../kernel/clock-trust.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, type Millis, millis, minutes, plus, seconds } from "../kernel/units.ts";
import type { ClockDoubts } from "../store/clock-doubts.ts";
import type { KeptClock } from "./kept-clock.ts";
import type { MachineTime } from "./machine-time.ts";

export interface TimekeeperParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly machine: MachineTime;
  readonly kept: KeptClock;
  readonly doubts: ClockDoubts;
  readonly says: Known["says"];
  /** What is wrong with the house though it runs: a clock in doubt is among it, for as long as it is. */
  readonly troubles: Fault[];
}

/** Knows whether the hour is to be believed. */
export interface Timekeeper {
  verdict(): Verdict;
  /** Whether something may be deleted for its age: the hour is believed, and was not set just now. */
  settled(): boolean;
  /** The hour by which the schedule is read for a call that the clock says is at `at`; null when none is known. */
  hourFor(at: Instant): Instant | null;
  /** Goes on looking until `signal` says to stop. */
  run(signal: AbortSignal): Promise<void>;
}

/** How often it is looked whether somebody has set the clock. */
const LOOK = seconds(5);
/** How often the hour is kept for the next start: a small file on a card that wears. */
const KEEP = minutes(5);
/** What is written down of a doubt reaches so far ahead: a crash leaves no stamp outside. */
const AHEAD = minutes(2);
/** Two readings that differ by less are of the same clock. */
const MOMENT = minutes(1);

/**
 * Each process that stamps something keeps it for itself, from what they both see: the hour, and what is kept beside the
 * database. Looks for the first time before anything is stamped. Never fails: what can't be read is not known.
 */
export async function openTimekeeper(parts: TimekeeperParts): Promise<Timekeeper> {
  const { clock, log, machine, kept, doubts, says, troubles } = parts;
  // Where the machine does not say which start it is, what is counted is good for this process alone.
  const boot = (await machine.boot()) ?? randomUUID();
  const unknown = (thrown: unknown) => {
    log.warn("app.clock-unkept", { why: explain(thrown) });
    return null;
  };
  const read = (): Reading => ({ wall: clock.now(), up: machine.up(), boot });
  let lastGood = await kept.lastGood();
  let heard = lastGood?.by === "person" ? lastGood.since : null;
  const newest = lastGood ? null : await doubts.newestStamp().catch(unknown);
  let network = await kept.network();
  let synchronised = await machine.synchronised();
  let before = read();
  /** Since the machine was started, by whichever process: how long ago is counted, not read. */
  let goodHere: LastGood | null = lastGood && sameStart(before, lastGood) ? lastGood : null;
  /** `id` is null until it is written down. */
  let doubt: { id: number | null; readonly since: Instant } | null = null;
  let keptAt: Millis | null = null;
  let trouble: Fault | null = null;

  const judged = (now: Reading): Verdict => judge(now, { lastGood, newest, synchronised, network, says });

  async function keep(good: LastGood): Promise<void> {
    lastGood = good;
    goodHere = good;
    if (keptAt !== null && good.up - keptAt < KEEP) return;
    keptAt = good.up;
    await kept.keep(good).catch(unknown);
  }

  /** Writes down that stamps of now are not to be believed; anew where the clock was set meanwhile. */
  async function doubtful(now: Reading, why: Doubt): Promise<void> {
    const passed = now.up - before.up;
    const goesOn = Math.abs(now.wall - before.wall - passed) < MOMENT;
    if (!doubt || !goesOn) doubt = { id: null, since: plus(now.wall, millis(-passed - MOMENT)) };
    const until = plus(now.wall, AHEAD);
    if (doubt.id !== null) await doubts.extend(doubt.id, until).catch(unknown);
    else doubt.id = await doubts.begin(doubt.since, until, why).catch(unknown);
    if (trouble) return;
    trouble = new Fault(`app.clock.${why}`, sentences[why]);
    troubles.push(trouble);
    log.warn("app.clock-in-doubt", { why, says: new Date(now.wall).toISOString() });
  }

  async function right(found: LastGood): Promise<void> {
    // Set just now, and nobody but the clock itself says that it is right.
    const unsure = doubt !== null && found.by === "plausible";
    const good = unsure ? { ...found, unsettled: millis(Math.max(found.unsettled, SETTLES)) } : found;
    if (trouble) {
      troubles.splice(troubles.indexOf(trouble), 1);
      trouble = null;
      keptAt = null;
      log.warn("app.clock-believed", { by: good.by, says: new Date(good.wall).toISOString() });
    }
    doubt = null;
    if (await doubts.anyOpen().catch(() => false)) await doubts.righted(good.wall).catch(unknown);
    await keep(good);
  }

  async function look(): Promise<void> {
    synchronised = await machine.synchronised();
    network = await kept.network();
    // A person's word is heard once: what comes after it is judged as ever.
    const told = await kept.lastGood();
    if (told?.by === "person" && told.since !== heard) [lastGood, heard] = [told, told.since];
    const now = read();
    const verdict = judged(now);
    await (verdict.trusted ? right(verdict.good) : doubtful(now, verdict.why));
    before = now;
  }

  await look();
  return {
    verdict: () => judged(read()),
    settled() {
      const verdict = judged(read());
      return doubt === null && verdict.trusted && verdict.good.unsettled === 0;
    },
    hourFor(at) {
      const now = read();
      const verdict = judged(now);
      return verdict.trusted ? at : officeHour(now, verdict, goodHere, network);
    },
    async run(signal) {
      while (!signal.aborted) {
        await clock.sleep(LOOK, signal).catch(() => undefined);
        if (!signal.aborted) await look().catch(unknown);
      }
      const verdict = judged(read());
      if (verdict.trusted) await kept.keep(verdict.good).catch(unknown);
    },
  };
}

/** A clock that tells the hour by which the schedule is read, for what is said of it; what the clock says where none is known. */
export const clockOfCalls = (clock: Clock, hour: () => Instant | null): Clock => ({
  now: () => hour() ?? clock.now(),
  elapsed: () => clock.elapsed(),
  sleep: (d, signal) => clock.sleep(d, signal),
});

const sentences: Readonly<Record<Doubt, string>> = {
  unset: "The clock has not been set yet: the hours of the schedule are not known, and nothing is deleted",
  behind: "The clock is earlier than what happened already: nothing is deleted until it is right",
  "unlike-network":
    "The clock is not what the mobile network tells: the schedule is read by the network's hour, and nothing is deleted",
  ahead: "The clock was set far ahead: it is not believed, and nothing is deleted until somebody says that it is right",
};
