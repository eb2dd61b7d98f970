import { sayWay } from "../../attendant/say-way.ts";
import { readPhoneNumber } from "../../duty/phone-number.ts";
import {
  awayKey,
  divertedKey,
  keptAway,
  keptDiverted,
  keptSafe,
  noSafeNumber,
  type SafeNumber,
  safeKey,
} from "../../store/safe-number.ts";
import { beginTrial, sayHeard, shownBy, trialOn, trialProgress, trialRounds } from "../../store/sim-trial.ts";
import type { AdminParts } from "../parts.ts";
import type { SimDetail } from "../schemas/sim.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Board } from "../server/board.ts";
import type { Answers } from "../server/routes.ts";
import { keptIn } from "./kept-trials.ts";

type Which = "sim" | "tryForwarding" | "sayHeard" | "saveSafe" | "saveAway";

/** What a SIM does, and where its callers go when the box can't answer. The telephone process reads what is kept here. */
export function simAnswers({ store, clock, care }: AdminParts, board: Board): Answers<Which> {
  const simOf = (name: string) => {
    const sim = board.line(name, "fr") ? care?.sim?.(name) : null;
    if (!sim) throw new Refused("no-such", name);
    return sim;
  };
  const safeOf = async (name: string): Promise<SafeNumber> => {
    const { safe = null } = simOf(name);
    return (
      keptIn(keptSafe, await store.settings.get(safeKey(name))) ?? {
        ...noSafeNumber,
        number: safe,
        whenOff: safe !== null,
      }
    );
  };
  /** Never any number that somebody types: only those of the office's people are rung. */
  const known = async (number: string) => {
    const { people } = await store.office.read();
    const found = people.flatMap(({ numbers }) => numbers).find((each) => each === number);
    if (found === undefined) throw new Refused("no-such", number);
    return found;
  };

  return {
    async sim({ params: { name }, language }) {
      const safe = await safeOf(name);
      const sim = await store.sims.of(name);
      const { country } = await store.office.read();
      const away = keptIn(keptAway, await store.settings.get(awayKey(name)));
      const set = keptIn(keptDiverted, await store.settings.get(divertedKey(name)))?.always;
      const begun = await trialOn(store.settings, name, clock.now());
      const progress = begun && (await trialProgress(store, name, country));
      const trial = progress && {
        round: progress.trial.round,
        state: progress.isOver ? ("over" as const) : progress.call ? ("goes-on" as const) : ("waiting" as const),
        told: progress.steps.flatMap((step) =>
          step.what === "way" ? [sayWay(step.detail.way, step.detail.outcome, language)] : [],
        ),
        verdict: verdictOf(progress.seen, progress.trial.round),
        asksHeard: progress.asksHeard,
      };
      return {
        card: sim?.sim.slice(-4) ?? null,
        operator: sim?.operator || null,
        abilities: trialRounds.flatMap((round) =>
          shownBy[round].map((ability) => {
            const seen = sim?.abilities.find((each) => each.ability === ability);
            const verdict = !seen ? "untried" : seen.works ? "works" : "refused";
            return { ability, verdict, at: seen?.at ?? null, tried: seen?.in === "trial" } as const;
          }),
        ),
        safe,
        away: away ? { to: away.to, done: set?.done === true && set.to === away.to } : null,
        trial,
      };
    },
    async tryForwarding({ params: { name }, body: { round, from, to }, by }) {
      simOf(name);
      const [first, second] = [await known(from), await known(to)];
      if (first === second)
        throw new Refused("bad-request", { fr: "deux téléphones différents", en: "two different telephones" });
      await beginTrial(store, name, { round, from: first, to: second, at: clock.now(), by: by.name });
      return { done: true };
    },
    async sayHeard({ params: { name }, body: { heard } }) {
      simOf(name);
      await sayHeard(store, name, heard, clock.now());
      await store.calls.flushed();
      return { done: true };
    },
    async saveSafe({ params: { name }, body, by }) {
      simOf(name);
      const { country } = await store.office.read();
      const given = body.number?.trim() ?? "";
      const number = given === "" ? null : readPhoneNumber(given, country);
      if (given !== "" && number === null)
        throw new Refused("bad-request", {
          fr: "ce n’est pas un numéro de téléphone",
          en: "that is no telephone number",
        });
      const uses = body.busy || body.noReply !== null || body.unreachable || body.whenOff;
      if (number === null && uses)
        throw new Refused("bad-request", { fr: "il manque un numéro", en: "a number is missing" });
      await store.settings.set(safeKey(name), { ...body, number }, by.name);
      return { done: true };
    },
    async saveAway({ params: { name }, body: { away }, by }) {
      const { number } = await safeOf(name);
      if (away && number === null)
        throw new Refused("bad-request", { fr: "il manque un numéro", en: "a number is missing" });
      await store.settings.set(awayKey(name), away ? { to: number } : null, by.name);
      return { done: true };
    },
  };
}

type Trial = NonNullable<SimDetail["trial"]>;

/** Of the network's own forwardings: whether any was taken. */
function verdictOf(
  seen: readonly { readonly ability: string; readonly works: boolean }[],
  round: Trial["round"],
): Trial["verdict"] {
  const about = round === "network" ? seen : seen.filter(({ ability }) => ability === round);
  if (about.length === 0) return seen.some(({ works }) => !works) ? "refused" : "untried";
  return about.some(({ works }) => works) ? "works" : "refused";
}
