import type { Language } from "../duty/office.ts";
import { Fault } from "../kernel/fault.ts";

/** Why something is refused, in both languages, with the status of the answer. `…` stands for what is at fault. */
const refusals = {
  "signed-out": [
    401,
    "Vous n'êtes pas connecté, ou votre session a expiré.",
    "You are not signed in, or your session has ended.",
  ],
  "wrong-password": [401, "Le nom ou le mot de passe n'est pas le bon.", "The name or the password is not right."],
  "not-yours": [403, "Votre rôle ne le permet pas.", "Your role does not allow this."],
  "no-token": [
    403,
    "La demande ne vient pas de cette page. Rechargez-la.",
    "This does not come from this page. Load it again.",
  ],
  elsewhere: [403, "La demande vient d'un autre site.", "This comes from another site."],
  "unknown-host": [421, "Cet appareil ne répond pas à ce nom.", "This appliance does not answer to that name."],
  "set-up": [409, "Le premier mot de passe est déjà choisi.", "The first password is set already."],
  "needs-code": [
    403,
    "Indiquez le code que l'appareil affiche à son démarrage, ou redémarrez-le.",
    "Give the code that the appliance prints at its start, or restart it.",
  ],
  "bad-request": [400, "La demande ne convient pas : ….", "This can't be used: …."],
  "not-found": [404, "Il n'y a rien à cette adresse.", "There is nothing at this address."],
  "no-such": [404, "Cela n'existe pas, ou plus : ….", "This does not exist, or no longer: …."],
  "too-many": [429, "Trop de demandes. Réessayez dans … s.", "Too many tries. Try again in … s."],
  "too-large": [413, "C'est trop grand.", "This is too large."],
  "bad-type": [415, "Ce type de contenu n'est pas compris.", "This kind of content is not understood."],
  changed: [
    409,
    "Quelqu'un d'autre l'a modifié entre-temps. Votre saisie n'est pas enregistrée.",
    "Someone else changed this meanwhile. What you entered is not saved.",
  ],
  "last-admin": [409, "Il doit rester un administrateur.", "There must be one admin left."],
  "name-taken": [409, "Ce nom est déjà pris.", "This name is taken already."],
  "not-a-sound": [
    415,
    "Ce fichier n'est pas un son lisible : envoyez un fichier WAV.",
    "This is no sound that can be read: send a WAV file.",
  ],
  "no-speech": [422, "On n'entend pas de voix dans cet enregistrement.", "No voice can be heard in this recording."],
  "too-long": [422, "Cet enregistrement dure plus de … s.", "This recording is longer than … s."],
  "no-sound": [404, "Il n'y a pas d'enregistrement à écouter.", "There is no recording to hear."],
  "no-phone": [404, "Aucune ligne simulée ne s'appelle « … ».", "No simulated line is called “…”."],
  inconsistent: [422, "Cela ne va pas avec le reste : …", "This does not fit the rest: …"],
  past: [
    422,
    "La fin doit être dans le futur, et après le début.",
    "The end must lie in the future, and after the beginning.",
  ],
  "no-mail": [409, "Aucun serveur de courrier n'est configuré.", "No mail server is set up."],
  mail: [502, "Le courrier n'est pas parti : ….", "The letter was not sent: …."],
  "backup-busy": [
    422,
    "Une sauvegarde est déjà en cours, ou une restauration.",
    "A backup is being made or restored already.",
  ],
  "backup-no-room": [
    422,
    "Il n'y a pas assez de place sur le disque de l'appareil : …",
    "There is not enough room on the appliance's disk: …",
  ],
  "backup-needs-password": [
    422,
    "Cette sauvegarde est chiffrée. Donnez son mot de passe.",
    "This backup is encrypted. Give its password.",
  ],
  "backup-wrong-password": [
    422,
    "Ce n'est pas le mot de passe de cette sauvegarde.",
    "This is not the password of this backup.",
  ],
  "not-a-backup": [
    422,
    "Ce fichier n'est pas une sauvegarde de Permanence. Les siennes finissent par .tar ou .tar.age.",
    "This file is no backup of Permanence. Those end with .tar or .tar.age.",
  ],
  "backup-damaged": [
    422,
    "Cette sauvegarde est abîmée ou incomplète. Rien n'a été remplacé ; essayez-en une autre.",
    "This backup is damaged or not complete. Nothing was replaced; try another one.",
  ],
  "backup-newer": [
    422,
    "Cette sauvegarde vient d'une version plus récente. Mettez d'abord cet appareil à jour.",
    "This backup was made by a newer release. Update this appliance first.",
  ],
  "backup-gone": [
    422,
    "Le fichier n'est pas arrivé en entier, ou n'est plus là. Choisissez-le à nouveau.",
    "The file did not arrive as a whole, or is gone. Choose it again.",
  ],
  "backup-no-restart": [
    422,
    "Cet appareil ne peut pas redémarrer de lui-même. Restaurez avec « permanence restore ».",
    "This appliance can't start again by itself. Restore with “permanence restore”.",
  ],
  disk: [
    503,
    "Le disque de l'appareil ne répond pas comme il faut : …",
    "The appliance's disk does not work as it should: …",
  ],
  fault: [500, "L'appareil n'a pas pu répondre. Réessayez.", "The appliance could not answer. Try again."],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type Refusal = keyof typeof refusals;

/** What a person is refused, and why. `what` stands where the sentence has a gap; `more` goes into the answer. */
export class Refused extends Fault {
  readonly why: Refusal;
  readonly what: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(why: Refusal, what = "", more: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(`admin.${why}`, sentenceOf(why, "en", what), cause);
    this.why = why;
    this.what = what;
    this.more = more;
  }
}

export const sentenceOf = (why: Refusal, language: Language, what: string): string =>
  refusals[why][language === "fr" ? 1 : 2].replace("…", () => what);

export const statusOf = (why: Refusal): number => refusals[why][0];

/** What the rooms below refuse, as a refusal here. Null for what is nobody's doing but the appliance's. */
export function refusalOf(fault: Fault): Refused | null {
  if (fault instanceof Refused) return fault;
  const because = (why: Refusal, what = fault.message) => new Refused(why, what.replace(/\.$/, ""), {}, fault);
  switch (fault.code) {
    case "store.no-message":
    case "store.no-user":
      return because("no-such");
    case "store.bad-id":
    case "duty.bad-number":
    case "duty.bad-office":
      return because("bad-request");
    case "store.office-inconsistent":
    case "store.conflict":
      return because("inconsistent", `${fault.message}`);
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
    case "backup.busy":
      return because("backup-busy");
    case "backup.no-room":
      return because("backup-no-room");
    case "backup.needs-password":
      return because("backup-needs-password");
    case "backup.wrong-password":
      return because("backup-wrong-password");
    case "backup.not-a-backup":
      return because("not-a-backup");
    case "backup.damaged":
      return because("backup-damaged");
    case "backup.newer":
      return because("backup-newer");
    case "backup.too-large":
      return because("too-large");
    case "backup.no-restore":
    case "backup.incomplete":
    case "backup.gap":
    case "backup.not-checked":
      return because("backup-gone");
    case "backup.no-restart":
      return because("backup-no-restart");
    case "notify.not-configured":
      return because("no-mail");
    default:
      return fault.code.startsWith("notify.") ? because("mail") : null;
  }
}
