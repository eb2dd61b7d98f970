import type { Office } from "./office.ts";
import { type Problem, problem } from "./problem.ts";

/** Names of people who are not there, and ids or numbers that are there twice. */
export function checkReferences(office: Office): readonly Problem[] {
  const { people, rota, leave, overrides, menu } = office;
  const known = new Set(people.map(({ id }) => id));
  const references = [
    ...rota.map(({ person }, i) => ({ where: `rota[${i}].person`, person })),
    ...leave.map(({ person }, i) => ({ where: `leave[${i}].person`, person })),
    ...overrides.flatMap((o, i) => o.people.map((person, n) => ({ where: `overrides[${i}].people[${n}]`, person }))),
    ...menu.flatMap((key, i) => key.people.map((person, n) => ({ where: `menu[${i}].people[${n}]`, person }))),
  ];
  const lists = ["people", "rota", "closures", "leave", "absences", "overrides"] as const;
  return [
    ...references
      .filter(({ person }) => !known.has(person))
      .map(({ where, person }) =>
        problem(
          where,
          `There is no person with the id "${person}": this entry rings nobody.`,
          `Personne n'a l'identifiant « ${person} » : cette ligne ne fait sonner personne.`,
        ),
      ),
    ...lists.flatMap((list) =>
      twice(
        list,
        "id",
        office[list].map(({ id }) => id),
      ),
    ),
    ...twice(
      "callers",
      "number",
      office.callers.map(({ number }) => number),
    ),
  ];
}

function twice(list: string, field: string, values: readonly string[]): readonly Problem[] {
  return values.flatMap((value, i) => {
    const first = values.indexOf(value);
    return first === i
      ? []
      : [
          problem(
            `${list}[${i}].${field}`,
            `"${value}" is also the ${field} of ${list}[${first}].`,
            `« ${value} » est aussi celui de ${list}[${first}].`,
          ),
        ];
  });
}
