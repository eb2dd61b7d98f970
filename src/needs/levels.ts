import { dutyAt, onCallLevelsAt } from "../duty/duty-at.ts";
import type { Office, Person } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import type { Need } from "./need.ts";

/** What decides whom a need is put to, beside the schedule. */
export interface Asking {
  readonly office: Office;
  /** The hour by which the schedule is read; null when none is known. */
  readonly hour: Instant | null;
  /** Ids of the people who were rung in its calls, and did not take it. */
  readonly rung: readonly string[];
  /** Who is told of everything, beside people. */
  readonly addresses?: readonly string[];
  /** There is a line that sends texts. */
  readonly texts?: boolean;
}

/**
 * Who is asked, one level after another, each person once: whoever was rung, or is on duty; then whoever is on call, by
 * the levels of the rota; then whoever follows up on messages. Without an hour that is believed, whoever is ever on call.
 */
export function levelsOf(need: Pick<Need, "weight">, asking: Asking): readonly (readonly Person[])[] {
  const { office, hour, rung } = asking;
  const were = office.people.filter(({ id }) => rung.includes(id));
  const onDuty = hour === null ? [] : openDuty(office, hour);
  const onCall = hour === null ? [everOnCall(office)] : onCallLevelsAt(office, hour);
  const followsUp = office.people.filter(({ roles }) => roles.includes("follows-up"));
  // What can wait is not for whoever is on call, unless they were rung for it.
  if (need.weight === "usual") return eachOnce([[...were, ...onDuty], followsUp]).filter((level) => level.length > 0);
  // Whoever is on call is asked in the turn of their level, also where a call rang all of them.
  const later = onCall.slice(1).flat();
  const levels = [[...were.filter((person) => !later.includes(person)), ...onDuty], ...onCall, followsUp];
  return eachOnce(levels).filter((level) => level.length > 0);
}

function openDuty(office: Office, hour: Instant): readonly Person[] {
  const { closed, absence, onDuty } = dutyAt(office, hour);
  return closed || absence ? [] : onDuty;
}

function everOnCall({ rota, people }: Office): Person[] {
  const ids = new Set(rota.flatMap(({ service, person }) => (service === "on-call" ? [person] : [])));
  return people.filter(({ id }) => ids.has(id));
}

function eachOnce(levels: readonly (readonly Person[])[]): Person[][] {
  const asked = new Set<string>();
  return levels.map((level) =>
    level.filter(({ id }) => {
      if (asked.has(id)) return false;
      asked.add(id);
      return true;
    }),
  );
}

/** Told when nobody took it: whom the office names for that, else whoever follows up on messages, else whoever plans the duty. */
export function supervisorsOf({ people, escalation }: Office): readonly Person[] {
  const named = people.filter(({ id }) => escalation.supervisors.includes(id));
  if (named.length > 0) return named;
  const followsUp = people.filter(({ roles }) => roles.includes("follows-up"));
  return followsUp.length > 0 ? followsUp : people.filter(({ roles }) => roles.includes("plans-duty"));
}

/** Whoever is told when nobody took it. */
export interface LastTold {
  /** Null for an address of the office's own. */
  readonly id: string | null;
  readonly name: string;
  readonly email: string | null;
  /** To be rung, where the rules have people rung. */
  readonly number: Person["numbers"][number] | null;
}

/**
 * Told when nobody took it: whom the office names for that, else whoever follows up on messages; whoever plans the duty,
 * for it is the schedule that left a caller alone; and each address that is told of everything.
 */
export function toldLast(office: Office, addresses: readonly string[]): readonly LastTold[] {
  const first = supervisorsOf(office);
  const planners = office.people.filter(({ roles }) => roles.includes("plans-duty"));
  const persons = [...new Set([...first, ...planners])].map((person): LastTold => {
    const { id, name, email = null, numbers } = person;
    return { id, name, email, number: first.includes(person) ? (numbers[0] ?? null) : null };
  });
  const known = new Set(persons.flatMap(({ email }) => email?.toLowerCase() ?? []));
  return [
    ...persons,
    ...addresses
      .filter((to) => !known.has(to.toLowerCase()))
      .map((to): LastTold => ({ id: null, name: to, email: to, number: null })),
  ];
}
