import type { Language } from "../../duty/office.ts";
import { Fault } from "../../kernel/fault.ts";
import { backupFaults, backupRefusals } from "./backup-refusals.ts";
import { type Filling, fillingOf, inWords } from "./fillings.ts";

/** Why something is refused, in both languages, with the status of the answer. `…` stands for what is at fault. */
const refusals = {
  "signed-out": [
    401,
    "Vous n’êtes pas connecté, ou votre session a expiré.",
    "You are not signed in, or your session has ended.",
  ],
  "wrong-password": [401, "Le nom ou le mot de passe n’est pas le bon.", "The name or the password is not right."],
  "not-yours": [403, "Votre rôle ne le permet pas.", "Your role does not allow this."],
  "weak-pin": [
    400,
    "Ce code est trop facile à deviner. Choisissez-en un autre.",
    "This code is too easy to guess. Choose another one.",
  ],
  "callers-hidden": [
    403,
    "Un auditeur voit les faits sans savoir qui a appelé. Un administrateur peut ouvrir le reste pour les jours de l’audit, dans Réglages, Comptes.",
    "An auditor sees the facts, and not who called. An administrator can open the rest for the days of the audit, in Settings, Accounts.",
  ],
  "no-token": [
    403,
    "La demande ne vient pas de cette page. Rechargez-la.",
    "This does not come from this page. Load it again.",
  ],
  elsewhere: [403, "La demande vient d’un autre site.", "This comes from another site."],
  "unknown-host": [421, "Cet appareil ne répond pas à ce nom.", "This appliance does not answer to that name."],
  "example-changed": [
    409,
    "L’exemple a été modifié : dites si ces modifications doivent rester ou partir.",
    "The example was changed: say whether these changes are to stay or to go.",
  ],
  "example-left": [409, "L’exemple a déjà été quitté.", "The example was left already."],
  "example-call": [
    409,
    "Un appel est en cours : attendez qu’il se termine, puis recommencez.",
    "A call is under way: wait until it is over, and try again.",
  ],
  "set-up": [409, "Le premier mot de passe est déjà choisi.", "The first password is set already."],
  "needs-code": [
    403,
    "Indiquez le code que l’appareil affiche à son démarrage.",
    "Give the code that the appliance prints at its start.",
  ],
  "bad-request": [400, "La demande ne convient pas : ….", "This can't be used: …."],
  "not-found": [404, "Il n’y a rien à cette adresse.", "There is nothing at this address."],
  "no-such": [404, "Cela n’existe pas, ou plus : ….", "This does not exist, or no longer: …."],
  "too-many": [429, "Trop de demandes. Réessayez dans … s.", "Too many tries. Try again in … s."],
  busy: [
    503,
    "Le boîtier a trop à faire pour l’instant. Réessayez dans … s.",
    "The box has too much to do just now. Try again in … s.",
  ],
  "too-heavy": [
    422,
    "C’est trop de travail en une fois : demandez-en moins.",
    "This is too much work at once: ask for less.",
  ],
  "too-large": [413, "C’est trop grand.", "This is too large."],
  "bad-type": [415, "Ce type de contenu n’est pas compris.", "This kind of content is not understood."],
  changed: [
    409,
    "Quelqu’un d’autre l’a modifié entre-temps. Votre saisie n’est pas enregistrée.",
    "Someone else changed this meanwhile. What you entered is not saved.",
  ],
  "need-closed": [
    409,
    "…, entre-temps. Votre saisie n’est pas enregistrée.",
    "… meanwhile. What you entered is not saved.",
  ],
  "need-taken": [409, "… s’en occupe déjà.", "… deals with it already."],
  "need-open": [409, "C’est déjà ouvert.", "This is open already."],
  "text-owed": [
    409,
    "Son auteur attend une réponse : elle est dans « À rappeler ».",
    "Its sender waits for an answer: see “Call back”.",
  ],
  "need-newer": [
    409,
    "Cet appelant a rappelé depuis : traitez ce qui est ouvert.",
    "This caller has rung again since: deal with what is open.",
  ],
  "doubtful-number": [409, "… Confirmez pour l’enregistrer quand même.", "… Confirm it to save it all the same."],
  "last-admin": [409, "Il doit rester un administrateur.", "There must be one admin left."],
  "name-taken": [409, "Ce nom est déjà pris.", "This name is taken already."],
  "not-a-sound": [
    415,
    "Ce fichier n’est pas un son lisible : envoyez un fichier WAV.",
    "This is no sound that can be read: send a WAV file.",
  ],
  "no-speech": [422, "On n’entend pas de voix dans cet enregistrement.", "No voice can be heard in this recording."],
  "too-long": [422, "Cet enregistrement dure plus de … s.", "This recording is longer than … s."],
  "no-calendar": [
    422,
    "Ce fichier n’est pas un calendrier lisible : choisissez un fichier iCalendar (.ics).",
    "This is no calendar that can be read: choose an iCalendar file (.ics).",
  ],
  "calendar-too-long": [
    422,
    "Ce calendrier est trop long : exportez une période plus courte.",
    "This calendar is too long: export a shorter period.",
  ],
  "text-values": [422, "…", "…"],
  "text-silent": [
    422,
    "Ce texte ne dirait rien : il n’y reste pas un mot quand ses valeurs sont remplies.",
    "This text would say nothing: not a word of it is left when its values are filled in.",
  ],
  wordless: [
    422,
    "C’est une musique, sans texte : déposez-en un enregistrement.",
    "This is music, without a text: upload a recording of it.",
  ],
  "own-days": [
    422,
    "Cette annonce est entendue autour de sa fermeture : du premier au dernier jour, un mois avant ou après au plus.",
    "This announcement is heard around its closure: from its first to its last day, a month before or after at most.",
  ],
  "no-sound": [404, "Il n’y a pas d’enregistrement à écouter.", "There is no recording to hear."],
  "no-voice": [
    503,
    "Aucune voix de synthèse n’a pu lire ce texte. Enregistrez votre propre voix.",
    "No synthetic voice could read this text. Record your own voice.",
  ],
  "no-phone": [404, "Aucune ligne simulée ne s’appelle « … ».", "No simulated line is called “…”."],
  "line-busy": [
    423,
    "La ligne est occupée, par un appel ou un autre essai. Attendez qu’elle soit libre, puis recommencez.",
    "The line is in use, by a call or another trial. Wait until it is free, then try again.",
  ],
  "line-trouble": [423, "La ligne est en panne : faites d’abord son test.", "The line is in trouble: test it first."],
  "no-telephone": [
    503,
    "La partie du boîtier qui répond au téléphone est arrêtée. Elle est relancée : réessayez dans une minute.",
    "The part of the box that answers calls is away. It is being started again: try again in a minute.",
  ],
  "no-forwarding": [
    422,
    "Cette ligne ne transfère pas les appels : il n’y a rien à essayer.",
    "This line forwards no calls: there is nothing to try.",
  ],
  workbook: [
    415,
    "C’est un classeur (xlsx, xls, ods). Dans le tableur, enregistrez-le au format CSV, puis choisissez ce fichier-là.",
    "This is a workbook (xlsx, xls, ods). In the spreadsheet, save it in the format CSV, then choose that file.",
  ],
  "not-a-table": [415, "Ce fichier n’est pas un tableau CSV lisible.", "This file is no CSV table that can be read."],
  "open-quote": [
    422,
    "Un guillemet ouvert dans ce tableau n’est jamais refermé.",
    "A quotation mark in this table is opened and never closed.",
  ],
  "no-numbers": [
    422,
    "Aucune colonne de numéros de téléphone n’a été trouvée : nommez-la « Téléphone » en première ligne.",
    "No column of telephone numbers was found: name it “Telephone” in the first row.",
  ],
  "no-names": [
    422,
    "Aucune colonne de noms n’a été trouvée : nommez-la « Nom » en première ligne.",
    "No column of names was found: name it “Name” in the first row.",
  ],
  "too-many-rows": [
    422,
    "Ce tableau a plus de … lignes : coupez-le en plusieurs.",
    "This table has more than … rows: cut it into several.",
  ],
  inconsistent: [422, "Cela ne va pas avec le reste : ….", "This does not fit the rest: …."],
  past: [
    422,
    "La fin doit être dans le futur, et après le début.",
    "The end must lie in the future, and after the beginning.",
  ],
  "audit-too-long": [422, "Un audit dure … jours au plus.", "An audit lasts … days at most."],
  "absence-too-long": [
    422,
    "Une absence dure … jours au plus. Pour plus longtemps, inscrivez une fermeture dans Permanence, Fermetures et congés : l’annonce dira jusqu’à quand.",
    "An absence lasts … days at most. For longer, enter a closure in Duty, Closures and leave: the announcement will say until when.",
  ],
  "no-mail": [409, "Aucun serveur de courriel n’est configuré.", "No mail server is set up."],
  mail: [502, "Le serveur de courriel a refusé la lettre. …", "The mail server refused the letter. …"],
  "mail-host": [
    502,
    "Aucun serveur ne porte ce nom. Vérifiez le nom du serveur, et que le boîtier est relié à Internet.",
    "There is no server of that name. Check the server's name, and that the box is connected to the Internet.",
  ],
  "mail-unreachable": [
    502,
    "Le serveur de courriel ne répond pas à ce port. Vérifiez le nom du serveur et le port.",
    "The mail server does not answer at that port. Check the server's name and the port.",
  ],
  "mail-slow": [
    502,
    "Le serveur de courriel n’a pas répondu à temps. Vérifiez le port et le chiffrement.",
    "The mail server did not answer in time. Check the port and the encryption.",
  ],
  "mail-login": [
    502,
    "Le serveur de courriel refuse l’utilisateur ou le mot de passe. …",
    "The mail server refuses the user or the password. …",
  ],
  "mail-certificate": [
    502,
    "Le certificat du serveur de courriel n’est pas valable : rien ne lui a été confié. Vérifiez son nom.",
    "The mail server's certificate is not valid: it was told nothing. Check the server's name.",
  ],
  "mail-tls": [
    502,
    "Le chiffrement choisi n’est pas celui de ce port. Essayez l’autre choix, ou un autre port.",
    "The encryption chosen is not that of this port. Try the other choice, or another port.",
  ],
  "mail-address": [
    502,
    "Le serveur de courriel refuse l’adresse de l’expéditeur ou du destinataire. …",
    "The mail server refuses the address of the sender or of the recipient. …",
  ],
  "mail-password": [
    422,
    "Le serveur ou l’utilisateur a changé : saisissez de nouveau le mot de passe.",
    "The server or the user has changed: type the password again.",
  ],
  ...backupRefusals,
  disk: [
    503,
    "Le disque de l’appareil ne répond pas comme il faut : ….",
    "The appliance's disk does not work as it should: ….",
  ],
  fault: [500, "L’appareil n’a pas pu répondre. Réessayez.", "The appliance could not answer. Try again."],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type Refusal = keyof typeof refusals;

/** What a person is refused, and why. `what` stands where the sentence has a gap; `more` goes into the answer. */
export class Refused extends Fault {
  readonly why: Refusal;
  readonly what: Filling;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(why: Refusal, what: Filling = "", more: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(`admin.${why}`, sentenceOf(why, "en", what), cause);
    this.why = why;
    this.what = what;
    this.more = more;
  }
}

export const sentenceOf = (why: Refusal, language: Language, what: Filling): string =>
  refusals[why][language === "fr" ? 1 : 2].replace("…", () => inWords(what, language)).trim();

export const statusOf = (why: Refusal): number => refusals[why][0];

/** What the rooms below refuse, as a refusal here. Null for what is nobody's doing but the appliance's. */
export function refusalOf(fault: Fault): Refused | null {
  if (fault instanceof Refused) return fault;
  const because = (why: Refusal, what: Filling = fillingOf(fault)) => new Refused(why, what, {}, fault);
  const ofBackup = backupFaults[fault.code];
  if (ofBackup) return because(ofBackup);
  switch (fault.code) {
    case "store.no-call":
    case "store.no-log-entry":
    case "store.no-message":
    case "store.no-text":
    case "store.no-user":
      return because("no-such");
    case "needs.no-need":
    case "needs.no-take-up":
      return because("no-such");
    case "needs.already-closed":
      return because("need-closed");
    case "needs.taken":
      return because("need-taken");
    case "needs.not-closed":
      return because("need-open");
    case "needs.another-open":
      return because("need-newer");
    case "store.text-owed":
      return because("text-owed");
    case "store.bad-id":
    case "duty.bad-number":
    case "duty.bad-office":
      return because("bad-request");
    case "store.office-inconsistent":
    case "store.conflict":
      return because("inconsistent");
    case "store.example-changed":
      return because("example-changed");
    case "store.example-left":
      return because("example-left");
    case "store.name-taken":
      return because("name-taken");
    case "store.last-admin":
      return because("last-admin");
    case "store.not-first":
      return because("set-up");
    case "store.disk-full":
    case "store.read-only":
    case "store.busy":
    case "store.disk":
    case "store.corrupt":
      return because("disk");
    case "audio.not-a-wav":
    case "audio.unsupported":
      return because("not-a-sound");
    case "line.busy":
      return because("line-busy");
    case "line.trouble":
      return because("line-trouble");
    case "app.no-telephone":
    case "app.border-late":
      return because("no-telephone");
    case "announcements.engine":
    case "announcements.no-engine":
      return because("no-voice");
    case "notify.not-configured":
      return because("no-mail");
    case "notify.no-such-host":
      return because("mail-host");
    case "notify.unreachable":
      return because("mail-unreachable");
    case "notify.slow":
      return because("mail-slow");
    case "notify.certificate":
      return because("mail-certificate");
    case "notify.tls":
      return because("mail-tls");
    case "notify.login":
      return because("mail-login", itsWords(fault));
    case "notify.refused-address":
    case "notify.bad-address":
      return because("mail-address", itsWords(fault));
    default:
      return fault.code.startsWith("notify.") ? because("mail", itsWords(fault)) : null;
  }
}

/** What the mail server said, which no one here can translate: in brackets, for whoever is asked for help. */
function itsWords({ message }: Fault): string {
  const said = /: (\d{3}[\s\S]*)$/.exec(message)?.[1];
  return said === undefined ? "" : `(${said.trim()})`;
}
