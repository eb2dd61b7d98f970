/** As people say it in French, where the calendar has an official title, a year, or a small letter. */
const everyday = {
  "Fête Nationale de la France": "Fête nationale du 14 Juillet",
  "Fête Nationale": "Fête nationale",
  "Fête de la Victoire 1945": "Victoire du 8 Mai 1945",
  "Armistice 1918": "Armistice du 11 Novembre",
  "l'Épiphanie": "Épiphanie",
  "Fête du travail": "Fête du Travail",
  "Nouvel An": "Jour de l’An",
  "Jour férié légaux": "Jour férié légal",
};

export const withApostrophes = (name) => name.replaceAll(/(?<=\p{L})'(?=\p{L})/gu, "’");

/** A public holiday by the name that people use. */
export function inEverydayFrench(name) {
  const [, substituted, rest] = /^(.*?)( \(jour substitut\))?$/.exec(name ?? "") ?? [];
  const known = everyday[substituted] ?? substituted;
  return `${withApostrophes(known)}${rest ? " (jour de remplacement)" : ""}`;
}
