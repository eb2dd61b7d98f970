export const setup = {
  intro: "Quelques étapes, moins de cinq minutes, et vos appels sont pris.",
  done: "Fait",
  todo: "À faire",
  ready: "Tout est prêt. Appelez votre numéro depuis un autre téléphone : l'appel apparaît sur la page Aujourd'hui.",
  go: "Ouvrir",
  steps: {
    agency: { name: "Le nom de l'agence", hint: "Chaque annonce le dit." },
    line: { name: "La ligne", hint: "Un modem branché, et qui répond." },
    people: { name: "Les personnes", hint: "Qui répond au téléphone, et à quels numéros." },
    hours: {
      name: "Les heures et le planning",
      hint: "Quand vous répondez, qui est de permanence, qui est d'astreinte.",
    },
    announcements: { name: "Les annonces", hint: "Écoutez ce que vos appelants entendent." },
    call: { name: "L'appel d'essai", hint: "Appelez votre numéro, et regardez l'appel en direct." },
  },
} as const;
