/** Names in h before which French leaves out the e of "de": those of its own; Hassan and Heidi keep it. */
const MUTE_H = /^h(?:ele|eli|enri|erv|erm|ect|ipp|ila|ono|ora|ort|ub|ug)/;
/** A y before a vowel is a consonant, as in Yann. */
const VOWEL = /^(?:[aeiouœæ]|y(?![aeiou]))/;

/** "d’Amélie", "de Karim", "du 06 39 98 00 01", "d’un numéro masqué": whose something is, or from whom it comes. */
export function ofWhom(who: string): string {
  if (/^\+?\d/.test(who)) return `du ${who}`;
  return ofName(who);
}

/** "des Tilleuls", "du Foyer", "d’Aide et vie": of an agency, by its name. */
export function ofAgency(name: string): string {
  const [, article, rest] = /^(Les?)\s+(.+)$/s.exec(name) ?? [];
  if (rest) return `${article === "Les" ? "des" : "du"} ${rest}`;
  return ofName(name);
}

/** "d’Amélie", "de Karim": of a person or a thing that has a name. */
function ofName(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return VOWEL.test(plain) || MUTE_H.test(plain) ? `d’${name}` : `de ${name}`;
}
