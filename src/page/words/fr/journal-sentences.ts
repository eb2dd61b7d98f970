import type { JournalAct } from "../../../admin/schemas/records.ts";
import type { JournalTold } from "../journal-told.ts";

type Say = (told: JournalTold) => string;

const verbs = { added: "a ajouté", changed: "a modifié", removed: "a supprimé" } as const;
const named = (name: string) => (name === "" ? "" : ` : ${name}`);
/** « Claire a modifié la fermeture « Noël ». » */
const did =
  (what: string): Say =>
  ({ by, did, name }) =>
    `${by} ${verbs[did]} ${what}${named(name)}`;
const of =
  (what: string): Say =>
  ({ by, name }) =>
    `${by} ${what}${named(name)}`;
const summed =
  (what: string): Say =>
  ({ by, sum }) =>
    `${by} ${what}${sum === "" ? "" : ` : ${sum}`}`;

/** Each thing that the journal tells, as a sentence. */
export const sentences = {
  "office.replace": of("a remplacé toutes les données de l’agence"),
  "office.change": summed("a fait plusieurs changements ensemble"),
  "rota.move": of("a déplacé un créneau du planning"),
  "calendar.import": summed("a importé un calendrier"),
  "hours.save": of("a modifié les heures de permanence"),
  "settings.save": of("a modifié les réglages de l’agence"),
  "people.save": did("une personne"),
  "people.remove": did("une personne"),
  "people.import": summed("a importé un tableau de personnes"),
  "callers.save": did("un appelant connu"),
  "callers.remove": did("un appelant connu"),
  "callers.import": summed("a importé un tableau d’appelants connus"),
  "blocked.save": did("un numéro bloqué"),
  "blocked.remove": did("un numéro bloqué"),
  "blocked.import": summed("a importé un tableau de numéros bloqués"),
  "rota.save": did("une ligne du planning"),
  "rota.remove": did("une ligne du planning"),
  "closures.save": did("une fermeture"),
  "closures.remove": did("une fermeture"),
  "leave.save": did("un congé"),
  "leave.remove": did("un congé"),
  "absences.save": did("une absence de l’agence"),
  "absences.remove": did("une absence de l’agence"),
  "overrides.save": did("un remplacement"),
  "overrides.remove": did("un remplacement"),
  "menu.save": did("une touche du menu"),
  "menu.remove": did("une touche du menu"),
  "calls.export": of("a exporté le journal des appels"),
  "sheet.export": of("a exporté un tableau"),
  "call.expire": of("a effacé des appelants selon la règle de conservation"),
  "caller.about": of("a demandé tout ce que le boîtier sait d’un appelant"),
  "caller.forget": of("a effacé les données d’un appelant"),
  "message.mark": of("a mis à jour le suivi d’un message"),
  "message.remove": of("a supprimé un message"),
  "message.expire": of("a effacé des messages selon la règle de conservation"),
  "recording.listen": of("a écouté un message"),
  "recording.download-sound": of("a téléchargé le son d’un message"),
  "need.join": of("a noté un nouvel appel d’une personne à rappeler"),
  "need.message": of("a joint un message à un rappel"),
  "need.take": of("s’est chargé d’un rappel"),
  "need.give-back": of("ne se charge plus d’un rappel"),
  "need.note": of("a ajouté une note à un rappel"),
  "need.due": of("a changé l’échéance d’un rappel"),
  "need.close": of("a clos un rappel"),
  "need.reopen": of("a rouvert un rappel"),
  "take-up.confirm": of("a confirmé la prise de poste"),
  "take-up.miss": of("a constaté une prise de poste jamais confirmée"),
  "text.command": of("a donné un ordre par SMS"),
  "text.need": of("a mis un SMS dans « À rappeler »"),
  "text.remove": of("a supprimé un SMS"),
  "example.try": of("essaie l’agence d’exemple"),
  "example.leave": of("a quitté l’agence d’exemple"),
  "announcement.add": of("a modifié une annonce"),
  "user.add": did("un compte"),
  "user.change": did("un compte"),
  "user.remove": did("un compte"),
  "user.sign-out": of("a fermé toutes les sessions d’un compte"),
  "phone-pin.set": of("a choisi un code pour le téléphone"),
  "phone-pin.remove": of("a retiré un code du téléphone"),
  "phone-pin.enter": of("a ouvert le menu par téléphone"),
  "phone-pin.lock": of("a verrouillé un code après cinq essais"),
  "transcript.begin": of("a commencé la transcription d’une ligne"),
  "transcript.end": of("a arrêté la transcription d’une ligne"),
  "transcript.download": of("a téléchargé une transcription"),
  "transcript.remove": of("a supprimé une transcription"),
  "backup.make": of("a fait une sauvegarde"),
  "backup.download": of("a téléchargé une sauvegarde"),
  "backup.restore": of("a remis une sauvegarde en place"),
  "setting.targets": of("a modifié les objectifs"),
  "setting.retention": of("a modifié la durée de conservation"),
  "setting.logbook": of("a modifié qui écrit dans la main courante, et qui la reçoit"),
  "setting.mail": of("a modifié le serveur de courriel"),
  "setting.voice": of("a modifié la voix des annonces"),
  "setting.auditor-access": of("a modifié l’accès des auditeurs"),
  "setting.by-phone": of("a modifié qui peut ouvrir le menu par téléphone"),
  "setting.sim": of("a modifié le code PIN d’une carte SIM"),
  "setting.safe": of("a modifié le numéro de secours d’une ligne"),
  "setting.away": of("a envoyé tous les appels d’une ligne ailleurs, ou les a repris"),
  "setting.line": of("a essayé une ligne"),
  setting: of("a modifié un réglage"),
} satisfies Readonly<Record<JournalAct | `setting${string}`, Say>>;
