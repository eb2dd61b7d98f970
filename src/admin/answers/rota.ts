import { closesOn, holidaysOfYear } from "../../duty/holidays.ts";
import type { Office } from "../../duty/office.ts";
import { slotsBetween } from "../../duty/slots.ts";
import { DAY_MS, dateOfDay, dayOfDate, minuteOf, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { shiftsBetween } from "../calendar/shifts.ts";
import { writeCalendar } from "../calendar/write-calendar.ts";
import type { Draft, Drafted } from "../coverage/draft.ts";
import type { AdminParts } from "../parts.ts";
import type { Rota } from "../schemas/rota.ts";
import { Refused } from "../sentences/refusals.ts";
import { Unfit } from "../sentences/unfit.ts";
import type { Answers } from "../server/routes.ts";
import type { Workshop } from "../server/workshop.ts";
import { coverageView } from "../views/coverage-view.ts";
import { stretchesBetween } from "../views/stretches.ts";
import { draftOf } from "./draft-office.ts";

/** More changes than these are looked at in a thread. */
const FEW = 8;
const MOST_DAYS = 100;
const CALENDAR_DAYS = 90;

export function rotaAnswers(
  { store, clock }: AdminParts,
  workshop: Workshop,
): Answers<"rota" | "coverage" | "coverageDraft" | "calendar"> {
  return {
    async rota({ query }) {
      return rotaView(await store.office.read(), ...period(query.from, query.until));
    },
    coverage: async ({ query, language }) => coverageView(await store.office.read(), query.week, language),
    async coverageDraft({ body, language }) {
      const { week, save, remove } = body;
      const draft: Draft = { office: await store.office.read(), save, remove, week, language };
      // A dialog asks with a row or two at each key that is pressed.
      if (save.length + remove.length <= FEW) return coverageView(draftOf(draft.office, save, remove), week, language);
      const drafted = await workshop.run<Drafted>(new URL("../coverage/worker.js", import.meta.url), draft);
      if ("issues" in drafted) throw new Unfit(drafted.issues as Unfit["issues"]);
      return drafted.coverage;
    },
    async calendar({ query, language, reply }) {
      const office = await store.office.read();
      const now = clock.now();
      const from = query.from ?? now;
      const [since, until] = period(from, query.until ?? from + CALENDAR_DAYS * DAY_MS);
      if (query.person !== undefined && !office.people.some(({ id }) => id === query.person))
        throw new Refused("no-such", query.person);
      const shifts = shiftsBetween(office, since, until).filter(
        ({ person }) => query.person === undefined || person === query.person,
      );
      reply.type("text/calendar; charset=utf-8").header("content-disposition", 'attachment; filename="permanence.ics"');
      return reply.send(writeCalendar(office, shifts, now, language));
    },
  };
}

function period(from: number, until: number): [Instant, Instant] {
  if (from >= until) throw new Refused("past");
  if (until - from > MOST_DAYS * DAY_MS)
    throw new Refused("bad-request", { fr: `${MOST_DAYS} jours au plus`, en: `${MOST_DAYS} days at most` });
  return [instant(from), instant(until)];
}

function rotaView(office: Office, from: Instant, until: Instant): Rota {
  const zone = zoneNamed(office.zone);
  const slots = slotsBetween(office, from, until);
  const overlaps = (each: { readonly from: number; readonly until: number }) =>
    each.from < until && each.until > from && each.from < each.until;
  return {
    from,
    until,
    zone: office.zone,
    slots: slots.rota.map((slot) => ({
      rule: slot.of.id,
      service: slot.of.service,
      person: slot.of.person,
      order: slot.of.order,
      day: dateOfDay(slot.day),
      from: slot.from,
      until: slot.until,
    })),
    hours: slots.hours.map((slot) => ({ day: dateOfDay(slot.day), from: slot.from, until: slot.until })),
    overrides: office.overrides.filter(overlaps),
    closures: office.closures
      .map(({ id, name, firstDay, lastDay, ...times }) => ({
        id,
        name,
        from: zone.instantOf(dayOfDate(firstDay), minuteOf(times.from)),
        until: zone.instantOf(dayOfDate(lastDay), minuteOf(times.to)),
      }))
      .filter(overlaps),
    leave: office.leave
      .map(({ id, person, firstDay, lastDay }) => ({
        id,
        person,
        from: zone.instantOf(dayOfDate(firstDay), 0),
        until: zone.instantOf(dayOfDate(lastDay) + 1, 0),
      }))
      .filter(overlaps),
    absences: office.absences.filter(overlaps),
    holidays: holidaysBetween(office, zone, from, until),
    stretches: stretchesBetween(office, from, until),
  };
}

function holidaysBetween(office: Office, zone: Zone, from: Instant, until: Instant): Rota["holidays"] {
  const [first, last] = [zone.dayAt(from), zone.dayAt(instant(until - 1))];
  const years = new Set([first, last].map((day) => new Date(day * DAY_MS).getUTCFullYear()));
  return [...years].flatMap((year) =>
    [...holidaysOfYear(office, year)]
      .filter(([day]) => day >= first && day <= last)
      .flatMap(([day, all]) => {
        // Of two on one day, the one that closes has the word.
        const holiday = all.find((each) => closesOn(office, each)) ?? all[0];
        return holiday ? [{ day: dateOfDay(day), name: holiday.name, closes: closesOn(office, holiday) }] : [];
      }),
  );
}
