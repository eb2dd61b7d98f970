import { createInterface } from "node:readline/promises";
import { sayWay } from "../../attendant/say-way.ts";
import { readPhoneNumber } from "../../duty/phone-number.ts";
import { systemClock } from "../../kernel/clock.ts";
import { Fault } from "../../kernel/fault.ts";
import type { PhoneNumber } from "../../kernel/phone-number.ts";
import { minutes, seconds } from "../../kernel/units.ts";
import {
  beginTrial,
  sayHeard,
  shownBy,
  type TrialProgress,
  type TrialRound,
  trialProgress,
  trialRounds,
} from "../../store/sim-trial.ts";
import type { Store } from "../../store/store.ts";
import type { LineConfig } from "../config.ts";
import { type CommonOptions, operator, print, table, wallClock, withStore } from "../terminal.ts";
import { mobileLineNamed } from "./line-network.ts";

interface ProbeOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
}

const LOOK_EACH = seconds(0.5);
const ROUND_LASTS = minutes(5);

/**
 * What a SIM and its operator do, as it was seen; with two telephones, tried out round by round. The appliance answers the
 * line meanwhile as ever: only calls from the first telephone are the trial's.
 */
export const probeLine = (name: string, options: ProbeOptions): Promise<void> =>
  withStore(options, async (store) => {
    const config = await mobileLineNamed(name, options);
    if (options.from !== undefined && options.to !== undefined) {
      const [from, to] = [options.from, options.to].map((each) => numberIn(each, config)) as [PhoneNumber, PhoneNumber];
      for (const round of trialRounds) await tryOut(store, config, round, from, to);
      await store.calls.flushed();
    }
    const { zone } = await store.office.read();
    const sim = await store.sims.of(name);
    print(options, sim, () => [
      sim ? `SIM …${sim.sim.slice(-4)}, ${sim.operator || "operator unknown"}` : `${name}: its SIM was never seen yet.`,
      ...table(
        trialRounds.flatMap((round) =>
          shownBy[round].map((ability) => {
            const seen = sim?.abilities.find((each) => each.ability === ability);
            return seen
              ? [`  ${ability}`, seen.works ? "works" : "refused", `${wallClock(seen.at, zone)}, in a ${seen.in}`]
              : [`  ${ability}`, "not tried", ""];
          }),
        ),
      ),
      ...(options.from === undefined || options.to === undefined
        ? ["", "To try it out: --from the telephone that calls the line, --to the one that is rung for it."]
        : []),
    ]);
  });

function numberIn(given: string, { country }: LineConfig): PhoneNumber {
  const number = readPhoneNumber(given, country);
  if (number === null) throw new Fault("app.no-number", `"${given}" is no telephone number.`);
  return number;
}

const guides: Readonly<Record<TrialRound, (line: LineConfig, from: string, to: string) => readonly string[]>> = {
  network: (_, __, to) => [`Network forwarding: each kind is set to ${to} for a moment, and put back. Nothing to do.`],
  deflection: ({ number }, from, to) => [
    `While it rings: call ${number} from ${from}.`,
    `${to} should ring within a few seconds, without an announcement. Pick up, speak, hang up.`,
  ],
  transfer: ({ number }, from, to) => [
    `Transfer: call ${number} from ${from}. The box answers, and rings ${to}.`,
    "Pick up, listen, press 1; then speak with each other, and hang up.",
  ],
  conference: ({ number }, from, to) => [
    `Conference: once more, call ${number} from ${from}; on ${to} pick up, press 1, speak, and hang up.`,
  ],
};

async function tryOut(store: Store, config: LineConfig, round: TrialRound, from: PhoneNumber, to: PhoneNumber) {
  const { name, country } = config;
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  for (const text of guides[round](config, from, to)) say(text);
  await beginTrial(store, name, { round, from, to, at: systemClock.now(), by: operator() });
  const until = systemClock.elapsed() + ROUND_LASTS;
  let told = 0;
  for (;;) {
    const progress = await trialProgress(store, name, country);
    for (const step of progress?.steps.slice(told) ?? [])
      if (step.what === "way") say(`  ${sayWay(step.detail.way, step.detail.outcome, "en")}`);
    told = progress?.steps.length ?? told;
    if (progress?.isOver) return heard(store, name, progress, say);
    if (systemClock.elapsed() >= until) return say("  Nothing came: this round is left out.");
    await systemClock.sleep(LOOK_EACH);
  }
}

/** Only a person knows. Without one at the keyboard the network's word stands. */
async function heard(store: Store, name: string, progress: TrialProgress, say: (text: string) => void): Promise<void> {
  if (!progress.asksHeard || !process.stdin.isTTY) return;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question("  Did both hear each other well? [y/n] ");
  asking.close();
  await sayHeard(store, name, /^\s*[yo]/i.test(answer), systemClock.now());
  say("  Noted.");
}
