import { doubtAbout } from "../duty/doubtful-numbers.ts";
import type { Office, Person, Service } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { scheduleOf } from "../duty/schedule.ts";
import type { Instant } from "../kernel/units.ts";
import {
  type Alarm,
  type AlarmDetails,
  type AlarmKind,
  type AlarmOf,
  type Severity,
  standing,
  type WatchFacts,
  wholePart,
} from "./alarm.ts";
import { horizonOf } from "./planned-gaps.ts";
import { severityOf } from "./severity.ts";

/** Somebody who is to be rung, and from when on in the days that are watched. */
interface Serving {
  readonly person: Person;
  readonly service: Service;
  readonly from: Instant;
}

interface Chosen {
  readonly name: string;
  readonly service: Service;
  readonly from: Instant;
}

/** What is wrong with those who are to be rung in the days that are watched. */
export function peopleAlarms(office: Office, facts: WatchFacts, at: Instant): readonly Alarm[] {
  const { zone } = scheduleOf(office);
  const { serving, chosen } = whoServes(office, at);
  const begins = (people: readonly { readonly from: Instant }[]): Severity =>
    severityOf(zone, at, Math.min(...people.map(({ from }) => from)) as Instant);

  const once = new Map<string, Serving>();
  for (const each of serving) {
    const known = once.get(each.person.id);
    if (!known || each.from < known.from) once.set(each.person.id, each);
  }
  const people = [...once.values()];
  const shown = (numbers: readonly Person["numbers"][number][]) =>
    numbers[0] === undefined ? "" : showPhoneNumber(numbers[0], office.country);

  const unreachable = people.filter(({ person }) => person.numbers.every((number) => facts.failedNumbers.has(number)));
  const ownNumber = people.flatMap((each) => {
    const own = each.person.numbers.filter((number) => facts.ownNumbers.includes(number));
    return own.length > 0 ? [{ ...each, number: shown(own) }] : [];
  });
  const dear = people.flatMap((each) => {
    const doubtful = each.person.numbers.filter((number) => doubtAbout(number, [], office.country) !== null);
    return doubtful.length > 0 ? [{ ...each, number: shown(doubtful) }] : [];
  });
  const noAddress = withoutAddress(office, facts, people);

  return [
    ...some(
      "chosen-on-leave",
      chosen,
      ({ name, service, from }) => `${service} ${name} ${from}`,
      "later",
      (all) => ({
        chosen: all,
      }),
    ),
    ...(["duty", "on-call"] as const).flatMap((service) =>
      some(
        "not-designated",
        undesignated(office, serving, service),
        ({ person }) => person.id,
        "later",
        (all) => ({ service, names: all.map(({ person }) => person.name) }),
        service,
      ),
    ),
    ...some("unreachable", unreachable, idOf, begins(unreachable), (all) => ({
      people: all.map(({ person }) => ({ name: person.name, number: shown(person.numbers) })),
    })),
    ...some("calls-itself", ownNumber, idOf, begins(ownNumber), (all) => ({
      people: all.map(({ person, number }) => ({ name: person.name, number })),
    })),
    ...some("dear-number", dear, idOf, "later", (all) => ({
      people: all.map(({ person, number }) => ({ name: person.name, number })),
    })),
    ...some(
      "no-address",
      noAddress,
      ({ id }) => id,
      "later",
      (all) => ({ names: all.map(({ name }) => name) }),
    ),
  ];
}

const idOf = ({ person }: Serving): string => person.id;

/** One alarm for all of them, each a part of it. */
function some<T, Kind extends AlarmKind>(
  kind: Kind,
  all: readonly T[],
  id: (each: T) => string,
  severity: Severity,
  detail: (all: readonly T[]) => AlarmDetails[Kind],
  of = "",
): readonly AlarmOf<Kind>[] {
  if (all.length === 0) return [];
  return [{ ...standing(kind, of, severity, detail(all)), parts: all.map((each) => wholePart(id(each))) }];
}

/** On duty: in open hours, for nobody is rung outside them. On call: at every hour, for a fragile client comes at any. */
function whoServes(office: Office, at: Instant) {
  const schedule = scheduleOf(office);
  const end = horizonOf(at);
  const serving: Serving[] = [];
  const chosen = new Map<string, Chosen>();
  for (let day = schedule.zone.dayAt(at); schedule.zone.instantOf(day, 0) < end; day++)
    for (const { from, until, closed, onDuty, onCall, because } of schedule.on(day)) {
      if (until <= at || from >= end) continue;
      if (closed === null) serving.push(...onDuty.map((person) => ({ person, service: "duty" as const, from })));
      serving.push(...onCall.map((person) => ({ person, service: "on-call" as const, from })));
      for (const service of ["duty", "on-call"] as const) {
        const there = service === "duty" ? onDuty : onCall;
        const needed = service === "duty" ? closed === null : true;
        const replaced = because.some(({ code, values }) => code === "override" && values.service === service);
        // With nobody left it is a gap, and told as one.
        if (!needed || !replaced || there.length === 0) continue;
        for (const { code, values } of because)
          if (code === "leave" && values.service === service && values.person) {
            const key = `${service} ${values.person}`;
            if (!chosen.has(key)) chosen.set(key, { name: values.person, service, from });
          }
      }
    }
  return { serving, chosen: [...chosen.values()] };
}

/** Where nobody at all has the role, the office does not use it, or has yet to: that is told elsewhere. */
function undesignated(office: Office, serving: readonly Serving[], service: Service): readonly Serving[] {
  const role = service === "duty" ? "answers" : "on-call";
  if (!office.people.some(({ roles }) => roles.includes(role))) return [];
  const found = new Map<string, Serving>();
  for (const each of serving)
    if (each.service === service && !each.person.roles.includes(role) && !found.has(each.person.id))
      found.set(each.person.id, each);
  return [...found.values()];
}

/** Told of all messages by mail, or alone to be told of those of their duty, and without an address. */
function withoutAddress(office: Office, facts: WatchFacts, serving: readonly Serving[]): readonly Person[] {
  if (!facts.mail) return [];
  const all = office.people.filter(
    ({ email, told }) => email === undefined && (told.messages === "all" || told.missedCalls === "all"),
  );
  const somebody =
    facts.mail.toAll.length > 0 ||
    office.people.some(({ email, told }) => email !== undefined && told.messages !== "none") ||
    serving.length === 0;
  if (somebody) return all;
  const own = serving.map(({ person }) => person).filter(({ told }) => told.messages === "own");
  return [...new Set([...all, ...own])];
}
