import { weekCoverage } from "../../duty/coverage.ts";
import { DAY_MS, dateOfDay, dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { erasWith, knownWeek } from "../../store/known-week.ts";
import { knownCalendar } from "../calendar/known-shifts.ts";
import { writeCalendar } from "../calendar/write-calendar.ts";
import type { Draft, Drafted } from "../coverage/draft.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import { Unfit } from "../sentences/unfit.ts";
import type { Answers } from "../server/routes.ts";
import type { Workshop } from "../server/workshop.ts";
import { coverageInWords } from "../views/coverage-view.ts";
import { hourNow } from "../views/hour-now.ts";
import { rotaOfEras } from "../views/rota-view.ts";
import { takeUpView } from "../views/take-up-view.ts";
import { draftOf } from "./draft-office.ts";

/** More changes than these are looked at in a thread. */
const FEW = 8;
const MOST_DAYS = 100;
const CALENDAR_DAYS = 90;

export function rotaAnswers(
  parts: AdminParts,
  workshop: Workshop,
): Answers<"rota" | "coverage" | "coverageDraft" | "calendar"> {
  const { store, clock } = parts;
  return {
    async rota({ query }) {
      const office = await store.office.read();
      const [from, until] = period(query.from, query.until);
      const eras = await erasWith(store.seals, office, [instant(from - DAY_MS), until], hourNow(parts));
      const takeUps = await store.takeUps.between(from, until);
      const now = hourNow(parts);
      return { ...rotaOfEras(eras, office, from, until), takeUps: takeUps.map((each) => takeUpView(each, now)) };
    },
    async coverage({ query, language }) {
      const office = await store.office.read();
      return coverageInWords(await knownWeek(store.seals, office, query.week, hourNow(parts)), language);
    },
    async coverageDraft({ body, language }) {
      const { week, save, remove } = body;
      const office = await store.office.read();
      const draft: Draft = { office, save, remove, week };
      // A dialog asks with a row or two at each key that is pressed.
      if (save.length + remove.length <= FEW) {
        const known = await knownWeek(store.seals, draftOf(office, save, remove), week, hourNow(parts));
        return coverageInWords(known, language);
      }
      const drafted = await workshop.run<Drafted>(new URL("../coverage/worker.js", import.meta.url), draft);
      if ("issues" in drafted) throw new Unfit(drafted.issues as Unfit["issues"]);
      // What is over already is not drafted.
      const known = await knownWeek(store.seals, office, week, hourNow(parts));
      const today = dateOfDay(zoneNamed(office.zone).dayAt(hourNow(parts)));
      const days = drafted.coverage.days.map((day, n) => (day.date < today ? (known.coverage.days[n] ?? day) : day));
      const { monday, threshold, gaps } = drafted.coverage;
      return coverageInWords({ ...known, coverage: weekCoverage(dayOfDate(monday), threshold, days, gaps) }, language);
    },
    async calendar({ query, language, reply }) {
      const office = await store.office.read();
      const now = clock.now();
      const from = query.from ?? now;
      const [since, until] = period(from, query.until ?? from + CALENDAR_DAYS * DAY_MS);
      const kept = await erasWith(store.seals, office, [instant(since - DAY_MS), until], hourNow(parts));
      const known = knownCalendar(kept.length > 0 ? kept : [{ from: since, until, office }], since, until);
      if (query.person !== undefined && !Object.hasOwn(known.names, query.person))
        throw new Refused("no-such", query.person);
      const isAsked = ({ person }: { readonly person: string }) =>
        query.person === undefined || person === query.person;
      const zone = zoneNamed(office.zone);
      const touches = ({ firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string }) =>
        zone.instantOf(dayOfDate(firstDay), 0) < until && zone.instantOf(dayOfDate(lastDay) + 1, 0) > since;
      const beside = {
        names: known.names,
        leave: known.leave.filter((each) => isAsked(each) && touches(each)),
        closures: known.closures.filter(touches),
        example: (await store.example.state()) !== "own",
      };
      reply.type("text/calendar; charset=utf-8").header("content-disposition", 'attachment; filename="permanence.ics"');
      return reply.send(writeCalendar(office, known.shifts.filter(isAsked), now, language, beside));
    },
  };
}

function period(from: number, until: number): [Instant, Instant] {
  if (from >= until) throw new Refused("past");
  if (until - from > MOST_DAYS * DAY_MS)
    throw new Refused("bad-request", { fr: `${MOST_DAYS} jours au plus`, en: `${MOST_DAYS} days at most` });
  return [instant(from), instant(until)];
}
