import type { Office } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";

/**
 * What the shape of an office can't say: that ids are given once and that whoever is named is there.
 * Faults: `store.office-inconsistent`, with every sentence.
 */
export function mustBeConsistent(office: Office): void {
  const troubles = [...twice(office), ...strangers(office)];
  if (troubles.length > 0) throw new Fault("store.office-inconsistent", `${troubles.join("; ")}.`);
}

function twice(office: Office): string[] {
  const ids: Readonly<Record<string, readonly string[]>> = {
    people: office.people.map(({ id }) => id),
    rota: office.rota.map(({ id }) => id),
    closures: office.closures.map(({ id }) => id),
    leave: office.leave.map(({ id }) => id),
    absences: office.absences.map(({ id }) => id),
    overrides: office.overrides.map(({ id }) => id),
    callers: office.callers.flatMap(({ number, otherNumbers = [] }) => [number, ...otherNumbers]),
    blocked: office.blocked,
    menu: office.menu.map(({ key }) => key),
  };
  return Object.entries(ids).flatMap(([list, all]) => repeated(all).map((id) => `"${id}" is twice in ${list}`));
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const id of ids) (seen.has(id) ? again : seen).add(id);
  return [...again];
}

function strangers(office: Office): string[] {
  const people = new Set(office.people.map(({ id }) => id));
  const named = [
    ...office.rota.map(({ id, person }) => ({ where: `rota "${id}"`, person })),
    ...office.leave.map(({ id, person }) => ({ where: `leave "${id}"`, person })),
    ...office.overrides.flatMap(({ id, people }) => people.map((person) => ({ where: `override "${id}"`, person }))),
    ...office.menu.flatMap(({ key, people }) => people.map((person) => ({ where: `menu key ${key}`, person }))),
  ];
  return named
    .filter(({ person }) => !people.has(person))
    .map(({ where, person }) => `${where} names "${person}", who is not among the people`);
}
