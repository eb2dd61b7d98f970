import { createRequire } from "node:module";
import type maxParser from "libphonenumber-js/max";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Language, Office } from "./office.ts";
import { showPhoneNumber } from "./phone-number.ts";
import { type Problem, problem } from "./problem.ts";

type Doubt = "premium" | "satellite" | "own-line";
type Numbers = Pick<Office, "people" | "callers" | "country">;

/** Inmarsat, Iridium, Globalstar, Thuraya and other networks of no country (ITU E.164, shared codes). */
const SATELLITE = /^\+(870|87[89]|88[1238])/;

const require = createRequire(import.meta.url);
let parse: typeof maxParser | undefined;

/** What kind of number it is takes tables that nothing else needs: they are loaded when the first number is saved. */
function costsMore(number: PhoneNumber): boolean {
  parse ??= (require("libphonenumber-js/max") as { readonly default: typeof maxParser }).default;
  const kind = parse(number)?.getType();
  return kind === "PREMIUM_RATE" || kind === "SHARED_COST" || number.startsWith("+979");
}

function doubtOf(number: PhoneNumber, ownLines: readonly string[]): Doubt | null {
  if (ownLines.includes(number)) return "own-line";
  if (SATELLITE.test(number)) return "satellite";
  return costsMore(number) ? "premium" : null;
}

const sentences: Readonly<Record<Doubt, (shown: string) => Readonly<Record<Language, string>>>> = {
  premium: (shown) => ({
    fr: `${shown} est un numéro surtaxé : chaque appel vers lui coûte cher.`,
    en: `${shown} is a premium-rate number: each call to it is dear.`,
  }),
  satellite: (shown) => ({
    fr: `${shown} est un numéro de satellite ou d’un réseau mondial : chaque appel vers lui coûte cher.`,
    en: `${shown} is a number of a satellite or of a worldwide network: each call to it is dear.`,
  }),
  "own-line": (shown) => ({
    fr: `${shown} est le numéro d’une ligne de cet appareil : il s’appellerait lui-même.`,
    en: `${shown} is the number of one of this appliance's lines: it would call itself.`,
  }),
};

/** What is odd about a number that is to be called, in a sentence; null for most. `ownLines`: in E.164. */
export function doubtAbout(
  number: PhoneNumber,
  ownLines: readonly string[],
  country: string,
): Problem["sentence"] | null {
  const doubt = doubtOf(number, ownLines);
  return doubt && sentences[doubt](showPhoneNumber(number, country));
}

/**
 * Numbers of people and callers that are allowed but hardly meant to be called, each once; those that were there
 * `before` have been decided about.
 */
export function doubtfulNumbers(office: Numbers, ownLines: readonly string[], before?: Numbers): readonly Problem[] {
  const known = new Set(before ? numbersIn(before).map(({ number }) => number) : []);
  return numbersIn(office).flatMap(({ where, number }) => {
    if (known.has(number)) return [];
    known.add(number);
    const sentence = doubtAbout(number, ownLines, office.country);
    return sentence ? [problem(where, sentence.en, sentence.fr)] : [];
  });
}

const numbersIn = ({ people, callers }: Numbers) => [
  ...people.flatMap(({ numbers }, i) => numbers.map((number, n) => ({ where: `people[${i}].numbers[${n}]`, number }))),
  ...callers.flatMap(({ number, otherNumbers = [], relatives = [] }, i) => [
    { where: `callers[${i}].number`, number },
    ...otherNumbers.map((other, n) => ({ where: `callers[${i}].otherNumbers[${n}]`, number: other })),
    ...relatives.flatMap((relative, n) =>
      relative.number === undefined ? [] : [{ where: `callers[${i}].relatives[${n}].number`, number: relative.number }],
    ),
  ]),
];
