import type { Language } from "../duty/office.ts";

/** What is wrong with a line, in French, by the fault's code; its own sentence is the English one. */
const french: Readonly<Record<string, string>> = {
  "line.trouble": "Le modem ne répond pas comme il faut. Le boîtier le remet en route.",
  "line.unplugged": "Le modem a été débranché, ou sa prise ne marche plus. Le boîtier le cherche.",
  "serial.lost": "Le modem a été débranché, ou sa prise ne marche plus. Le boîtier le cherche.",
  "line.no-port": "Le boîtier n'arrive pas à joindre le modem. Il réessaie.",
  "line.stalled": "Le modem a cessé d'envoyer du son pendant un appel. Le boîtier le remet en route.",
  "line.no-answer": "Le modem n'a pas pu prendre un appel. Le boîtier le remet en route.",
  "line.unusable-modem": "Ce modem ne sait pas parler : il ne peut pas répondre aux appels.",
};

/** The sentence of a line's trouble, in the reader's language. */
export function sayTrouble(code: string | null, sentence: string | null, language: Language): string | null {
  if (language === "en" || code === null) return sentence;
  return french[code] ?? french["line.trouble"] ?? sentence;
}
