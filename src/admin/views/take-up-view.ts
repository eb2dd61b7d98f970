import type { Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import { stateOf, type TakeUp } from "../../needs/take-up.ts";
import type { TakeUpView } from "../schemas/take-ups.ts";

export function takeUpView(takeUp: TakeUp, at: Instant): TakeUpView {
  const { id, person, name, service, level, from, until, confirmed, passedAt } = takeUp;
  return {
    id,
    person,
    name,
    service,
    level,
    from,
    until,
    state: stateOf(takeUp, at),
    passed: passedAt !== null,
    confirmed: confirmed && {
      at: confirmed.at,
      how: confirmed.how,
      by: confirmed.by.id === person ? null : confirmed.by.name,
    },
  };
}

/** Ids of the people of the office whose account this is: those who have its name. */
export const peopleNamed = ({ people }: Pick<Office, "people">, user: string): readonly string[] =>
  people.filter(({ name }) => plain(name) === plain(user)).map(({ id }) => id);

/** Accents and capitals are no difference between an account and a person. */
const plain = (name: string): string => name.normalize("NFD").replaceAll(/\p{M}/gu, "").trim().toLowerCase();
