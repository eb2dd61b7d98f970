import { z } from "zod";
import { zoneNamed } from "../../duty/wall-clock.ts";
import { instant, millis, minutes, plus } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import { type Targets, targets } from "../schemas/calls.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Answers } from "../server/routes.ts";
import { countCalls, timesOf } from "../views/count-calls.ts";
import { callerView } from "../views/views.ts";

const DAY = minutes(24 * 60);
const USUAL_DAYS = 30;
const MOST_DAYS = 400;
const MOST_CALLERS = 10;
/** Within three rings and a minute, until the office says otherwise. Seconds. */
const usual: Targets = { answer: 15, hold: 60 };

export function statisticsAnswers({ store, clock }: AdminParts): Answers<"statistics" | "targets" | "saveTargets"> {
  const read = async (): Promise<Targets> => z.safeParse(targets, await store.settings.get("targets")).data ?? usual;
  return {
    async statistics({ query }) {
      const office = await store.office.read();
      const zone = zoneNamed(office.zone);
      const until = query.until === undefined ? plus(clock.now(), minutes(1)) : instant(query.until);
      const since =
        query.since === undefined
          ? zone.instantOf(zone.dayAt(plus(until, millis(-USUAL_DAYS * DAY))), 0)
          : instant(query.since);
      if (since >= until) throw new Refused("past");
      if (until - since > MOST_DAYS * DAY)
        throw new Refused("bad-request", { fr: `${MOST_DAYS} jours au plus`, en: `${MOST_DAYS} days at most` });
      const period = { since, until };
      const aims = await read();
      const stretches = zone.stretches(since, until);
      const callers = await store.tallies.busiestCallers(period, MOST_CALLERS);
      return {
        since,
        until,
        zone: office.zone,
        ...countCalls(await store.tallies.counts(stretches), stretches),
        answer: timesOf(await store.tallies.answerDelays(period), aims.answer),
        hold: timesOf(await store.tallies.holdDelays(period), aims.hold),
        callers: callers.map(({ number, name, calls, lost }) => ({
          caller: callerView({ presentation: "given", number, name }, office),
          calls,
          lost,
        })),
      };
    },
    targets: read,
    async saveTargets({ body, by }) {
      await store.settings.set("targets", body, by.name);
      return body;
    },
  };
}
