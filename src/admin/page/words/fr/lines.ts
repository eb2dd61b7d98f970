export const lines = {
  states: { ready: "Prête", trouble: "En panne", starting: "Démarrage" },
  since: (when: string) => `depuis ${when}`,
  number: "Numéro",
  modem: "Modem",
  port: "Branchement",
  simulated: "Ligne simulée : aucun vrai appel n'y arrive.",
  forwards: "Sait transférer un appel",
  noForwards: "Ne sait pas transférer : les appels vont au répondeur",
  onCall: "Un appel est en cours.",
  history: "Historique",
  noHistory: "Rien de noté.",
  none: "Aucune ligne. Branchez un modem, nommez-le dans var/config.json, puis redémarrez le boîtier.",
} as const;
