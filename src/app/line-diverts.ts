import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant } from "../kernel/units.ts";
import { keepDiverted, leaveDiverted } from "../reception/divert.ts";
import { type DivertsParts, keepDiverts, leaveDiverts } from "../reception/diverts.ts";
import {
  awayKey,
  divertedKey,
  keptAway,
  keptDiverted,
  keptSafe,
  noSafeNumber,
  type SafeNumber,
  safeKey,
} from "../store/safe-number.ts";
import { trialOn } from "../store/sim-trial.ts";
import type { Store } from "../store/store.ts";
import type { LineConfig } from "./config.ts";
import type { CaredLine } from "./line-care.ts";
import { safeNumberOf } from "./safe-number-of.ts";

export interface LineDivertsParts {
  readonly cared: CaredLine;
  readonly config: LineConfig;
  readonly settings: Store["settings"];
  readonly office: () => Promise<Office>;
  readonly clock: Clock;
  readonly log: Log;
  readonly hourFor: (at: Instant) => Instant | null;
  readonly tell: (fault: Fault | null) => void;
}

/** What the network does with a line's calls: kept while the box is up, and left as was chosen when it is not. */
export interface LineDiverts {
  run(signal: AbortSignal): Promise<void>;
  /** Never throws. */
  leave(): Promise<void>;
}

/** What was chosen in the page; until then, what the configuration says. */
export const safeOf = async (settings: Pick<Store["settings"], "get">, config: LineConfig): Promise<SafeNumber> => {
  const chosen = keptSafe.safeParse(await settings.get(safeKey(config.name)));
  const number = safeNumberOf(config);
  return chosen.success ? chosen.data : { ...noSafeNumber, number, whenOff: number !== null };
};

export function lineDiverts(parts: LineDivertsParts): LineDiverts {
  const { config, settings, clock, log, office, hourFor, tell } = parts;
  const { line, diverted } = parts.cared;
  const { name } = config;
  if (!line.diverts)
    return {
      run: (signal) => keepDiverted(line, office, clock, log, signal, diverted, hourFor, tell),
      leave: () => leaveDiverted(line, diverted, safeNumberOf(config), clock, log),
    };
  const of: DivertsParts = {
    line,
    byNetwork: config.forwarding === "network",
    office,
    async choices() {
      const away = keptAway.safeParse(await settings.get(awayKey(name)));
      return {
        safe: await safeOf(settings, config),
        away: away.success ? ((away.data?.to ?? null) as PhoneNumber | null) : null,
      };
    },
    async before() {
      const kept = keptDiverted.safeParse(await settings.get(divertedKey(name)));
      return kept.success ? kept.data : {};
    },
    async tried() {
      const trial = await trialOn(settings, name, clock.now());
      return trial?.round === "network" ? (trial.to as PhoneNumber) : null;
    },
    keep: (set) => settings.set(divertedKey(name), set, "appliance", { journalled: false }),
    clock,
    log,
    hourFor,
    tell,
  };
  return { run: (signal) => keepDiverts(of, diverted, signal), leave: () => leaveDiverts(of, diverted) };
}
