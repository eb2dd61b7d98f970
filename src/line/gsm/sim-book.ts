import type { Clock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { SimAbility } from "../../kernel/forward-ways.ts";
import type { Log } from "../../kernel/log.ts";
import { type Instant, type Millis, millis, minutes, plus } from "../../kernel/units.ts";

/** Which SIM is in the module, and on whose network: what is known holds for both together. */
export interface SimIdentity {
  /** Its own number (ICCID), or that of its subscription (IMSI) where it tells no other. */
  readonly sim: string;
  readonly operator: string;
}

/** What was seen of an ability. `trial`: by a person who tried it out; else in a real call. */
export interface Seen {
  readonly ability: SimAbility;
  readonly works: boolean;
  readonly at: Instant;
  readonly in: "trial" | "call";
}

/** Where it is kept, over restarts. None of it throws where it matters, and nothing waits for it. */
export interface SimBook {
  /** The SIM that the line has now: what was seen of it before. */
  met(line: string, identity: SimIdentity): Promise<readonly Seen[]>;
  saw(identity: SimIdentity, seen: Seen): void;
}

export const noSimBook: SimBook = { met: async () => [], saw: () => undefined };

const DAYS = 24 * 60;
/**
 * How long a refusal is believed. What an operator does not offer is seldom offered soon, and each try costs a caller a
 * second or two, or a person who pressed 1 for nothing: two weeks. A hold may be refused by accident, for it depends on
 * the state of the call, and without it nobody is put through at all: an hour.
 */
const BELIEVED: Readonly<Partial<Record<SimAbility, Millis>>> = { hold: minutes(60), "second-call": minutes(60) };
const USUALLY = minutes(14 * DAYS);
/** What a person tried out holds until they try again, or the SIM is another; but operators change. */
const TRIED_OUT = minutes(90 * DAYS);

/** As long as a person takes for one try. */
const TRIAL_LASTS = minutes(5);

/** What is known of the SIM of one line. */
export interface KnownSim {
  /** Is known from now on, or is another. Never throws. */
  meet(identity: SimIdentity): Promise<void>;
  /** What was seen by whoever tried it out, in another process. Never throws. */
  refresh(): Promise<void>;
  /** A person tries it out: for some minutes what was refused is asked for anew, and what is seen counts as tried. */
  tryAnew(): void;
  works(ability: SimAbility): boolean;
  /** Not to be asked for in a caller's time. */
  isRefused(ability: SimAbility): boolean;
  learn(ability: SimAbility, works: boolean): void;
}

export function knownSim(line: string, book: SimBook, clock: Clock, log: Log): KnownSim {
  let met: SimIdentity | null = null;
  let known = new Map<SimAbility, Seen>();
  let triedUntil: Millis | null = null;
  const isTried = (): boolean => triedUntil !== null && clock.elapsed() < triedUntil;

  async function read(identity: SimIdentity): Promise<void> {
    const here = known;
    try {
      for (const seen of await book.met(line, identity)) {
        const mine = here.get(seen.ability);
        if (!mine || mine.at < seen.at) here.set(seen.ability, seen);
      }
    } catch (thrown) {
      log.warn("line.sim-unknown", { line, why: explain(thrown) });
    }
  }

  return {
    async meet(identity) {
      if (met?.sim === identity.sim && met.operator === identity.operator) return;
      met = identity;
      // What was seen of the one before is nothing about this one.
      known = new Map();
      await read(identity);
    },
    async refresh() {
      if (met) await read(met);
    },
    tryAnew() {
      triedUntil = millis(clock.elapsed() + TRIAL_LASTS);
    },
    works: (ability) => known.get(ability)?.works === true,
    isRefused(ability) {
      const seen = known.get(ability);
      if (!seen || seen.works || isTried()) return false;
      const lasts = seen.in === "trial" ? TRIED_OUT : (BELIEVED[ability] ?? USUALLY);
      return clock.now() < plus(seen.at, lasts);
    },
    learn(ability, works) {
      const before = known.get(ability);
      const how = isTried() ? "trial" : "call";
      // A trial of a person says more than one more call of the same kind.
      if (how === "call" && before?.works === works && (works || before.in === "trial")) return;
      const seen: Seen = { ability, works, at: clock.now(), in: how };
      known.set(ability, seen);
      log.info("line.sim-ability", { line, ability, works });
      if (met) book.saw(met, seen);
    },
  };
}
