import { ofWhom } from "../../../kernel/french-of.ts";
import type { TakeUpHow } from "../../../needs/take-up.ts";

/** « Astreinte de Sophie, prise à 18 h 02 par téléphone ». */
const hows: Readonly<Record<TakeUpHow, string>> = {
  link: "par le lien du courriel",
  key: "par téléphone",
  call: "en prenant un appel",
  need: "en prenant un rappel",
  page: "sur la page",
  command: "par une commande",
  text: "par SMS",
};

/** Taking up duty: on Today, in the week, and where the link of a letter leads. */
export const takeUp = {
  title: "Prise de poste",
  ask: "Prenez-vous votre poste ?",
  standInAsk: (name: string) => `Prenez-vous le relais ${ofWhom(name)} ?`,
  standInHint: (name: string) => `${name} n’a pas encore confirmé. Si vous savez que quelqu’un y est, dites-le aussi.`,
  take: "Je prends mon poste",
  standIn: "Je prends le relais",
  thanks: "Merci : personne d’autre ne sera dérangé.",
  fromTo: (from: string, until: string) => `Du ${from} au ${until}.`,
  states: {
    yours: (_who: string, when: string, own: boolean) =>
      own ? `Vous avez pris votre poste, ${when}` : `Vous avez pris le relais, ${when}`,
    taken: (who: string, when: string, _own: boolean) => `${who} y est depuis ${when}`,
    over: (_who: string, _when: string, _own: boolean) => "Cette période est finie",
    gone: (_who: string, _when: string, _own: boolean) =>
      "Le planning a changé : cette période est à quelqu’un d’autre",
    unknown: (_who: string, _when: string, _own: boolean) => "Ce lien ne mène à rien : regardez la page de l’agence",
  },
  of: {
    duty: (name: string) => `Permanence ${ofWhom(name)}`,
    "on-call": (name: string) => `Astreinte ${ofWhom(name)}`,
  },
  taken: (when: string, how: TakeUpHow, by: string | null) =>
    by === null ? `prise à ${when} ${hows[how]}` : `prise à ${when} par ${by}, ${hows[how]}`,
  waiting: (when: string) => `commence à ${when}, pas encore confirmée`,
  begun: (when: string) => `a commencé à ${when}, pas encore confirmée`,
  late: (when: string) => `non confirmée, début à ${when}`,
  passed: (when: string) => `a dit ne pas pouvoir, début à ${when}`,
  confirm: "Confirmer",
  confirmFor: (whose: string) => `Confirmer : ${whose}`,
  confirmed: "La prise de poste est notée.",
  marks: {
    taken: "prise de poste confirmée",
    waiting: "prise de poste attendue",
    late: "prise de poste non confirmée",
    missed: "prise de poste jamais confirmée",
  },
} as const;
