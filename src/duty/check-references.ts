import type { Office } from "./office.ts";
import { type Problem, problem } from "./problem.ts";

/** Names of people who are not there, and ids or numbers that are there twice. */
export function checkReferences(office: Office): readonly Problem[] {
  const { people, rota, leave, overrides, menu, escalation } = office;
  const known = new Set(people.map(({ id }) => id));
  const references = [
    ...rota.map(({ person }, i) => ({ where: `rota[${i}].person`, person })),
    ...leave.map(({ person }, i) => ({ where: `leave[${i}].person`, person })),
    ...overrides.flatMap((o, i) => o.people.map((person, n) => ({ where: `overrides[${i}].people[${n}]`, person }))),
    ...escalation.supervisors.map((person, i) => ({ where: `escalation.supervisors[${i}]`, person })),
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
          `Personne n’a l’identifiant « ${person} » : cette ligne ne fait sonner personne.`,
        ),
      ),
    ...lists.flatMap((list) =>
      twice(
        list,
        "id",
        office[list].map(({ id }) => id),
      ),
    ),
    ...numbersTwice(office.callers),
  ];
}

/** A number calls for one of them. */
function numbersTwice(callers: Office["callers"]): readonly Problem[] {
  const names = new Map<string, string>();
  return callers.flatMap(({ number, otherNumbers = [], name }, i) =>
    [number, ...otherNumbers].flatMap((each) => {
      const first = names.get(each);
      names.set(each, first ?? name);
      return first === undefined
        ? []
        : [
            problem(
              `callers[${i}].number`,
              `${each} of ${name} is also a number of ${first}: callers from it are taken for one of them.`,
              `${each} (${name}) est aussi un numéro de ${first} : ses appels sont attribués à l’un des deux.`,
            ),
          ];
    }),
  );
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
            `« ${value} » est aussi celui de ${list}[${first}].`,
          ),
        ];
  });
}
