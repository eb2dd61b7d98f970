import { plural } from "./plural.ts";

export const texts = {
  back: "À rappeler",
  lead: "Ce qui est arrivé par SMS. Les ordres de l’équipe sont exécutés, un client est à rappeler ; à un inconnu, le boîtier n’obéit pas et ne répond pas : c’est à vous de le lire.",
  none: "Aucun SMS n’est arrivé. Il faut une ligne mobile (SIM) pour en recevoir.",
  unread: (n: number) => plural(n, "SMS d’un numéro inconnu à lire", "SMS de numéros inconnus à lire"),
  all: "Tous les SMS",
  became: {
    command: "Ordre de l’équipe",
    need: "À rappeler",
    closed: "Rappel clos",
    unread: "À lire",
  },
  readBy: (who: string, when: string) => (who === "" ? `Lu ${when}` : `Lu par ${who}, ${when}`),
  read: "J’ai lu",
  callBack: "À rappeler",
  need: "Voir le rappel",
  sent: (when: string) => `Écrit ${when} ; arrivé plus tard.`,
  remove: "Supprimer ce SMS",
  removeSure: (who: string) => `Le SMS de ${who} sera supprimé pour de bon.`,
  removeNow: "Supprimer",
  did: { callBack: "C’est dans « À rappeler ».", removed: "Le SMS est supprimé." },
} as const;
