const plural = (n: number, one: string, many: string) => `${n.toLocaleString("fr-FR")} ${n < 2 ? one : many}`;
const callsAndMessages = (calls: number, messages: number) =>
  `${plural(calls, "appel", "appels")} et ${plural(messages, "message", "messages")}`;

export const backup = {
  make: "Sauvegarder",
  what: "Un seul fichier contient tout : messages, annonces enregistrées, appels, planning, comptes et réglages. Rangez ce fichier ailleurs que sur ce boîtier.",
  last: (when: string, by: string) => `Dernière sauvegarde : ${when}, par ${by}.`,
  never: "Aucune sauvegarde n’a encore été faite. Si le boîtier tombait en panne, tout serait perdu.",
  old: "Elle date de plus d’un mois : ce qui est arrivé depuis ne se trouve que sur ce boîtier.",
  encrypt: "La protéger par un mot de passe",
  encryptHint:
    "Recommandé : elle contient la voix et les numéros de vos appelants. Notez ce mot de passe : sans lui, personne ne peut l’ouvrir.",
  password: "Mot de passe de la sauvegarde",
  repeat: "Encore une fois",
  short: "Il faut 8 caractères au moins.",
  different: "Les deux mots de passe ne sont pas les mêmes.",
  create: "Créer la sauvegarde",
  creating: "Sauvegarde en cours. Les appels continuent normalement.",
  progress: (done: string, total: string) => `${done} sur ${total}`,
  ready: "La sauvegarde est prête.",
  encrypted: "protégée par mot de passe",
  contents: (calls: number, messages: number, announcements: number, users: number) =>
    [
      callsAndMessages(calls, messages),
      ...(announcements > 0 ? [plural(announcements, "annonce enregistrée", "annonces enregistrées")] : []),
      plural(users, "compte", "comptes"),
    ].join(", "),
  another: "En faire une autre",
  download: "Télécharger",
  hour: "Elle reste une heure à votre disposition.",
  restore: "Restaurer",
  restoreWhat:
    "Remplace tout ce qui est sur ce boîtier par une sauvegarde. Elle est d’abord vérifiée en entier ; rien ne change tant que vous n’avez pas confirmé.",
  choose: "Choisir une sauvegarde à vérifier…",
  sending: "Envoi du fichier…",
  checking: "Vérification de chaque enregistrement…",
  try: "Ouvrir",
  summary: "Cette sauvegarde est intacte",
  of: "Agence",
  noOffice: "Aucune agence",
  madeAt: "Faite le",
  holds: "Contient",
  lost: (calls: number, messages: number) =>
    `Ce boîtier contient ${callsAndMessages(calls, messages)} de plus : absents de la sauvegarde, ils ne seront plus visibles ici.`,
  nothingLost: "Ni appel ni message n’est arrivé depuis.",
  unsent: (n: number) =>
    `${plural(n, "courriel attendait", "courriels attendaient")} de partir quand elle a été faite : il ne part plus.`,
  unsentMany: (n: number) =>
    `${plural(n, "courriel attendait", "courriels attendaient")} de partir quand elle a été faite : ils ne partent plus.`,
  signIn: "Le boîtier redémarre, entre deux appels. Chacun se reconnecte ensuite, avec les comptes de la sauvegarde.",
  noUsers: "Elle ne contient aucun compte : le premier visiteur choisira le sien.",
  config: "Reprendre aussi les réglages techniques (lignes, courriel, adresse de la page)",
  configHint: "À décocher si ce boîtier a un autre modem que celui de la sauvegarde.",
  replace: "Tout remplacer",
  replaceAndLose: (calls: number, messages: number) => `Tout remplacer et perdre ${callsAndMessages(calls, messages)}`,
  replacing: "Restauration en cours",
  replacingHint: "Le boîtier attend la fin des appels, remplace tout, puis redémarre. Cette page revient d’elle-même.",
  gone: "L’envoi s’est arrêté. Choisissez le fichier à nouveau.",
} as const;
