import type { Clock } from "../kernel/clock.ts";
import type { Reading } from "../kernel/clock-trust.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { millis, minutes, seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import type { KeptClock } from "./kept-clock.ts";
import type { MachineTime } from "./machine-time.ts";

interface Parts {
  readonly lines: readonly Pick<Line, "name" | "networkTime">[];
  readonly clock: Clock;
  readonly log: Log;
  readonly machine: MachineTime;
  readonly kept: KeptClock;
}

const LOOK = seconds(5);
/** Two networks that differ by more do not speak of the same hour: neither is believed. */
const AGREE = minutes(2);
/** What is kept is written anew only where it says something else: a small file on a card that wears. */
const SAME = minutes(1);

/** Offers what the mobile lines hear of the hour to whoever judges the clock, in each process. */
export async function offerNetworkTime(parts: Parts, signal: AbortSignal): Promise<void> {
  const { clock, log, machine, kept } = parts;
  const boot = await machine.boot();
  let offered = await kept.network();
  let disagree = false;
  while (!signal.aborted) {
    const heard = readings(parts, boot);
    const differ = heard.length > 1 && spread(heard) > AGREE;
    if (differ && !disagree) log.warn("app.network-times-differ", { lines: heard.length });
    disagree = differ;
    // What one of them said alone, before the other contradicted it, is taken back.
    const now = differ ? null : (heard[0] ?? offered);
    if (now === null ? offered !== null : !(offered && isSame(offered, now)))
      try {
        await kept.keepNetwork(now);
        offered = now;
        log.info("app.network-time", { says: now && new Date(now.wall).toISOString() });
      } catch (thrown) {
        log.warn("app.clock-unkept", { why: explain(thrown) });
      }
    await clock.sleep(LOOK, signal).catch(() => undefined);
  }
}

function readings({ lines, clock, machine }: Parts, boot: string | null): readonly Reading[] {
  return lines.flatMap(({ networkTime }) => {
    const told = networkTime?.() ?? null;
    return told === null ? [] : [{ wall: told.at, up: millis(machine.up() - (clock.elapsed() - told.heard)), boot }];
  });
}

/** When the machine was started, by each. */
const began = ({ wall, up }: Reading): number => wall - up;
const spread = (all: readonly Reading[]): number => Math.max(...all.map(began)) - Math.min(...all.map(began));
const isSame = (one: Reading, other: Reading): boolean =>
  one.boot === other.boot && Math.abs(began(one) - began(other)) <= SAME;
