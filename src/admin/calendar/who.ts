import type { Office, Person, Service } from "../../duty/office.ts";
import type { CalendarEvent } from "./parse-events.ts";

/** Without accents, capitals and signs, with a blank at both ends: so that whole words are found. */
const plainWords = (text: string): string =>
  ` ${text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

const has = (text: string, list: readonly string[]): boolean => list.some((word) => text.includes(` ${word} `));

const serviceWords: Readonly<Record<Service, readonly string[]>> = {
  "on-call": ["astreinte", "astreintes", "on call", "oncall", "urgence", "urgences", "standby"],
  duty: ["permanence", "permanences", "duty", "accueil", "standard"],
};
const leaveWords = [
  ...["conge", "conges", "vacances", "rtt", "absent", "absente", "absence", "arret", "maladie", "ferie", "recup"],
  ...["leave", "vacation", "holiday", "holidays", "off", "sick", "away"],
];
const closingWords = ["ferme", "fermee", "fermes", "fermeture", "closed", "closure", "closing"];

/** What an entry speaks of, by its words. */
export interface Told {
  readonly leave: boolean;
  readonly closing: boolean;
  /** Null when nothing says which. */
  readonly service: Service | null;
  /** In the order to ring them. */
  readonly people: readonly Person[];
  /** A first or last name that several have. */
  readonly unsure: boolean;
}

export function toldBy({ title, categories, attendees, own }: CalendarEvent, { people }: Office): Told {
  const text = plainWords([title, ...categories].join(" "));
  const services = (["on-call", "duty"] as const).filter((each) => has(text, serviceWords[each]));
  const ownService = (["on-call", "duty"] as const).find((each) => each === own.service);
  const named = namedIn(plainWords(title), people);
  const invited = attendees.flatMap(
    ({ mail, name }) =>
      people.find((each) => each.email?.toLowerCase() === mail) ??
      people.find((each) => plainWords(each.name) === plainWords(name)) ??
      [],
  );
  const given = people.filter(({ id }) => id === own.person);
  const found = [given, invited, named.people].find((each) => each.length > 0) ?? [];
  return {
    leave: has(text, leaveWords),
    closing: has(text, closingWords),
    service: ownService ?? services[0] ?? null,
    people: [...new Set(found)],
    unsure: found.length === 0 && named.unsure,
  };
}

/** Whole names first, either way around; then a part of a name that nobody else has. */
function namedIn(text: string, people: readonly Person[]): { people: Person[]; unsure: boolean } {
  const whole = people.flatMap((person) => {
    const parts = plainWords(person.name).trim().split(" ");
    const at = Math.max(
      text.indexOf(` ${parts.join(" ")} `),
      text.indexOf(` ${[...parts.slice(1), parts[0]].join(" ")} `),
    );
    return at < 0 ? [] : [{ person, at }];
  });
  if (whole.length > 0) return { people: whole.sort((a, b) => a.at - b.at).map(({ person }) => person), unsure: false };
  const partsOf = (person: Person) =>
    plainWords(person.name)
      .trim()
      .split(" ")
      .filter((part) => part.length > 2);
  const parts = people.flatMap((person) =>
    partsOf(person).map((part) => ({ person, part, at: text.indexOf(` ${part} `) })),
  );
  const met = parts.filter(({ at }) => at >= 0);
  const sure = met.filter(({ part, person }) => !parts.some((other) => other.part === part && other.person !== person));
  return { people: sure.sort((a, b) => a.at - b.at).map(({ person }) => person), unsure: met.length > 0 };
}
