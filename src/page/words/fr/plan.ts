/** What happens to a call, to be read after "Un appel qui arrive maintenant". */
export const plan = {
  blocked: "n’est pas pris : ce numéro est bloqué.",
  menu: "passe par le menu à touches, puis ",
  menuOnly: "passe par le menu à touches",
  andThen: ", puis ",
  to: (names: string) => `est transféré à ${names}.`,
  toOnCall: (names: string) => `est transféré à l’astreinte : ${names}.`,
  heard: {
    closed: "tombe sur l’annonce de fermeture",
    holiday: "tombe sur l’annonce de jour férié",
    absence: "tombe sur l’annonce d’absence",
  },
  urgent: (names: string) => `. La touche 1 joint l’astreinte : ${names}.`,
  message: ", puis sur le répondeur.",
  onlyMessage: "tombe sur le répondeur.",
  otherwiseMessage: " Sans réponse, le répondeur prend un message.",
  nothing: "est pris, puis se termine.",
} as const;
