import type { Language } from "../../duty/office.ts";
import type { Fault } from "../../kernel/fault.ts";
import { ownSentence } from "./say-issue.ts";

/** What fills the gap of a refusal: names and numbers as they are, or words of ours in the language of who asked. */
export type Filling = string | { readonly fr: string; readonly en: string };

export const inWords = (filling: Filling, language: Language): string =>
  typeof filling === "string" ? filling : filling[language];

/** What a fault of the rooms below says, which speak English, in words for whoever asked. */
export function fillingOf({ code, message }: Fault): Filling {
  const known = byCode[code];
  if (known) return known;
  const en = message.replace(/\.$/, "");
  if (code === "duty.bad-number") return { fr: ownSentence(en, "fr"), en };
  if (code === "needs.taken") return whoIn(en);
  if (code === "needs.already-closed") return whoIn(en) === "" ? gotThrough : closedBy(whoIn(en));
  if (code === "store.office-inconsistent") return { fr: en.split("; ").map(contradiction).join(" ; "), en };
  return { fr: "", en };
}

/** The name in quotation marks that a fault's sentence begins with. */
const whoIn = (sentence: string): string => /^"(.*)"/s.exec(sentence)?.[1] ?? "";
const closedBy = (who: string): Filling => ({ fr: `${who} l’a clos`, en: `${who} closed it` });
const gotThrough: Filling = { fr: "L’appelant a été pris", en: "The caller got through" };

const byCode: { readonly [code: string]: Filling | undefined } = {
  "store.no-call": { fr: "cet appel", en: "this call" },
  "store.no-log-entry": { fr: "cette entrée", en: "this entry" },
  "store.no-message": { fr: "ce message", en: "this message" },
  "store.no-text": { fr: "ce SMS", en: "this text message" },
  "needs.no-need": { fr: "ce rappel", en: "this call back" },
  "needs.no-take-up": { fr: "cette prise de poste", en: "this shift" },
  "store.no-user": { fr: "ce compte", en: "this account" },
  "store.bad-id": { fr: "cet identifiant n’en est pas un", en: "this is no identifier" },
  "duty.bad-office": { fr: "ce ne sont pas les données d’une agence", en: "these are no data of an office" },
  "store.conflict": { fr: "ce qui est déjà enregistré le contredit", en: "what is stored already contradicts it" },
  "store.disk-full": {
    fr: "il est plein. Faites de la place, puis réessayez",
    en: "it is full. Make room, then try again",
  },
  "store.read-only": { fr: "rien ne peut y être écrit", en: "nothing can be written to it" },
  "store.busy": { fr: "il est occupé. Réessayez", en: "it is busy. Try again" },
  "store.disk": { fr: "il n’a pas pu lire ou écrire", en: "it failed to read or write" },
  "store.corrupt": {
    fr: "la base de données est abîmée. Redémarrez l’appareil : il répare ce qu’il peut",
    en: "the database is damaged. Restart the appliance: it repairs what it can",
  },
};

/** The sentences of `store/office-check.ts`. */
function contradiction(sentence: string): string {
  const twice = /^"(.*)" is twice in (\w+)$/s.exec(sentence);
  if (twice) return `« ${twice[1]} » y est deux fois (${lists[twice[2] ?? ""] ?? twice[2]})`;
  const stranger = /^(rota|leave|override|menu key) "?(.*?)"? names "(.*)", who is not among the people$/s.exec(
    sentence,
  );
  if (stranger)
    return `${rows[stranger[1] ?? ""]} « ${stranger[2]} » nomme « ${stranger[3]} », qui n’est pas parmi les personnes`;
  return "deux données se contredisent";
}

const lists: Readonly<Record<string, string>> = {
  people: "personnes",
  rota: "permanence",
  closures: "fermetures",
  leave: "congés",
  absences: "absences",
  overrides: "remplacements",
  callers: "clients connus",
  blocked: "numéros bloqués",
  menu: "menu",
};

const rows: Readonly<Record<string, string>> = {
  rota: "le créneau",
  leave: "le congé",
  override: "le remplacement",
  "menu key": "la touche",
};
