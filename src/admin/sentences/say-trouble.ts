import type { Language } from "../../duty/office.ts";

/** What is wrong, in French, by the fault's code; its own sentence is the English one. */
const french: Readonly<Record<string, string>> = {
  "line.unplugged": "Le modem a été débranché, ou sa prise ne marche plus. Le boîtier le cherche.",
  "serial.lost": "Le modem a été débranché, ou sa prise ne marche plus. Le boîtier le cherche.",
  "line.no-port": "Le boîtier n'arrive pas à joindre le modem. Il réessaie.",
  "line.stalled": "Le modem a cessé d'envoyer du son pendant un appel. Le boîtier le remet en route.",
  "line.no-answer": "Le modem n'a pas pu prendre un appel. Le boîtier le remet en route.",
  "store.corrupt": "La base de données était abîmée : une nouvelle a été commencée, avec tout ce qui a pu être sauvé.",
  "store.disk-full": "Le disque est plein. Les appels sont pris, mais rien n'en restera à l'arrêt du boîtier.",
  "store.newer": "La base de données vient d'une version plus récente du logiciel.",
  "admin.not-announced":
    "La page ne peut pas être annoncée par son nom dans le réseau : ouvrez-la par l'adresse du boîtier.",
  "line.unusable-modem": "Ce modem ne sait pas parler : il ne peut pas répondre aux appels.",
};

/** The same for the whole of a room, where a code has no sentence of its own. */
const frenchRooms: Readonly<Record<string, string>> = {
  line: "Le modem ne répond pas comme il faut. Le boîtier le remet en route.",
  serial: "Le boîtier n'arrive pas à joindre le modem. Il réessaie.",
  store:
    "La base de données ne peut pas être utilisée. Les appels sont pris, mais rien n'en restera à l'arrêt du boîtier.",
  app: "Une partie du boîtier ne marche pas. Les appels sont pris quand même.",
};

/** The sentence of a trouble, in the reader's language. */
export function sayTrouble(code: string | null, sentence: string | null, language: Language): string | null {
  if (language === "en" || code === null) return sentence;
  return french[code] ?? frenchRooms[code.split(".")[0] ?? ""] ?? sentence;
}
