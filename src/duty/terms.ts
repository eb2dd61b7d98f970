import type { Instant } from "../kernel/units.ts";
import { type Office, office, type Person } from "./office.ts";
import { dayOfDate, zoneNamed } from "./wall-clock.ts";

/** What an office's schedule rests on, in parts that change by themselves. It names no caller. */
export interface Terms {
  readonly place: Pick<
    Office,
    "name" | "zone" | "language" | "country" | "region" | "closedOnHolidays" | "workedHolidays" | "threshold"
  >;
  readonly hours: Office["hours"];
  readonly people: readonly Pick<Person, "id" | "name" | "roles">[];
  readonly rota: Office["rota"];
  readonly closures: Office["closures"];
  readonly leave: Office["leave"];
  readonly absences: Office["absences"];
  readonly overrides: Office["overrides"];
}

/** `since`: what was over a day before is left out, for it is in earlier terms; null for all there is. */
export function termsOf(whole: Office, since: Instant | null): Terms {
  const { name, zone, language, country, region, closedOnHolidays, workedHolidays, threshold } = whole;
  const day = since === null ? Number.NEGATIVE_INFINITY : zoneNamed(zone).dayAt(since) - 1;
  const holdsAfter = ({ lastDay }: { readonly lastDay: string }) => dayOfDate(lastDay) >= day;
  const endsAfter = ({ until }: { readonly until: Instant }) => since === null || until > since - DAY;
  return {
    place: {
      name,
      zone,
      language,
      country,
      closedOnHolidays,
      workedHolidays,
      threshold,
      ...(region !== undefined && { region }),
    },
    hours: whole.hours,
    people: whole.people.map(({ id, name, roles }) => ({ id, name, roles })),
    rota: whole.rota,
    closures: whole.closures.filter(holdsAfter),
    leave: whole.leave.filter(holdsAfter),
    absences: whole.absences.filter(endsAfter),
    overrides: whole.overrides.filter(endsAfter),
  };
}

const DAY = 86_400_000;
const blank = office.parse({ name: "-", zone: "UTC" });

/** An office whose schedule answers as it did by these terms. Nobody in it has a number. */
export function officeOf({ place, people, hours, rota, closures, leave, absences, overrides }: Terms): Office {
  const told = { messages: "own", missedCalls: "own" } as const;
  return {
    ...blank,
    ...place,
    hours,
    rota,
    closures,
    leave,
    absences,
    overrides,
    people: people.map((person) => ({ ...person, numbers: [], language: place.language, told })),
  };
}

/**
 * What an office said first, from its terms in order: for the time before anything was sealed. What is added is heard,
 * what is changed or taken away later is not; a closure of the past that is told of afterwards was not announced.
 */
export function firstSaid(all: readonly Terms[]): Terms | null {
  const start = Math.max(
    0,
    all.findIndex(({ hours, rota }) => hours.length > 0 && rota.length > 0),
  );
  const [first, ...later] = all.slice(start);
  if (!first) return null;
  const added = <K extends "people" | "rota" | "leave" | "overrides">(list: K) => later.map((next) => next[list]);
  return {
    ...first,
    people: joined(first.people, added("people").flat()),
    rota: joined(first.rota, added("rota").flat()),
    leave: joined(first.leave, added("leave").flat()),
    overrides: joined(first.overrides, added("overrides").flat()),
  };
}

/** Each once, as it was said first. */
function joined<E extends { readonly id: string }>(known: readonly E[], next: readonly E[]): E[] {
  const found = new Map<string, E>();
  for (const one of [...known, ...next]) if (!found.has(one.id)) found.set(one.id, one);
  return [...found.values()];
}
