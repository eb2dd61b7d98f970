import { Channel } from "../../kernel/channel.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { Line, LineEvent, Place, Transfer, TrialEnd, Trials } from "../../line/line.ts";
import { type Bridge, openBridge } from "./bridge.ts";
import type { Lending, Standing } from "./lending.ts";

export interface SwitchParts {
  readonly lending: Lending;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose tones are heard. ISO 3166. */
  readonly country: string;
  /** Callers of this line may be put through over others. */
  readonly bridges: boolean;
}

/**
 * A line as one of several: it is lent by its borrower's weight, and whoever calls it may be put through over another.
 * Its own second leg comes first, for the network needs neither line then; over another line where it has none, or where
 * that fails. Nothing above it learns which.
 */
export function switched(line: Line, parts: SwitchParts): Line {
  const { lending } = parts;
  const standing = lending.add(line);
  const events = new Channel<LineEvent>();
  let answered = false;
  let lost = false;
  const bridge =
    parts.bridges && line.duplex
      ? openBridge({
          ...parts,
          line,
          speak: line.duplex,
          hear(event) {
            events.put(event.kind === "digit" ? event : { ...event, who: "leg" });
          },
        })
      : null;

  const take = (event: LineEvent): void => {
    heed(standing, event, answered);
    if (event.kind === "trouble") lost = true;
    // What the caller presses while somebody is rung for them is not that person's word.
    if (event.kind === "digit" && bridge?.active) return;
    events.put(event);
  };
  const reading = (async () => {
    for await (const event of line.events) take(event);
    events.close();
  })();

  return {
    name: line.name,
    events,
    async answer(within) {
      answered = true;
      lost = false;
      await line.answer(within);
    },
    async hangUp() {
      bridge?.drop(lost);
      answered = false;
      // Before it is: whoever waited may ring while it hangs up.
      standing.inCall = false;
      await line.hangUp();
    },
    play: (sound, signal) => (bridge?.active ? bridge.play(sound, signal) : line.play(sound, signal)),
    listen: (options, signal) => line.listen(options, signal),
    get transfer() {
      const own = line.transfer;
      return bridge && lending.hasOther(line.name) ? either(own, bridge) : own;
    },
    ...(line.duplex && { duplex: line.duplex }),
    ...(line.ringOut && { ringOut: line.ringOut }),
    ...(line.divert && { divert: line.divert }),
    ...(line.diverts && { diverts: line.diverts }),
    ...(line.deflection && { deflection: line.deflection }),
    ...(line.tryAnew && { tryAnew: line.tryAnew }),
    ...(line.place && { place: lentPlace(line.name, line.place, lending) }),
    ...(line.trials && { trials: lentTrials(line.name, line.trials, lending) }),
    ...(line.text && { text: line.text }),
    ...(line.networkTime && { networkTime: line.networkTime }),
    async close() {
      bridge?.drop(false);
      await bridge?.settled();
      await line.close();
      await reading;
    },
  };
}

function heed(standing: Standing, event: LineEvent, answered: boolean): void {
  if (event.kind === "ready") standing.up = true;
  else if (event.kind === "trouble") standing.up = false;
  else if (event.kind === "ring" || event.kind === "caller") standing.inCall = true;
  else if (event.kind === "gone" && event.who === "caller" && !answered) standing.inCall = false;
}

/**
 * The line's own second leg, and the one over another where that failed. What is known to be refused of its own is absent,
 * and costs no caller anything.
 */
function either(own: Transfer | undefined, bridge: Bridge): Transfer {
  if (!own) return bridge;
  let used: Transfer = own;
  return {
    async dial(to, ringFor, signal, ...more) {
      used = own;
      const outcome = await own.dial(to, ringFor, signal, ...more);
      if (outcome !== "failed" || signal.aborted) return outcome;
      used = bridge;
      return bridge.dial(to, ringFor, signal, ...more);
    },
    complete: (joined, ...more) => used.complete(joined, ...more),
    release: () => used.release(),
  };
}

const lentPlace =
  (name: string, place: Place, lending: Lending): Place =>
  (to, call, signal) =>
    lent(name, "need", lending, signal, (stop) => place(to, call, stop));

function lentTrials(name: string, trials: Trials, lending: Lending): Trials {
  return {
    check: (options, tell, signal) =>
      lent(name, "trial", lending, signal, async (stop) => ({ end: await trials.check(options, tell, stop) })).then(
        ({ end }) => end,
      ),
    call: (to, call, tell, signal) => lent(name, "trial", lending, signal, (stop) => trials.call(to, call, tell, stop)),
  };
}

/** With the line, until it is done or somebody comes first: to whoever had borrowed it, that is as if they had called. */
async function lent<T extends { readonly end: TrialEnd }>(
  name: string,
  by: "need" | "trial",
  lending: Lending,
  signal: AbortSignal,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const free = await lending.borrow(name, by, stop);
  try {
    const result = await work(AbortSignal.any([signal, stop.signal]));
    return stop.signal.aborted && result.end === "stopped" ? { ...result, end: "called" } : result;
  } finally {
    free();
  }
}
