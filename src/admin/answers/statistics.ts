import { z } from "zod";
import { numbersOf } from "../../attendant/address-book.ts";
import { formsOf } from "../../duty/phone-number.ts";
import { zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant, millis, minutes, plus } from "../../kernel/units.ts";
import type { Between } from "../../store/tallies.ts";
import type { AdminParts } from "../parts.ts";
import { type Targets, targets } from "../schemas/calls.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Answers } from "../server/routes.ts";
import { countCalls, timesOf } from "../views/count-calls.ts";
import { openSpans } from "../views/open-spans.ts";
import { callBackOf, timeToPerson } from "../views/time-to-person.ts";
import { callerView } from "../views/views.ts";

const DAY = minutes(24 * 60);
const USUAL_DAYS = 30;
const MOST_DAYS = 400;
const MOST_CALLERS = 10;
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
      const aims = await aimsAt(until);
      const now = clock.now();
      const open = await openSpans(store.seals, office, period, now);
      const before = { since: instant(Math.max(0, since - (until - since))), until: since };
      const person = timeToPerson(await store.tallies.sought([period]), aims.hold);
      const fragile = office.callers.filter((caller) => caller.fragile).flatMap(numbersOf);
      const stretches = zone.stretches(since, until);
      const callers = await store.tallies.busiestCallers(period, MOST_CALLERS);
      return {
        since,
        until,
        zone: office.zone,
        ...countCalls(await store.tallies.counts(stretches), stretches),
        answer: timesOf(await store.tallies.answerDelays(period), aims.answer),
        hold: { ...timesOf(await store.tallies.holdDelays(period), aims.hold), met: person.met },
        person,
        inHours: timeToPerson(await store.tallies.sought(open), aims.hold),
        outOfHours: timeToPerson(await store.tallies.sought(without(period, open)), aims.hold),
        fragile: timeToPerson(await store.tallies.soughtBy(fragile.flatMap(formsOf), period), aims.hold),
        callBack: callBackOf(await store.tallies.calledBack(period)),
        before: {
          ...before,
          total: countCalls(await store.tallies.counts(zone.stretches(before.since, before.until)), stretches).total,
          person: timeToPerson(await store.tallies.sought([before]), (await aimsAt(before.until)).hold),
          callBack: callBackOf(await store.tallies.calledBack(before)),
        },
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
