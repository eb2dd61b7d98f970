import { z } from "zod";
import type { Language, Office } from "../../duty/office.ts";
import { zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant, millis, minutes, plus } from "../../kernel/units.ts";
import type { Between, SoughtRow } from "../../store/tallies.ts";
import type { AdminParts } from "../parts.ts";
import { type Statistics, type Targets, targets } from "../schemas/calls.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Answers } from "../server/routes.ts";
import { countCalls, timesOf } from "../views/count-calls.ts";
import { fragileNumbers } from "../views/fragile-numbers.ts";
import { livedDays } from "../views/lived-days.ts";
import { openSpans } from "../views/open-spans.ts";
import { queuedOf } from "../views/queued.ts";
import { callBackOf, timeToPerson } from "../views/time-to-person.ts";
import { callerView } from "../views/views.ts";

const DAY = minutes(24 * 60);
const USUAL_DAYS = 30;
const MOST_DAYS = 400;
const MOST_CALLERS = 10;
/** As often as nobody changes what they aim at. */
const MOST_AIMS = 1000;
/** Within three rings and a minute, until the office says otherwise. Seconds. */
const usual: Targets = { answer: 15, hold: 60 };

export function statisticsAnswers({ store, clock }: AdminParts): Answers<"statistics" | "targets" | "saveTargets"> {
  const read = async (): Promise<Targets> => z.safeParse(targets, await store.settings.get("targets")).data ?? usual;
  /** What was aimed at as a period ended: an aim of today is none of last month's (P21). */
  const aimsAt = async (until: Instant): Promise<Targets> => {
    const what = "setting.targets";
    const [last] = await store.journal.list({ what, until, limit: 1 });
    if (last) return z.safeParse(targets, last.after).data ?? usual;
    const all = await store.journal.list({ what, limit: 1000 });
    return z.safeParse(targets, all.at(-1)?.before).data ?? usual;
  };
  /** What was aimed at in a period: what held as it began, and each change within it. */
  const aimsIn = async ({ since, until }: Between): Promise<Statistics["aims"]> => {
    const entries = await store.journal.list({ what: "setting.targets", until, limit: MOST_AIMS });
    const within = entries.filter(({ at }) => at >= since).toReversed();
    const before = entries.find(({ at }) => at < since);
    const changes = [...(before ? [before] : []), ...within].map(({ at, by, after }) => ({
      from: at,
      by,
      ...(z.safeParse(targets, after).data ?? usual),
    }));
    return before ? changes : [{ from: null, by: null, ...(await aimsAt(since)) }, ...changes];
  };
  /** What a period and the one before it are both measured by. */
  async function measured(period: Between, office: Office, language: Language) {
    const aims = await aimsAt(period.until);
    const open = await openSpans(store.seals, office, period, clock.now());
    const of = (rows: readonly SoughtRow[]) => timeToPerson(rows, aims.hold);
    return {
      aims,
      answer: timesOf(await store.tallies.answerDelays(period), aims.answer),
      person: of(await store.tallies.sought([period])),
      inHours: of(await store.tallies.sought(open)),
      outOfHours: of(await store.tallies.sought(without(period, open))),
      fragile: of(await store.tallies.soughtBy(fragileNumbers(office), period)),
      callBack: callBackOf(await store.tallies.calledBack(period)),
      queued: queuedOf(await store.tallies.waited(period)),
      lived: await livedDays(store.seals, period, language),
    };
  }

  return {
    async statistics({ query, language }) {
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
      const earlier = { since: instant(Math.max(0, since - (until - since))), until: since };
      const { aims, ...now } = await measured(period, office, language);
      const { aims: _, ...then } = await measured(earlier, office, language);
      const [stretches, before] = [zone.stretches(since, until), zone.stretches(earlier.since, earlier.until)];
      const callers = await store.tallies.busiestCallers(period, MOST_CALLERS);
      return {
        ...period,
        zone: office.zone,
        ...countCalls(await store.tallies.counts(stretches), stretches),
        ...now,
        hold: { ...timesOf(await store.tallies.holdDelays(period), aims.hold), met: now.person.met },
        aims: await aimsIn(period),
        before: { ...earlier, total: countCalls(await store.tallies.counts(before), before).total, ...then },
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

/** A period without some stretches of it, which are in order. */
function without({ since, until }: Between, open: readonly Between[]): readonly Between[] {
  const edges = [since, ...open.flatMap((span) => [span.since, span.until]), until];
  return edges.flatMap((from, n) => {
    const to = edges[n + 1];
    return n % 2 === 0 && to !== undefined && from < to ? [{ since: from, until: to }] : [];
  });
}
