/** Where the link of a letter leads. */
export const callBack = {
  title: "Un appelant attend",
  someone: "Un appelant",
  dial: (number: string) => `Appeler le ${number}`,
  outcome: "Dire ce qu’il en est",
  states: {
    open: (_who: string, _when: string) => "Voulez-vous rappeler ?",
    yours: (_who: string, _when: string) => "Vous vous en occupez",
    taken: (who: string, when: string) => `${who} s’en occupe depuis ${when}`,
    closed: (who: string, when: string) => (who === "" ? `C’est réglé depuis ${when}` : `Réglé par ${who}, ${when}`),
    over: (_who: string, _when: string) => "Ce lien a fait son temps : regardez « À rappeler » sur la page de l’agence",
    unknown: (_who: string, _when: string) =>
      "Ce lien ne mène à rien : regardez « À rappeler » sur la page de l’agence",
  },
};
