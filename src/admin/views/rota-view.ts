import type { Era } from "../../duty/eras.ts";
import { closesOn, holidaysOfYear } from "../../duty/holidays.ts";
import type { Office } from "../../duty/office.ts";
import { slotsBetween } from "../../duty/slots.ts";
import { DAY_MS, dateOfDay, dayOfDate, minuteOf, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { Rota as WholeRota } from "../schemas/rota.ts";
import { stretchesBetween } from "./stretches.ts";

/** What comes of the schedule alone. */
type Rota = Omit<WholeRota, "takeUps">;

/** Each stretch of time by what was in force in it: what is past stays as it was (P16). */
export function rotaOfEras(eras: readonly Era[], office: Office, from: Instant, until: Instant): Rota {
  const [only] = eras;
  if (eras.length < 2 && (!only || only.office === office)) return rotaView(office, from, until);
  const views = eras.map((era) => {
    const view = rotaView(era.office, from, until);
    const first = era === only;
    const begins = (each: { readonly from: number }) => (first || each.from >= era.from) && each.from < era.until;
    const touches = (each: { readonly from: number; readonly until: number }) =>
      (first || each.until > era.from) && each.from < era.until;
    const { dayAt } = zoneNamed(era.office.zone);
    const within = ({ day }: { readonly day: string }) =>
      day >= dateOfDay(dayAt(era.from)) && day <= dateOfDay(dayAt(instant(era.until - 1)));
    const span = [Math.max(from, era.from), Math.min(until, era.until)].map((at) => instant(at)) as [Instant, Instant];
    return {
      slots: view.slots.filter(begins),
      hours: view.hours.filter(begins),
      overrides: view.overrides.filter(touches),
      closures: view.closures.filter(touches),
      leave: view.leave.filter(touches),
      absences: view.absences.filter(touches),
      holidays: view.holidays.filter(within),
      // Days are reckoned whole: of a day with several eras, each has its own part alone.
      stretches: (span[0] < span[1] ? stretchesBetween(era.office, ...span) : []).map((each) => ({
        ...each,
        from: instant(Math.max(each.from, span[0])),
        until: instant(Math.min(each.until, span[1])),
      })),
      names: view.names,
    };
  });
  return {
    from,
    until,
    zone: office.zone,
    slots: views.flatMap((view) => view.slots),
    hours: views.flatMap((view) => view.hours),
    overrides: latest(
      views.flatMap((view) => view.overrides),
      ({ id }) => id,
    ),
    closures: latest(
      views.flatMap((view) => view.closures),
      ({ id }) => id,
    ),
    leave: latest(
      views.flatMap((view) => view.leave),
      ({ id }) => id,
    ),
    absences: latest(
      views.flatMap((view) => view.absences),
      ({ id }) => id,
    ),
    holidays: latest(
      views.flatMap((view) => view.holidays),
      ({ day }) => day,
    ),
    stretches: views.flatMap((view) => view.stretches),
    names: Object.assign({}, ...views.map(({ names }) => names)),
  };
}

/** Of several of one key, the one that held last. */
const latest = <E>(all: readonly E[], keyOf: (one: E) => string): E[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

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
    names: Object.fromEntries(office.people.map(({ id, name }) => [id, name])),
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
