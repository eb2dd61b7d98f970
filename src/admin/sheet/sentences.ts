import type { Language } from "../../duty/office.ts";

/** What is said of a row, in the reader's language. */
export interface SheetWords {
  readonly noName: string;
  readonly nameTooLong: string;
  readonly noNumber: string;
  scientific(cell: string): string;
  notANumber(cell: string): string;
  mended(shown: string): string;
  twice(line: number): string;
  notAnEmail(cell: string): string;
  notYesOrNo(cell: string): string;
  notALanguage(cell: string): string;
  notARole(cell: string, known: string): string;
  tooManyNumbers: string;
  /** Left out, and the rest taken. */
  readonly noteTooLong: string;
  notRelatives(cell: string): string;
  ofSeveralCallers(names: string): string;
  severalOfThatName: string;
  change(what: keyof SheetWords["fields"], from: string, to: string): string;
  readonly fields: Readonly<
    Record<
      "name" | "numbers" | "email" | "language" | "roles" | "fragile" | "hardOfHearing" | "note" | "relatives",
      string
    >
  >;
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
  ofPerson(name: string): string;
  ofCaller(name: string): string;
  ofFragile(name: string): string;
  isBlocked(shown: string): string;
}

export const sheetWords: Readonly<Record<Language, SheetWords>> = {
  fr: {
    noName: "Il manque le nom.",
    nameTooLong: "Le nom dépasse 200 caractères.",
    noNumber: "Il manque le numéro de téléphone.",
    scientific: (cell) =>
      `Le tableur a changé ce numéro en « ${cell} » : ses derniers chiffres sont perdus. Mettez la colonne au format Texte et ressaisissez-le.`,
    notANumber: (cell) => `« ${cell} » n’est pas un numéro de téléphone valable.`,
    mended: (shown) => `Numéro abîmé par le tableur, rétabli : ${shown}.`,
    twice: (line) => `C’est déjà à la ligne ${line}.`,
    notAnEmail: (cell) => `« ${cell} » n’est pas une adresse de courriel.`,
    notYesOrNo: (cell) => `« ${cell} » : écrivez oui ou non.`,
    notALanguage: (cell) => `« ${cell} » : écrivez fr ou en.`,
    notARole: (cell, known) => `« ${cell} » n’est pas un rôle. Les rôles : ${known}.`,
    tooManyNumbers: "Cinq numéros au plus par personne.",
    noteTooLong: "La note dépasse 500 caractères : elle est laissée de côté.",
    notRelatives: (cell) =>
      `« ${cell} » : écrivez les proches ainsi, cinq au plus : Paul Petit (fils) 06 39 98 00 01; Anne Petit (fille).`,
    ofSeveralCallers: (names) =>
      `Ces numéros appartiennent à plusieurs appelants connus (${names}) : modifiez-les dans leur fiche.`,
    severalOfThatName: "Plusieurs personnes portent ce nom : modifiez-les dans leur fiche.",
    change: (what, from, to) => `${sheetWords.fr.fields[what]} : ${from} → ${to}`,
    fields: {
      name: "Nom",
      numbers: "Numéros",
      email: "Courriel",
      language: "Langue",
      roles: "Rôles",
      fragile: "Public fragile",
      hardOfHearing: "Malentendant",
      note: "Note",
      relatives: "Proches",
    },
    yes: "oui",
    no: "non",
    nothing: "rien",
    ofPerson: (name) => `Ce numéro appartient à ${name}, de l’équipe.`,
    ofCaller: (name) => `Ce numéro appartient à ${name}, un appelant connu.`,
    ofFragile: (name) =>
      `Ce numéro appartient à ${name}, public fragile : ses appels ne seraient plus jamais décrochés.`,
    isBlocked: (shown) => `${shown} est bloqué : ses appels ne sont pas décrochés.`,
  },
  en: {
    noName: "The name is missing.",
    nameTooLong: "The name has more than 200 characters.",
    noNumber: "The telephone number is missing.",
    scientific: (cell) =>
      `The spreadsheet turned this number into “${cell}”: its last digits are lost. Give the column the format Text and type it again.`,
    notANumber: (cell) => `“${cell}” is not a valid telephone number.`,
    mended: (shown) => `Number damaged by the spreadsheet, mended: ${shown}.`,
    twice: (line) => `This is in row ${line} already.`,
    notAnEmail: (cell) => `“${cell}” is not an e-mail address.`,
    notYesOrNo: (cell) => `“${cell}”: write yes or no.`,
    notALanguage: (cell) => `“${cell}”: write fr or en.`,
    notARole: (cell, known) => `“${cell}” is not a role. The roles: ${known}.`,
    tooManyNumbers: "A person has five numbers at most.",
    noteTooLong: "The note has more than 500 characters: it is left out.",
    notRelatives: (cell) =>
      `“${cell}”: write relatives like this, five at most: Paul Petit (son) 06 39 98 00 01; Anne Petit (daughter).`,
    ofSeveralCallers: (names) => `These numbers belong to several known callers (${names}): edit them one by one.`,
    severalOfThatName: "Several people have this name: edit them one by one.",
    change: (what, from, to) => `${sheetWords.en.fields[what]}: ${from} → ${to}`,
    fields: {
      name: "Name",
      numbers: "Numbers",
      email: "E-mail",
      language: "Language",
      roles: "Roles",
      fragile: "Fragile client",
      hardOfHearing: "Hard of hearing",
      note: "Note",
      relatives: "Relatives",
    },
    yes: "yes",
    no: "no",
    nothing: "none",
    ofPerson: (name) => `This number belongs to ${name}, of the team.`,
    ofCaller: (name) => `This number belongs to ${name}, a known caller.`,
    ofFragile: (name) => `This number belongs to ${name}, a fragile client: their calls would never be answered again.`,
    isBlocked: (shown) => `${shown} is blocked: its calls are not answered.`,
  },
};
