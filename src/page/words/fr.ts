import { announcements } from "./fr/announcements.ts";
import { backup } from "./fr/backup.ts";
import { callBack } from "./fr/call-back.ts";
import { calls } from "./fr/calls.ts";
import { duty } from "./fr/duty.ts";
import { followUp } from "./fr/follow-up.ts";
import { journal } from "./fr/journal.ts";
import { lines } from "./fr/lines.ts";
import { logbook } from "./fr/logbook.ts";
import { mail } from "./fr/mail.ts";
import { menu } from "./fr/menu.ts";
import { messages } from "./fr/messages.ts";
import { needs } from "./fr/needs.ts";
import { people } from "./fr/people.ts";
import { phone } from "./fr/phone.ts";
import { plan } from "./fr/plan.ts";
import { plural } from "./fr/plural.ts";
import { retention } from "./fr/retention.ts";
import { settings } from "./fr/settings.ts";
import { setup } from "./fr/setup.ts";
import { takeUp } from "./fr/take-up.ts";
import { texts } from "./fr/texts.ts";
import { today } from "./fr/today.ts";

/** French, the language that the other catalogues follow. */
export const fr = {
  pages: {
    today: "Aujourd’hui",
    needs: "À rappeler",
    messages: "Messages",
    texts: "SMS",
    duty: "Planning",
    people: "Personnes",
    calls: "Appels",
    logbook: "Main courante",
    announcements: "Annonces",
    lines: "Lignes",
    phone: "Téléphone",
    settings: "Réglages",
    setup: "Mise en service",
    more: "Plus",
  },
  shell: {
    chooseFile: "Choisir un fichier",
    noFile: "Aucun fichier choisi",
    skip: "Aller au contenu",
    /** Between a name and what it has. */
    colon: " : ",
    navigation: "Navigation principale",
    signOut: "Se déconnecter",
    theme: "Apparence",
    themes: { system: "Automatique", light: "Clair", dark: "Sombre" },
    language: "Langue",
    languages: { fr: "Français", en: "English" },
    offline: "Liaison avec le boîtier interrompue. Nouvel essai en cours…",
    loading: "Chargement…",
    close: "Fermer",
    cancel: "Annuler",
    save: "Enregistrer",
    remove: "Supprimer",
    edit: "Modifier",
    add: "Ajouter",
    more: "En voir plus",
    again: "Réessayer",
    saved: "C’est enregistré.",
    unknownCaller: "Numéro inconnu",
    withheld: "Numéro masqué",
    you: "vous",
    search: "Rechercher",
    forbidden: "Votre compte ne permet pas cette action.",
    optional: "facultatif",
    next: "Suivant",
  },
  faults: {
    unreachable: "Le boîtier ne répond pas. Vérifiez qu’il est allumé et relié au réseau de l’agence.",
    unexpected: "Le boîtier a répondu de façon inattendue. Réessayez ; si cela continue, redémarrez-le.",
    signedOut: "Votre session est terminée. Reconnectez-vous : rien de ce que vous avez saisi n’est perdu.",
    changed:
      "Quelqu’un d’autre a modifié ceci entre-temps. La version actuelle a été rechargée : vérifiez, puis recommencez.",
    tooMany: "Trop d’essais. Attendez une minute, puis recommencez.",
  },
  signIn: {
    title: "Se connecter",
    intro: "L’accueil téléphonique de votre agence.",
    name: "Nom d’utilisateur",
    password: "Mot de passe",
    enter: "Entrer",
    wrong: "Ce nom ou ce mot de passe n’est pas le bon.",
    firstTitle: "Bienvenue",
    firstIntro: "C’est la première visite. Choisissez le compte de la personne qui administre ce boîtier.",
    passwordHint: "10 caractères au moins. Une phrase se retient mieux qu’un mot.",
    passwordShort: "Il faut 10 caractères au moins.",
    repeat: "Mot de passe, encore une fois",
    different: "Les deux mots de passe ne sont pas les mêmes.",
    code: "Code du boîtier",
    codeHint: "Le boîtier l’affiche à son démarrage.",
    create: "Créer le compte",
    show: "Afficher",
    hide: "Masquer",
  },
  announcements,
  backup,
  callBack,
  calls,
  duty,
  followUp,
  journal,
  lines,
  logbook,
  mail,
  menu,
  messages,
  needs,
  people,
  phone,
  plan,
  retention,
  settings,
  setup,
  takeUp,
  texts,
  today,
  services: { duty: "Permanence", "on-call": "Astreinte" },
  count: {
    messages: (n: number) => plural(n, "message", "messages"),
    selected: (n: number) => plural(n, "sélectionné", "sélectionnés"),
  },
} as const;
