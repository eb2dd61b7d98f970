export const menu = {
  intro: "Pendant vos heures, l’appelant peut choisir. S’il ne tape rien, la permanence est appelée.",
  add: "Ajouter une touche",
  edit: (key: string) => `Modifier la touche ${key}`,
  key: "Touche",
  label: "Pour quoi ?",
  labelExample: "Vos rendez-vous",
  heard: (label: string, key: string) => `L’appelant entendra : « ${label} : appuyez sur la touche ${key}. »`,
  information: "Information dite d’abord",
  informationExample: "Préparez votre numéro de dossier, s’il vous plaît.",
  informationHint: "Ce qu’il faut préparer, ou quand rappeler. Ensuite, la personne est appelée.",
  who: "Qui est appelé ?",
  whoHint: "Personne de coché : ceux qui sont de permanence.",
  onDuty: "la permanence",
  rings: (names: string) => `Appelle ${names}`,
  urgent: "Urgence",
  urgentHint:
    "Proposée toute seule en dehors de vos heures, dès qu’une personne est d’astreinte : la touche 1 la fait sonner.",
  hears: "Ce que l’appelant entend",
  none: "Aucune touche pendant vos heures : chaque appel va droit à la permanence. C’est le plus simple pour vos appelants.",
  byPhone: {
    title: "Le menu de l’équipe, par téléphone",
    explain: (n: number) =>
      `Une personne de l’équipe qui appelle d’un de ses numéros presse étoile, puis tape son code. Codes choisis : ${n === 0 ? "aucun, dans Personnes" : n}.`,
    anyone: "Aussi depuis tout autre téléphone",
    anyoneHint:
      "Étoile demande alors un code à chaque appelant, puis l’annonce reprend. Choisissez des codes de six chiffres ou plus, tous différents.",
    saved: "C’est enregistré.",
  },
} as const;
