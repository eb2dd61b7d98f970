const times = (n: number) => (n === 0 ? "jamais" : `${n} fois`);

export const lines = {
  states: { ready: "Prête", trouble: "En panne", starting: "Démarrage" },
  since: (when: string) => `depuis ${when}`,
  number: "Numéro",
  modem: "Modem",
  modemFound: "reconnu tout seul",
  port: "Branchement",
  simulatedPort: "simulé",
  simulated: "Ligne simulée : aucun vrai appel n’y arrive.",
  callsToday: "Appels aujourd’hui",
  lastCall: "Dernier appel",
  noCall: "aucun",
  troubles: "Pannes en 30 jours",
  times,
  forwarding: {
    "hook-flash": "Transfère les appels par double appel",
    "other-line": "Met en relation par une autre ligne",
    network: "Fait transférer les appels par l’opérateur",
    none: "Ne transfère pas : les appels vont au répondeur",
  },
  onCall: "Un appel est en cours.",
  history: "Historique",
  noHistory: "Rien de noté.",
  none: "Aucune ligne. Branchez un modem, nommez-le dans var/config.json, puis redémarrez le boîtier.",
  trialBy: (when: string, who: string) => `${when}, par ${who}`,
  pin: {
    label: "Code PIN de la carte SIM",
    nobody:
      "À donner si la carte en demande un. Il est essayé dans les deux minutes ; trois codes faux bloquent la carte.",
    page: "Un code est enregistré ; il n’est jamais réaffiché. Trois codes faux bloquent la carte.",
    technician: "Donné par le technicien dans config.json.",
    save: "Enregistrer",
    forget: "Oublier le code",
  },
  /** The rest of the words of a SIM is in `pages/lines/sim-words.ts`. */
  sim: {
    tryOut: "Essayer avec deux téléphones",
    tryTitle: "Ce que fait l’opérateur",
  },
  check: "Tester la ligne",
  checkTitle: (line: string) => `Tester ${line}`,
  checkIntro:
    "Le boîtier regarde le modem pas à pas et dit ce qui ne va pas. Si un appel arrive, le test s’arrête et l’appel est pris.",
  hearLine: "Décrocher aussi, pour écouter la tonalité",
  hearLineHint: "La ligne est alors occupée dix secondes : qui appelle à ce moment entend « occupé ».",
  lastCheck: "Dernier test",
  neverChecked: "Pas encore testée.",
  probe: "Essayer le renvoi",
  probeTitle: (line: string) => `Essayer le renvoi de ${line}`,
  probeIntro: {
    "hook-flash":
      "Le boîtier appelle cette personne : une voix lui demande d’appuyer sur 1. Puis il vérifie que la ligne donne une seconde tonalité. La mise en relation elle-même ne peut être essayée qu’avec un vrai appelant.",
    "other-line":
      "Le boîtier appelle cette personne par cette ligne : une voix lui demande d’appuyer sur 1. La mise en relation par une autre ligne ne peut être essayée qu’avec un vrai appelant.",
    network:
      "Le boîtier demande à l’opérateur de renvoyer la ligne vers cette personne, puis remet le renvoi prévu par le planning. Quelques secondes durant, un appel arriverait chez elle.",
    none: "",
  },
  probeBusy: "La ligne est occupée pendant l’essai, une minute au plus.",
  whom: "Qui appeler",
  nobody: "Ajoutez d’abord une personne, avec son numéro, dans la page Personnes.",
  lastProbe: "Dernier essai de renvoi",
  probeOf: (who: string, when: string, by: string) => `vers ${who}, ${when}, par ${by}`,
  neverProbed: "Pas encore essayé.",
  start: "Commencer",
  again: "Recommencer",
  stop: "Arrêter",
  running: "En cours…",
  verdicts: { ok: "Bien", warning: "À voir", trouble: "Ne va pas", now: "En cours" },
  interrupted: "La liaison avec le boîtier a été coupée. Le test s’est arrêté.",
  transcript: "Transcription pour le technicien",
  transcriptIntro:
    "Tout ce que le boîtier et le modem se disent, pour un technicien. Les numéros des appelants y sont ; leurs paroles n’y sont jamais.",
  transcriptOn: (until: string) => `Écriture en cours jusqu’à ${until}.`,
  transcriptAlways: "Écriture permanente, demandée dans config.json.",
  transcriptFor: "Écrire pendant",
  transcriptHours: { 15: "un quart d’heure", 60: "1 heure", 240: "4 heures", 1440: "24 heures" },
  begin: "Commencer à écrire",
  end: "Arrêter l’écriture",
  noTranscripts: "Aucune transcription.",
  transcripts: "Transcriptions gardées",
  transcriptsKept: "Les vingt plus récentes sont gardées.",
  download: (when: string) => `Télécharger la transcription du ${when}`,
  removeTranscript: (when: string) => `Supprimer la transcription du ${when}`,
  size: (bytes: number) =>
    bytes < 1000
      ? `${bytes} octets`
      : bytes < 1_000_000
        ? `${Math.round(bytes / 1000)} ko`
        : `${(bytes / 1_000_000).toFixed(1).replace(".", ",")} Mo`,
} as const;
