import type { Language, Office } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import type { Part } from "./letter-parts.ts";
import { hourOf, type Who } from "./when-and-who.ts";

/** By which whoever reads a letter says, once, that they call back. */
export interface Accept {
  readonly url: string;
  readonly until: Instant;
}

/** Whom to call back, and that it is somebody's task until a person closes it. */
export function callBack(whose: Pick<Who, "number" | "dial"> | null, language: Language): Part {
  const after =
    language === "fr"
      ? "Reste dans « À rappeler », sur la page, jusqu’à ce que quelqu’un le classe."
      : "Stays in “To call back”, on the page, until somebody closes it.";
  return { is: "call-back", shown: whose?.number ?? null, dial: whose?.dial ?? null, after };
}

/** The button. Who reads it on the road, where it opens nothing, calls back all the same. */
export function acceptance(accept: Accept | null, { zone }: Pick<Office, "zone">, language: Language): Part | null {
  if (!accept) return null;
  const { url, until } = accept;
  return language === "fr"
    ? {
        is: "act",
        before: "Vous rappelez ? Dites-le ici : les autres ne seront plus dérangés.",
        label: "Je m’en occupe",
        url,
        after: `Valable une fois, jusqu’au ${hourOf(until, zone, "fr")}. Si la page ne s’ouvre pas, vous êtes hors du réseau de l’agence : rappelez directement.`,
      }
    : {
        is: "act",
        before: "Will you call back? Say so here: the others are left in peace.",
        label: "I’ll call back",
        url,
        after: `Works once, until ${hourOf(until, zone, "en")}. If the page does not open, you are outside the office’s network: just call back.`,
      };
}
