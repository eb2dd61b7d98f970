import { ofWhom } from "../../../kernel/french-of.ts";

export const mail = {
  intro: "Chaque message laissé par un appelant est envoyé à la personne de permanence, et à ces adresses.",
  by: {
    page: "Les réglages ci-dessous sont utilisés.",
    technician: "Les réglages du technicien (config.json) sont utilisés. Enregistrez les vôtres pour les remplacer.",
    nobody: "Aucun courriel ne part : indiquez un serveur.",
  },
  waiting: (n: number) =>
    n === 0 ? "Tous les courriels sont partis." : n === 1 ? "Un courriel attend." : `${n} courriels attendent.`,
  back: "Revenir aux réglages du technicien",
  stop: "Ne plus envoyer de courriels",
  to: "Adresses prévenues de tout",
  toExample: "accueil@agence.fr, direction@agence.fr",
  toHint:
    "Plusieurs adresses : séparez-les par des virgules. Les personnes de permanence sont prévenues de toute façon.",
  server: "Le serveur qui envoie",
  host: "Serveur d’envoi (SMTP)",
  port: "Port",
  encryption: "Chiffrement",
  encryptions: { starttls: "STARTTLS, le plus courant", tls: "TLS dès le début" },
  user: "Utilisateur",
  passwordHint: "Il reste dans le boîtier et n’est plus jamais montré.",
  passwordKept: "Enregistré. Laissez vide pour le garder.",
  from: "Adresse de l’expéditeur",
  found: (name: string) => `Serveur ${ofWhom(name)} trouvé.`,
  whoKeeps: "Qui héberge cette adresse ? Choisissez, ou indiquez le serveur ci-dessous.",
  passwords: {
    ordinary: "Le mot de passe est celui de cette boîte aux lettres.",
    app: "Le mot de passe habituel ne suffit pas : il faut un « mot de passe d’application », une suite de lettres que votre fournisseur crée pour ce boîtier seul, et que vous pourrez annuler sans changer le vôtre. Il se crée ici :",
  },
  try: "Essayer avant d’enregistrer",
  testTo: "Envoyer un essai à",
  test: "Envoyer un essai",
  sending: "Envoi…",
  sent: (to: string) => `L’essai est parti à ${to}. Regardez s’il est arrivé, aussi parmi les indésirables.`,
} as const;
