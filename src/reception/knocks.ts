import { type CallerId, unknownCaller } from "../kernel/caller-id.ts";
import { type Instant, type Millis, seconds } from "../kernel/units.ts";
import type { Line } from "../line/line.ts";
import type { Reception } from "./reception.ts";

/** Who it is comes a moment after the knock, or never. */
const IDENTIFIED_WITHIN = seconds(2);
/** A call that waits knocks again and again. */
const KNOCKS_ON = seconds(60);
/** Whoever still waits when the line is free rings there by then. */
const RINGS_BY = seconds(15);
const LOOK_EVERY = seconds(1);

interface Knock {
  readonly at: Instant;
  readonly since: Millis;
  caller: CallerId;
  /** They waited until the line was free, and rang in: a call like any other. */
  rangIn: boolean;
}

const isNobody = ({ number, presentation }: CallerId): boolean => number === null && presentation === "unavailable";

/**
 * Whoever calls while another call is up is never let in, and was not served: it is written down as a call of its own, so
 * that somebody owes them one back. Of one whose number was not told nothing is owed if the next call comes at once: it is
 * theirs. `isBusy`: a call is up.
 */
export function openKnocks(line: Line, reception: Reception, isBusy: () => boolean) {
  const { clock } = reception;
  const heard: Knock[] = [];
  const writing = new Set<Promise<void>>();
  const closing = new AbortController();

  const isOf = (knock: Knock, caller: CallerId): boolean =>
    clock.elapsed() - knock.since < KNOCKS_ON &&
    (isNobody(caller) || isNobody(knock.caller) || caller.number === knock.caller.number);

  async function write(knock: Knock): Promise<void> {
    const pause = (d: Millis) => clock.sleep(d, closing.signal).catch(() => undefined);
    await pause(IDENTIFIED_WITHIN);
    if (isNobody(knock.caller)) {
      while (isBusy() && !closing.signal.aborted) await pause(LOOK_EVERY);
      await pause(RINGS_BY);
      if (knock.rangIn) return;
    }
    const { at, caller } = knock;
    const call = { id: reception.newCallId(), line: line.name, at, caller, plan: null };
    const entry = reception.begin(call);
    entry.note(at, { what: "caller", caller });
    entry.note(at, { what: "knocked" });
    entry.end(clock.now(), "abandoned");
  }

  return {
    knock(caller: CallerId = unknownCaller): void {
      const known = heard.find((knock) => isOf(knock, caller));
      if (known) {
        if (isNobody(known.caller)) known.caller = caller;
        return;
      }
      const knock: Knock = { at: clock.now(), since: clock.elapsed(), caller, rangIn: false };
      heard.push(knock);
      if (heard.length > 8) heard.shift();
      const written: Promise<void> = write(knock).finally(() => writing.delete(written));
      writing.add(written);
    },
    /** The line rings anew. */
    rings(): void {
      for (const knock of heard) knock.rangIn = true;
    },
    /** When all are written down; none is waited for any longer. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(writing);
    },
  };
}
