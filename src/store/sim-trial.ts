import { z } from "zod";
import { readPhoneNumber } from "../duty/phone-number.ts";
import type { SimAbility } from "../kernel/forward-ways.ts";
import { type Instant, instant, minutes, plus, seconds } from "../kernel/units.ts";
import type { CallRecord, CallStep } from "./call-record.ts";
import type { KeptAbility, SimStore } from "./sims.ts";
import type { Store } from "./store.ts";

/** What a SIM and its operator do, tried out by a person with two telephones: one round for each way. */
export const trialRounds = ["network", "deflection", "transfer", "conference"] as const;
export type TrialRound = (typeof trialRounds)[number];

/** The round that is being tried on a line, if any. */
export const trialKey = (line: string): string => `trial.${line}`;

const number = z.string().regex(/^\+\d{4,15}$/);
export const keptTrial = z.object({
  round: z.enum(trialRounds),
  /** The first telephone calls the line; the second is rung. */
  from: number,
  to: number,
  at: z.int().transform(instant),
  by: z.string(),
  /** The call before: of rounds that follow each other, none takes the one before for its own. */
  after: z.string().nullable(),
  /** Whether both heard each other, as a person says. */
  heard: z.boolean().nullable(),
});
export type SimTrial = z.infer<typeof keptTrial>;

/** A person has the telephones at hand. Whoever calls from the first one later is a caller as any other. */
const LASTS = minutes(5);
/** Clocks of two processes are one, but what is told takes its time. */
const TOLERANCE = seconds(2);

/** What each round shows. */
export const shownBy: Readonly<Record<TrialRound, readonly SimAbility[]>> = {
  network: ["divert-busy", "divert-no-reply", "divert-unreachable", "divert-always"],
  deflection: ["deflection"],
  transfer: ["hold", "second-call", "transfer"],
  conference: ["conference"],
};
/** The one that the round is about: of it a person says whether both heard each other. */
const heardOf: Readonly<Record<TrialRound, SimAbility | null>> = {
  network: null,
  deflection: "deflection",
  transfer: "transfer",
  conference: "conference",
};

/** The trial that goes on on a line; null where there is none, or it was not begun just now. */
export async function trialOn(settings: Pick<Store["settings"], "get">, line: string, now: Instant) {
  const kept = keptTrial.safeParse(await settings.get(trialKey(line)));
  if (!kept.success) return null;
  const { at } = kept.data;
  return at <= plus(now, TOLERANCE) && now < plus(at, LASTS) ? kept.data : null;
}

/** Not in the journal: what comes of it stands with the SIM. */
export async function beginTrial(
  { settings, calls }: Pick<Store, "settings" | "calls">,
  line: string,
  trial: Omit<SimTrial, "heard" | "after">,
): Promise<void> {
  const [last] = await calls.list({ limit: 1 });
  await settings.set(trialKey(line), { ...trial, after: last?.id ?? null, heard: null }, trial.by, {
    journalled: false,
  });
}

export interface TrialProgress {
  readonly trial: SimTrial;
  /** The call of the first telephone; null until it rang. */
  readonly call: CallRecord | null;
  readonly steps: readonly CallStep[];
  readonly isOver: boolean;
  /** What was seen in it up to now. */
  readonly seen: readonly KeptAbility[];
  /** Both are connected, or were: whether they heard each other is to be asked. */
  readonly asksHeard: boolean;
}

type Reading = Pick<Store, "calls" | "settings"> & { readonly sims: Pick<SimStore, "of"> };

/** How far the trial of a line has come; null where none was begun. */
export async function trialProgress(store: Reading, line: string, country: string): Promise<TrialProgress | null> {
  const kept = keptTrial.safeParse(await store.settings.get(trialKey(line)));
  if (!kept.success) return null;
  const trial = kept.data;
  const since = plus(trial.at, -TOLERANCE as typeof TOLERANCE);
  const recent = await store.calls.list({ limit: 20 });
  const before = recent.findIndex(({ id }) => id === trial.after);
  const mine = recent
    .slice(0, before < 0 ? recent.length : before)
    .find(
      ({ line: on, at, caller }) =>
        on === line && at >= since && readPhoneNumber(caller.number, country) === trial.from,
    );
  const call = (mine && (await store.calls.get(mine.id))) ?? null;
  const abilities = (await store.sims.of(line))?.abilities ?? [];
  const seen = abilities.filter(({ ability, at }) => at >= trial.at && shownBy[trial.round].includes(ability));
  const about = seen.find(({ ability }) => ability === heardOf[trial.round]);
  const isOver =
    trial.round === "network" ? seen.length === shownBy.network.length : call !== null && call.endedAt !== null;
  return {
    trial,
    call,
    steps: call?.steps ?? [],
    isOver,
    seen,
    asksHeard: trial.heard === null && about?.works === true,
  };
}

/** A person says whether both heard each other: what the network took, and nobody heard, does not work. */
export async function sayHeard(
  store: Pick<Store, "settings" | "sims">,
  line: string,
  heard: boolean,
  now: Instant,
): Promise<void> {
  const kept = keptTrial.safeParse(await store.settings.get(trialKey(line)));
  const sim = await store.sims.of(line);
  const ability = kept.success ? heardOf[kept.data.round] : null;
  if (!kept.success || !sim || ability === null) return;
  await store.settings.set(trialKey(line), { ...kept.data, heard }, kept.data.by, { journalled: false });
  store.sims.saw(sim, { ability, works: heard, at: now, in: "trial" });
}
