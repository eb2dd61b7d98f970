interface TakeUpRule {
  readonly who: "off" | "on-call" | "all";
  readonly before: number;
  readonly calls: boolean;
  readonly callAfter: number;
  readonly tellAfter: number;
}

const turns = (n: number) => (n === 1 ? "un seul tour" : `${n} tours`);
const minutes = (n: number) =>
  n === 1 ? "une minute" : n % 60 === 0 ? (n === 60 ? "une heure" : `${n / 60} heures`) : `${n} minutes`;

/** Who is asked to call back, how often, and who is told at last. */
export const followUp = {
  intro:
    "Un appelant que personne n’a servi est à rappeler. Le boîtier prévient l’un après l’autre, jusqu’à ce que quelqu’un dise « Je m’en occupe » : par le lien du courriel, par la touche 1 au téléphone, ou sur la page.",
  order: "Qui est prévenu, dans quel ordre",
  first: "Ceux que l’appel a fait sonner, et ceux qui sont de permanence",
  second: "Ceux qui sont d’astreinte, niveau 1, puis 2, puis 3",
  secondHint: "Seulement pour un client fragile ou une urgence. Le niveau de chacun se règle dans le planning.",
  third: "Ceux qui sont chargés du suivi des messages",
  weights: { fragile: "Un client fragile", urgent: "Une urgence", usual: "Tout autre appelant" },
  weightHints: {
    fragile: "Coché comme fragile parmi les appelants connus.",
    urgent: "L’appelant a choisi l’urgence, ou l’astreinte a été appelée.",
    usual: "Attend la fin des heures calmes. Qui raccroche sans rien dire n’est relancé qu’après son délai.",
  },
  every: "Minutes par niveau",
  rounds: "Nombre de tours",
  calls: "Appeler aussi par téléphone",
  callsHint: "Sur une ligne libre. Un appelant passe toujours avant.",
  sentence: (every: number, rounds: number, calls: boolean) =>
    `Prévient par courriel${calls ? " et par téléphone" : ""}, laisse ${minutes(every)} à chaque niveau, et fait ${turns(rounds)}.`,
  quiet: "Heures calmes",
  quietHint: "Ce qui n’est ni fragile ni urgent attend. La même heure deux fois : pas d’heures calmes.",
  from: "De",
  to: "À",
  quietSentence: (from: string, to: string) =>
    from === to ? "Personne n’attend : on est prévenu à toute heure." : `Rien de courant entre ${from} et ${to}.`,
  last: "Si personne ne s’en occupe",
  lastHint: "Ces personnes en sont averties par courriel, avec la liste de ceux qui ont été prévenus.",
  lastUsual: (names: string) => `Personne de coché : ${names}.`,
  lastNobody: "Personne de coché, et personne n’est chargé du suivi ni du planning : personne ne serait averti.",
  takeUp: {
    hint: "Celui dont la période commence dit qu’il y est. S’il ne le dit pas, d’autres le savent à temps.",
    who: "Qui confirme sa prise de poste",
    whos: { off: "Personne", "on-call": "L’astreinte", all: "L’astreinte et la permanence" },
    before: "Courriel, minutes avant le début",
    calls: "Appeler qui n’a pas répondu",
    callAfter: "Appel, minutes après le début",
    callAfterHint: "Un nombre négatif : avant le début.",
    tellAfter: "Avertir les suivants, minutes après le début",
    night:
      "Une période qui commence dans les heures calmes est demandée le soir d’avant. Prendre un appel avec la touche 1, prendre un rappel ou ouvrir la page à son nom le dit aussi.",
    sentence: ({ who, before, calls, callAfter, tellAfter }: TakeUpRule) =>
      who === "off"
        ? "Personne n’a à confirmer sa prise de poste."
        : `${before > 0 ? `${minutes(before)} avant le début` : "Au début"}, un courriel avec « Je prends mon poste ». ${
            calls
              ? `${callAfter === 0 ? "Au début" : callAfter > 0 ? `${minutes(callAfter)} après le début` : `${minutes(-callAfter)} avant le début`}, le boîtier appelle celui qui ne l’a pas fait. `
              : ""
          }${minutes(tellAfter)} après le début, le niveau suivant et qui planifie la permanence sont avertis, et la page le montre jusqu’à ce que quelqu’un y soit.`.replace(
            /(^|\. )(\p{Ll})/gu,
            (_, end: string, letter: string) => `${end}${letter.toUpperCase()}`,
          ),
  },
  noMail: "pas d’adresse de courriel",
  and: " et ",
} as const;
