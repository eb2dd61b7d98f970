import type { Person } from "../../duty/office.ts";
import {
  closingWords,
  commonNames,
  freeDays,
  insteadOf,
  leaveWords,
  neutral,
  particles,
  replacedBy,
  services,
  timeNames,
  type Word,
  wordsOf,
} from "./title-words.ts";

export interface Named {
  /** In the order in which the title has them. */
  readonly people: readonly Person[];
  /** Who is meant can't be told: a name that several have, or that is a word as well, or is part of a stranger's. */
  readonly unsure: boolean;
  /** Which words are names, by their place in the title. */
  readonly places: ReadonlySet<number>;
}

interface Met {
  readonly person: Person;
  readonly at: number;
  readonly length: number;
  readonly unsure: boolean;
}

/** Whole names first, either way around; then a part of a name that nobody else has. Without those who are replaced. */
export function namesIn(words: readonly Word[], people: readonly Person[]): Named {
  const team = people.map((person) => ({ person, parts: wordsOf(person.name).map((word) => word.plain) }));
  const whole = team.flatMap(({ person, parts }): Met[] => {
    const ways = [parts, [...parts.slice(1), ...parts.slice(0, 1)]].filter((way) => way.length > 0);
    const at = ways.map((way) => placeOf(words, way)).find((place) => place >= 0) ?? -1;
    const twin = team.some((other) => other.person !== person && other.parts.join(" ") === parts.join(" "));
    return at < 0 ? [] : [{ person, at, length: parts.length, unsure: twin }];
  });
  const taken = new Set(whole.flatMap(placesOf));
  const partial = words.flatMap((_, at): Met[] => (taken.has(at) ? [] : partAt(words, at, team)));
  // `Jean Martin` is neither Jean Dupont nor Luc Martin.
  const strangers = partial.some((one) =>
    partial.some((other) => other.at === one.at + 1 && other.person !== one.person && words[other.at]?.before === " "),
  );
  const all = [...whole, ...partial].sort((a, b) => a.at - b.at);
  const standing = all.filter(({ at }) => !isReplaced(words, at));
  return {
    people: [...new Set(standing.map(({ person }) => person))],
    unsure: strangers || standing.some(({ unsure }) => unsure) || (all.length > 0 && standing.length === 0),
    places: new Set(all.flatMap(placesOf)),
  };
}

const placesOf = ({ at, length }: Met): number[] => Array.from({ length }, (_, n) => at + n);

const placeOf = (words: readonly Word[], parts: readonly string[]): number =>
  words.findIndex((_, at) => parts.every((part, n) => words[at + n]?.plain === part));

type Team = readonly { readonly person: Person; readonly parts: readonly string[] }[];

function partAt(words: readonly Word[], at: number, team: Team): Met[] {
  const word = words[at];
  if (!word || word.plain.length < 3) return [];
  const owners = team.filter(
    ({ parts }) => parts.includes(word.plain) && (!particles.has(word.plain) || parts[0] === word.plain),
  );
  const [first] = owners;
  if (!first) return [];
  const next = words[at + 1];
  const initial = next && /^\p{Lu}$/u.test(next.raw) && isBeside(next) ? next.plain : null;
  const byInitial =
    initial === null
      ? owners
      : owners.filter(({ parts }) => parts.some((part) => part !== word.plain && part[0] === initial));
  const [one] = byInitial;
  const told = one && byInitial.length === 1 ? one : null;
  if (!told) return [{ person: first.person, at, length: 1, unsure: true }];
  const lower = word.raw[0] === word.raw[0]?.toLowerCase();
  const aWord = timeNames.has(word.plain) || (commonNames.has(word.plain) && (lower || (at === 0 && words.length > 1)));
  const besides = [next, isBeside(word) ? words[at - 1] : undefined].filter(
    (each) => each !== undefined && (each !== next || isBeside(each)) && isStranger(each, told.parts),
  );
  return [{ person: told.person, at, length: initial === null ? 1 : 2, unsure: aWord || besides.length > 0 }];
}

/** Nothing but a blank or a hyphen before it. */
const isBeside = ({ before }: Word): boolean => /^[ \u00a0-]$/.test(before);

/** A capital, and no word that is known: it may be somebody's name. */
function isStranger({ raw, plain }: Word, own: readonly string[]): boolean {
  const capital = raw[0] !== raw[0]?.toLowerCase();
  const known = [...Object.values(services), leaveWords, freeDays, closingWords, neutral].some((words) =>
    words.has(plain),
  );
  return capital && !known && !own.includes(plain) && raw.length > 1;
}

/** Whether a name is told as that of who is replaced. */
function isReplaced(words: readonly Word[], at: number): boolean {
  const isAt = (place: number, phrase: readonly string[]) =>
    phrase.every((part, n) => words[place + n]?.plain === part);
  const passive = words.findIndex((_, place) => replacedBy.some((phrase) => isAt(place, phrase)));
  if (passive >= 0) return at < passive;
  for (let place = at - 1; place >= 0; place--) {
    // A name after a sign, or in brackets of its own, is said anew.
    const between = words
      .slice(place + 1, at + 1)
      .map(({ before }) => before)
      .join("");
    if (/[):;|–—]/.test(between)) return false;
    if (words[place]?.plain === "par" || words[place]?.plain === "by") return false;
    if (insteadOf.some((phrase) => isAt(place, phrase) && place + phrase.length <= at)) return true;
  }
  return false;
}
