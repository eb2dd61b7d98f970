import { readPhoneNumber } from "../duty/phone-number.ts";

/** Somebody who may be named in what others wrote. */
export interface Named {
  /** By which the office knows them, and by which networks and needs did. */
  readonly names: readonly string[];
  /** Their numbers, as `+33…` and as networks give them. */
  readonly forms: readonly string[];
  readonly country: string;
  /** Who else is known: a word that names somebody of them too is nobody's alone. */
  readonly others: readonly string[];
}

/** What stands where somebody was named. */
export const GONE = "•";

/**
 * A free text without somebody: their numbers however they are written, their whole name in any order, a title with
 * a word of it ("Mme Petit"), and, where nobody else has that name, a name of one word by itself. Accents and capitals do
 * not matter, but that a name by itself has a capital. The same text where they are not named.
 */
export function withoutMentions(text: string, named: Named): string {
  const words = wordsOf(text);
  const holes = [...numbersIn(text, named), ...named.names.flatMap((name) => nameIn(text, words, name, named.others))];
  let left = "";
  let at = 0;
  for (const [from, until] of holes.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (until <= at) continue;
    if (from > at || left === "") left += `${text.slice(at, from)}${GONE}`;
    at = until;
  }
  return left + text.slice(at);
}

type Hole = readonly [from: number, until: number];

/** Nine digits and more, as people write them. */
const A_NUMBER = /(?<![\w-])\+?\d(?:[ .\u00a0\u202f()/-]{0,2}\d){8,14}(?![\w:])/g;

function numbersIn(text: string, { forms, country }: Named): Hole[] {
  return [...text.matchAll(A_NUMBER)].flatMap(({ 0: written, index }) => {
    const plain = written.replaceAll(/[^\d+]/g, "");
    const number = readPhoneNumber(plain, country as never);
    return forms.includes(plain) || (number !== null && forms.includes(number))
      ? [[index, index + written.length] as const]
      : [];
  });
}

interface Word {
  readonly folded: string;
  readonly capital: boolean;
  readonly from: number;
  readonly until: number;
}

const fold = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    folded: fold(word),
    capital: /^\p{Lu}/u.test(word),
    from: index,
    until: index + word.length,
  }));

const TITLES = ["m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle", "dr", "docteur", "mrs", "ms", "miss"];
const isTitle = (word: string): boolean => TITLES.includes(word);
/** Words of a name that are nobody's: `de`, `la`. */
const MEANS_SOMEBODY = 3;

function nameIn(text: string, words: readonly Word[], name: string, others: readonly string[]): Hole[] {
  const tokens = wordsOf(name)
    .map(({ folded }) => folded)
    .filter((word) => !isTitle(word));
  if (tokens.length === 0 || tokens.join("").length < MEANS_SOMEBODY) return [];
  const sorted = [...tokens].sort().join(" ");
  const isShared = (token: string): boolean =>
    others.some((other) => wordsOf(other).some(({ folded }) => folded === token));
  const holes: Hole[] = [];
  const touch = (a: Word, b: Word): boolean => /^[\s.,’'-]{1,3}$/.test(text.slice(a.until, b.from));
  for (const [n, word] of words.entries()) {
    const run = words.slice(n, n + tokens.length);
    const last = run.at(-1);
    const together = run.every((each, k) => k === 0 || touch(run[k - 1] ?? each, each));
    const whole =
      last &&
      together &&
      run
        .map(({ folded }) => folded)
        .sort()
        .join(" ") === sorted;
    const titled = words[n - 1];
    const hasTitle = titled !== undefined && isTitle(titled.folded) && touch(titled, word);
    if (last && whole && (tokens.length > 1 || hasTitle || (word.capital && !isShared(word.folded))))
      holes.push([hasTitle ? titled.from : word.from, last.until]);
    else if (hasTitle && word.folded.length >= MEANS_SOMEBODY && tokens.includes(word.folded))
      holes.push([titled.from, word.until]);
  }
  return holes;
}
