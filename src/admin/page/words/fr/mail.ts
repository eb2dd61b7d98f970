export const mail = {
  intro: "Chaque message laissé par un appelant est envoyé à la personne de permanence, et à ces adresses.",
  by: {
    page: "Les réglages ci-dessous sont utilisés.",
    technician: "Les réglages du technicien (config.json) sont utilisés. Enregistrez les vôtres pour les remplacer.",
    nobody: "Aucun courriel ne part : indiquez un serveur.",
  },
  waiting: (n: number) =>
    n === 0 ? "Tous les courriels sont partis." : n === 1 ? "Un courriel attend." : `${n} courriels attendent.`,
  back: "Revenir aux réglages du technicien",
  stop: "Ne plus envoyer de courriels",
  to: "Adresses prévenues de tout",
  toHint:
    "Plusieurs adresses : séparez-les par des virgules. Les personnes de permanence sont prévenues de toute façon.",
  server: "Le serveur qui envoie",
  host: "Serveur d'envoi (SMTP)",
  port: "Port",
  encryption: "Chiffrement",
  encryptions: { starttls: "STARTTLS (port 587, le plus courant)", tls: "TLS dès le début (port 465)" },
  user: "Utilisateur",
  passwordHint: "Il reste dans le boîtier et n'est plus jamais montré.",
  passwordKept: "Enregistré. Laissez vide pour le garder.",
  from: "Adresse de l'expéditeur",
  try: "Essayer avant d'enregistrer",
  testTo: "Envoyer un essai à",
  test: "Envoyer un essai",
  sending: "Envoi…",
  sent: (to: string) => `L'essai est parti à ${to}. Regardez s'il est arrivé, aussi parmi les indésirables.`,
} as const;
