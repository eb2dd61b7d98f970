import type { Instant } from "../kernel/units.ts";
import type { HoursSlot, Office, RotaRule } from "./office.ts";
import { paged } from "./pages.ts";
import { hoursDays, occurrences } from "./repeats.ts";
import { DAY_MINUTES, DAY_MS, type Day, minuteOf, type Zone, zoneNamed } from "./wall-clock.ts";

/**
 * A slot of one day in real time. A slot belongs to the day on which it begins, even where it runs past midnight:
 * that day's weekday, repeat and holiday decide about it.
 */
export interface Interval<Of> {
  readonly of: Of;
  readonly day: Day;
  readonly from: Instant;
  readonly until: Instant;
}

export interface Slots {
  readonly hours: readonly Interval<HoursSlot>[];
  /** In the order to ring: by `order`, then by id. */
  readonly rota: readonly Interval<RotaRule>[];
}

/** Prepares an office's hours and rota so that the slots which begin on a day are found quickly. */
export function slotsByDay(office: Office, zone: Zone): (day: Day) => Slots {
  const hours = office.hours.map((slot) => ({ ...timed(slot), days: hoursDays(slot) }));
  const rota = paged(
    office.rota.map((rule) => ({ ...timed(rule), days: occurrences(rule.repeat, rule.starts, rule.ends) })),
    ({ days }) => [days.first * DAY_MS, (days.last + 1) * DAY_MS],
  );
  return (day) => ({
    hours: hours
      .filter(({ days }) => days.on(day))
      .map((slot) => onDay(slot, day, zone))
      .filter(isLasting),
    rota: rota([day * DAY_MS, (day + 1) * DAY_MS])
      .filter(({ days }) => days.on(day))
      .map((slot) => onDay(slot, day, zone))
      .filter(isLasting)
      .sort(byOrder),
  });
}

/** Every slot of the hours and the rota that overlaps the window, whole, in the order of the days. */
export function slotsBetween(office: Office, from: Instant, until: Instant): Slots {
  const zone = zoneNamed(office.zone);
  const on = slotsByDay(office, zone);
  const all: Slots[] = [];
  // One day before as well: its slots may run past midnight.
  for (let day = zone.dayAt(from) - 1; zone.instantOf(day, 0) < until; day++) all.push(on(day));
  const overlaps = (slot: Interval<unknown>) => slot.from < until && slot.until > from;
  return {
    hours: all.flatMap((slots) => slots.hours.filter(overlaps)),
    rota: all.flatMap((slots) => slots.rota.filter(overlaps)),
  };
}

interface Timed<Of> {
  readonly of: Of;
  readonly from: number;
  readonly to: number;
}

/** `to` at or before `from` means the next day, so equal times last 24 hours. */
function timed<Of extends { from: string; to: string }>(of: Of): Timed<Of> {
  const from = minuteOf(of.from);
  const to = minuteOf(of.to);
  return { of, from, to: to > from ? to : to + DAY_MINUTES };
}

function onDay<Of>({ of, from, to }: Timed<Of>, day: Day, zone: Zone): Interval<Of> {
  return { of, day, from: zone.instantOf(day, from), until: zone.instantOf(day, to) };
}

/** A slot that lies wholly in the hour which daylight saving skips does not take place. */
const isLasting = ({ from, until }: Interval<unknown>): boolean => until > from;

/** In which turn whoever is on call is asked. */
export const levelOf = ({ level = 1 }: RotaRule): number => level;

/** Who is rung first: by level, by `order`, then by id. */
export function byOrder(a: Interval<RotaRule>, b: Interval<RotaRule>): number {
  return (
    levelOf(a.of) - levelOf(b.of) || a.of.order - b.of.order || Number(a.of.id > b.of.id) - Number(a.of.id < b.of.id)
  );
}
