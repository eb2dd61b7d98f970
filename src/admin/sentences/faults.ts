import type { Language } from "../../duty/office.ts";
import type { FaultCode } from "../../kernel/fault.ts";
import type { Refusal } from "./refusals.ts";

/** What the page itself refuses has its sentences, with the status of the answer, in `refusals.ts`. */
type Told = Exclude<FaultCode, `admin.${Refusal}`>;

const unplugged = [
  "Le modem a été débranché, ou sa prise ne marche plus. Le boîtier le cherche.",
  "The modem was unplugged, or its socket no longer works. The box looks for it.",
] as const;
const notReached = [
  "Le boîtier n’arrive pas à joindre le modem. Il réessaie.",
  "The box can't reach the modem. It tries again.",
] as const;
const amiss = [
  "Le modem ne répond pas comme il faut. Le boîtier le remet en route.",
  "The modem does not answer as it should. The box brings it back.",
] as const;
const noDatabase = [
  "La base de données ne peut pas être utilisée. Les appels sont pris, mais rien n’en restera à l’arrêt du boîtier.",
  "The database can't be used. Calls are taken, but nothing of them will be left when the box stops.",
] as const;
const voice = [
  "La voix de synthèse n’a pas pu lire ce texte.",
  "The synthetic voice could not read this text.",
] as const;
const noRestore = [
  "Le fichier n’est pas arrivé en entier, ou n’est plus là.",
  "The file did not arrive as a whole, or is gone.",
] as const;

const otherProcess = [
  "Les deux parties du boîtier ne se sont pas comprises. Réessayez.",
  "The two parts of the box did not understand each other. Try again.",
] as const;

/** Every fault that may reach a person, as one sentence in each language. */
const sentences: Readonly<Record<Told, readonly [fr: string, en: string]>> = {
  "serial.bad-command": ["Cet ordre ne peut pas être envoyé à un modem.", "This command can't be sent to a modem."],
  "serial.bad-transcript": [
    "Ce fichier n’est pas une transcription lisible.",
    "This file is no transcript that can be read.",
  ],
  "serial.closed": ["La liaison avec le modem est fermée.", "The connection to the modem is closed."],
  "serial.lost": unplugged,
  "serial.no-permission": [
    "Le programme n’a pas le droit d’utiliser la prise du modem.",
    "The program may not use the modem's port.",
  ],
  "serial.no-such-port": ["Il n’y a pas de modem à cette prise.", "There is no modem at this port."],
  "serial.not-a-port": ["Cette adresse n’est pas une prise série.", "This address is no serial port."],
  "serial.open-failed": notReached,
  "serial.port-busy": ["Un autre programme utilise la prise du modem.", "Another program uses the modem's port."],
  "serial.refused": ["Le modem a refusé un ordre.", "The modem refused a command."],
  "serial.timeout": ["Le modem ne répond pas à temps.", "The modem does not answer in time."],

  "audio.disk": ["Le disque n’a pas pris l’enregistrement.", "The disk did not take the recording."],
  "audio.name": ["Ce nom ne convient pas à un enregistrement.", "This name does not suit a recording."],
  "audio.card-busy": [
    "La carte son du module est prise par un autre programme : l’appelant n’entendrait rien.",
    "The module's sound card is in use by another program: the caller would hear nothing.",
  ],
  "audio.card-forbidden": [
    "Le boîtier n’a pas le droit d’utiliser la carte son. Son compte doit être dans le groupe « audio ».",
    "The box may not use the sound card. Its user must be in the group “audio”.",
  ],
  "audio.card-gone": [
    "La carte son du module a disparu, ou porte un autre nom. Vérifiez sa prise USB.",
    "The module's sound card is gone, or has another name. Look at its USB plug.",
  ],
  "audio.card-stopped": [
    "Le son de la carte s’est arrêté pendant qu’elle servait. Le boîtier la remet en route.",
    "The sound of the card stopped while it was in use. The box brings it back.",
  ],
  "audio.card-unfit": [
    "La carte son ne convient pas au téléphone (8 kHz, mono). Nommez-la avec « plughw: » devant.",
    "The sound card does not fit a telephone (8 kHz, mono). Name it with “plughw:” in front.",
  ],
  "audio.no-card-programs": [
    "Les programmes arecord et aplay manquent : installez alsa-utils sur le boîtier.",
    "The programs arecord and aplay are missing: install alsa-utils on the box.",
  ],
  "audio.not-a-wav": ["Ce fichier n’est pas un son WAV.", "This file is no WAV sound."],
  "audio.too-long": ["Ce son est trop long.", "This sound is too long."],
  "audio.unsupported": ["Ce genre de son n’est pas compris.", "This kind of sound is not understood."],

  "line.bad-settings": ["Les réglages de la ligne ne conviennent pas.", "The settings of the line can't be used."],
  "line.busy": ["La ligne est occupée.", "The line is in use."],
  "line.caller-gone": ["L’appelant a raccroché.", "The caller hung up."],
  "line.divert-refused": ["L’opérateur a refusé le renvoi d’appel.", "The operator refused the forwarding."],
  "line.diverted-by-another": [
    "Un autre appareil a changé le renvoi d’appel chez l’opérateur : des appels ont pu aller ailleurs. Le boîtier le remet comme le veut le planning.",
    "Another device changed the operator's forwarding: calls may have gone elsewhere. The box puts it back to what the schedule wants.",
  ],
  "line.interrupted": ["Un appel est arrivé pendant l’essai.", "A call came during the trial."],
  "line.no-answer": [
    "Le modem n’a pas pu prendre un appel. Le boîtier le remet en route.",
    "The modem could not take a call. The box brings it back.",
  ],
  "line.no-dial-tone": ["La ligne téléphonique est muette.", "The telephone line is dead."],
  "line.leg-lost": [
    "La ligne de la personne s’est coupée pendant la conversation.",
    "The line of the person was cut off in the middle of the conversation.",
  ],
  "line.not-deflected": [
    "L’opérateur de la carte SIM ne renvoie pas l’appel pendant la sonnerie : le boîtier répond.",
    "The SIM's operator sends no calls on while they ring: the box answers.",
  ],
  "line.not-joined": [
    "L’opérateur de la carte SIM ne met personne en relation : l’appelant peut laisser un message.",
    "The SIM's operator connects nobody: the caller may leave a message.",
  ],
  "line.no-leg": ["La deuxième communication n’a pas pu être établie.", "The second call could not be made."],
  "line.no-network": [
    "La ligne mobile ne trouve pas de réseau, ou il la refuse : personne ne peut appeler. Vérifiez l’antenne et la carte SIM.",
    "The mobile line finds no network, or is refused by it: nobody can call. Look at the antenna and the SIM.",
  ],
  "line.no-port": notReached,
  "line.no-sim": ["Il n’y a pas de carte SIM, ou elle ne peut pas être lue.", "There is no SIM, or it can't be read."],
  "line.no-sound": [
    "Le module mobile ne donne pas de son : l’appelant n’entendrait rien.",
    "The mobile module gives no sound: the caller would hear nothing.",
  ],
  "line.no-trials": ["Cette ligne ne se prête pas à un essai.", "This line can't be tried."],
  "line.not-played": [
    "Le modem n’a pas diffusé le son : l’appelant n’a rien entendu.",
    "The modem did not play the sound: the caller heard nothing.",
  ],
  "line.not-taken": [
    "Le modem n’arrive pas à décrocher : la ligne continue de sonner. Débranchez-le, attendez dix secondes, rebranchez-le.",
    "The modem can't take the line: it goes on ringing. Unplug it, wait ten seconds, and plug it in again.",
  ],
  "line.pin-refused": [
    "La carte SIM refuse ce code PIN. Il n’est plus essayé : corrigez-le dans les réglages.",
    "The SIM refuses this PIN. It is not tried again: correct it in the settings.",
  ],
  "line.sim-locked": [
    "La carte SIM est verrouillée : elle attend son code PIN, ou son code PUK dans un téléphone.",
    "The SIM is locked: it asks for its PIN, or for its PUK in a telephone.",
  ],
  "line.stalled": [
    "Le modem a cessé d’envoyer du son pendant un appel. Le boîtier le remet en route.",
    "The modem stopped sending sound in the middle of a call. The box brings it back.",
  ],
  "line.text-cut": [
    "Le boîtier a été arrêté pendant l’envoi du SMS, qui est peut-être arrivé. Il le renvoie.",
    "The box was stopped while the text message was being sent; it may have arrived. It is sent again.",
  ],
  "line.text-not-sent": [
    "Le SMS n’est pas parti. Le boîtier réessaie.",
    "The text message was not sent. The box tries again.",
  ],
  "line.text-refused": ["L’opérateur refuse ce SMS.", "The operator refuses this text message."],
  "line.text-unsayable": [
    "Ce SMS est vide ou trop long pour être envoyé.",
    "This text message is empty, or too long to be sent.",
  ],
  "line.trouble": amiss,
  "line.undialable": ["Ce numéro ne peut pas être composé.", "This number can't be dialled."],
  "line.unplugged": unplugged,
  "line.unusable-modem": [
    "Ce modem ne sait pas parler : il ne peut pas répondre aux appels.",
    "This modem has no voice: it can't answer calls.",
  ],

  "duty.bad-number": ["Ce n’est pas un numéro de téléphone.", "This is no telephone number."],
  "duty.bad-office": ["Ces données d’agence ne conviennent pas.", "These data of an office can't be used."],

  "needs.already-closed": ["C’est déjà clos.", "This is closed already."],
  "needs.another-open": [
    "Cet appelant a rappelé depuis : traitez ce qui est ouvert.",
    "This caller has rung again since: deal with what is open.",
  ],
  "needs.no-need": ["Ce rappel n’existe pas, ou plus.", "This call back does not exist, or no longer."],
  "needs.no-take-up": [
    "Cette prise de poste n’existe pas, n’est plus à cette personne, ou n’a plus cours.",
    "This taking up of duty does not exist, is not this person's any more, or is over.",
  ],
  "needs.not-closed": ["C’est déjà ouvert.", "This is open already."],
  "needs.taken": ["Quelqu’un s’en occupe déjà.", "Somebody deals with it already."],

  "store.bad-id": ["Cet identifiant ne convient pas.", "This identifier can't be used."],
  "store.bad-snapshot": ["La copie de l’agence est abîmée.", "The copy of the office is damaged."],
  "store.busy": ["La base de données est occupée.", "The database is busy."],
  "store.conflict": ["Cela contredit ce qui est déjà là.", "This contradicts what is there."],
  "store.corrupt": [
    "La base de données était abîmée : une nouvelle a été commencée, avec tout ce qui a pu être sauvé.",
    "The database was damaged: a new one was begun, with all that could be saved.",
  ],
  "store.disk": noDatabase,
  "store.example-changed": ["L’exemple a été modifié.", "The example was changed."],
  "store.example-left": ["L’exemple a déjà été quitté.", "The example was left already."],
  "store.disk-full": [
    "Le disque est plein. Les appels sont pris, mais rien n’en restera à l’arrêt du boîtier.",
    "The disk is full. Calls are taken, but nothing of them will be left when the box stops.",
  ],
  "store.failed": noDatabase,
  "store.last-admin": ["Il doit rester un administrateur.", "There must be one admin left."],
  "store.name-taken": ["Ce nom est déjà pris.", "This name is taken already."],
  "store.newer": [
    "La base de données vient d’une version plus récente du logiciel.",
    "The database was made by a newer release.",
  ],
  "store.no-call": [
    "Cet appel n’existe pas, ou rien ne peut en être dit.",
    "This call does not exist, or nothing can be said of it.",
  ],
  "store.no-log-entry": [
    "Cette entrée de la main courante n’existe pas, ou ne se corrige pas.",
    "This entry of the logbook does not exist, or is not to be said anew.",
  ],
  "store.no-text": ["Ce SMS n’existe pas, ou plus.", "This text message does not exist, or no longer."],
  "store.text-owed": [
    "Son auteur attend une réponse : elle est dans « À rappeler ».",
    "Its sender waits for an answer: see “Call back”.",
  ],
  "store.no-message": ["Ce message n’existe pas, ou plus.", "This message does not exist, or no longer."],
  "store.no-user": ["Ce compte n’existe pas, ou plus.", "This account does not exist, or no longer."],
  "store.not-first": ["Le premier mot de passe est déjà choisi.", "The first password is set already."],
  "store.office-inconsistent": ["Cela ne va pas avec le reste.", "This does not fit the rest."],
  "store.read-only": [
    "Le disque ne prend plus rien. Les appels sont pris, mais rien n’en restera à l’arrêt du boîtier.",
    "The disk takes nothing more. Calls are taken, but nothing of them will be left when the box stops.",
  ],
  "store.transaction-over": noDatabase,

  "announcements.closed": ["Les annonces sont fermées.", "The announcements are closed."],
  "announcements.empty": ["Ce texte ne contient aucun mot.", "This text holds no word."],
  "announcements.engine": voice,
  "announcements.late": voice,
  "announcements.no-engine": ["Aucune voix de synthèse n’est installée.", "No synthetic voice is installed."],
  "announcements.texts": ["Les textes fournis ne peuvent pas être lus.", "The texts that are shipped can't be read."],

  "notify.bad-address": ["L’adresse du destinataire n’en est pas une.", "The recipient's address is none."],
  "notify.certificate": [
    "Le certificat du serveur de courriel n’est pas valable.",
    "The mail server's certificate is not valid.",
  ],
  "notify.closed": ["L’envoi a été interrompu.", "The sending was interrupted."],
  "notify.failed": ["Le courriel n’a pas pu partir.", "The letter could not be sent."],
  "notify.login": [
    "Le serveur de courriel refuse l’utilisateur ou le mot de passe.",
    "The mail server refuses the user or the password.",
  ],
  "notify.no-such-host": ["Aucun serveur de courriel ne porte ce nom.", "There is no mail server of that name."],
  "notify.not-configured": ["Aucun serveur de courriel n’est configuré.", "No mail server is set up."],
  "notify.refused": ["Le serveur de courriel a refusé la lettre.", "The mail server refused the letter."],
  "notify.refused-address": ["Le serveur de courriel refuse une adresse.", "The mail server refuses an address."],
  "notify.slow": ["Le serveur de courriel n’a pas répondu à temps.", "The mail server did not answer in time."],
  "notify.tls": [
    "Le chiffrement choisi n’est pas celui du serveur de courriel.",
    "The encryption chosen is not that of the mail server.",
  ],
  "notify.unreachable": ["Le serveur de courriel est injoignable.", "The mail server can't be reached."],

  "backup.busy": ["Une sauvegarde ou une restauration est en cours.", "A backup or a restore is under way."],
  "backup.changed": ["Les données ont changé pendant la sauvegarde.", "The data changed during the backup."],
  "backup.damaged": ["Cette sauvegarde est abîmée.", "This backup is damaged."],
  "backup.exists": ["Ce fichier existe déjà.", "This file exists already."],
  "backup.failed": ["La sauvegarde n’a pas pu être faite.", "The backup could not be made."],
  "backup.gap": noRestore,
  "backup.incomplete": noRestore,
  "backup.needs-password": ["Cette sauvegarde est chiffrée.", "This backup is encrypted."],
  "backup.newer": ["Cette sauvegarde vient d’une version plus récente.", "This backup was made by a newer release."],
  "backup.no-restart": [
    "Cet appareil ne peut pas redémarrer de lui-même.",
    "This appliance can't start again by itself.",
  ],
  "backup.no-restore": noRestore,
  "backup.no-room": ["Il n’y a pas assez de place sur le disque.", "There is not enough room on the disk."],
  "backup.not-a-backup": [
    "Ce fichier n’est pas une sauvegarde de Permanence.",
    "This file is no backup of Permanence.",
  ],
  "backup.not-checked": ["Cette sauvegarde n’est pas encore vérifiée.", "This backup is not checked yet."],
  "backup.not-staged": ["Rien n’est prêt à être remis en place.", "Nothing is ready to be put in place."],
  "backup.nothing": ["Il n’y a rien à sauvegarder.", "There is nothing to back up."],
  "backup.stopped": ["La sauvegarde a été interrompue.", "The backup was interrupted."],
  "backup.too-large": ["Ce fichier est plus grand que toute sauvegarde.", "This file is larger than any backup."],
  "backup.wrong-password": [
    "Ce n’est pas le mot de passe de cette sauvegarde.",
    "This is not the password of this backup.",
  ],

  "simulator.bad-request": ["Le simulateur ne comprend pas cette demande.", "The simulator does not understand this."],
  "simulator.busy": ["Trop d’appels simulés à la fois.", "Too many simulated calls at once."],
  "simulator.failed": ["Le simulateur a échoué.", "The simulator failed."],
  "simulator.gone": ["Le simulateur s’est arrêté.", "The simulator has stopped."],
  "simulator.no-call": ["Il n’y a pas d’appel simulé.", "There is no simulated call."],
  "simulator.no-control": ["Le simulateur ne peut pas être commandé.", "The simulator can't be controlled."],
  "simulator.no-dialect": ["Le simulateur ne connaît pas ce modem.", "The simulator does not know this modem."],
  "simulator.no-line": ["Aucune ligne simulée ne porte ce nom.", "No simulated line has this name."],
  "simulator.no-pty": ["La ligne simulée n’a pas pu être ouverte.", "The simulated line could not be opened."],
  "simulator.no-card": [
    "La carte son de la ligne simulée n’a pas pu être créée.",
    "The sound card of the simulated line could not be made.",
  ],
  "simulator.no-sound": ["Le son à jouer ne peut pas être lu.", "The sound to be played can't be read."],
  "simulator.not-running": ["Aucune ligne simulée ne fonctionne.", "No simulated line is running."],
  "simulator.not-saved": ["Le son entendu n’a pas pu être enregistré.", "What was heard could not be saved."],
  "simulator.refused": ["Le simulateur a refusé.", "The simulator refused."],

  "admin.certificate": ["Le certificat de la page ne peut pas être lu.", "The page's certificate can't be read."],
  "admin.not-announced": [
    "La page ne peut pas être annoncée par son nom dans le réseau : ouvrez-la par l’adresse du boîtier.",
    "The page can't be announced by its name in the network: open it by the box's address.",
  ],
  "admin.work": ["Ce travail s’est arrêté sans résultat.", "This work ended without a result."],
  "admin.port": ["La page ne peut pas être servie à ce port.", "The page can't be served at this port."],

  "app.already-running": ["Un autre programme utilise déjà ces données.", "Another program uses these data already."],
  "app.clock.unset": [
    "L’horloge n’est pas encore à l’heure : les horaires du planning ne sont pas connus, et rien n’est supprimé.",
    "The clock has not been set yet: the hours of the schedule are not known, and nothing is deleted.",
  ],
  "app.clock.behind": [
    "L’horloge retarde sur ce qui s’est déjà passé : rien n’est supprimé tant qu’elle n’est pas juste.",
    "The clock is earlier than what happened already: nothing is deleted until it is right.",
  ],
  "app.clock.ahead": [
    "L’horloge a été avancée de beaucoup : elle n’est pas crue, et rien n’est supprimé tant que personne ne la confirme.",
    "The clock was set far ahead: it is not believed, and nothing is deleted until somebody says that it is right.",
  ],
  "app.clock.unlike-network": [
    "L’horloge n’est pas celle du réseau mobile : les horaires du planning suivent le réseau, et rien n’est supprimé.",
    "The clock is not what the mobile network tells: the schedule is read by the network’s hour, and nothing is deleted.",
  ],
  "app.clock-wrong": ["L’horloge de la machine n’est pas juste.", "The machine's clock is not right."],
  "app.bad-config": ["La configuration ne convient pas.", "The configuration can't be used."],
  "app.bad-keys": ["Ces touches ne conviennent pas.", "These keys can't be used."],
  "app.bad-name": ["Ce nom ne convient pas.", "This name can't be used."],
  "app.bad-password": ["Ce mot de passe ne convient pas.", "This password can not be used."],
  "app.no-user": ["Aucun compte ne porte ce nom.", "No account has this name."],
  "app.bad-time": ["Ce n’est pas une date et une heure.", "This is no date and time."],
  "app.border-busy": otherProcess,
  "app.border-gone": otherProcess,
  "app.border-late": otherProcess,
  "app.border-unread": otherProcess,
  "app.failed": [
    "Une partie du boîtier ne marche pas. Les appels sont pris quand même.",
    "A part of the box does not work. Calls are taken all the same.",
  ],
  "app.no-office": ["La page et le courriel du boîtier sont arrêtés.", "The box's page and mail are away."],
  "app.no-telephone": [
    "La partie du boîtier qui répond au téléphone est arrêtée : aucun appel n’est pris. Elle est relancée.",
    "The part of the box that answers calls is away: no call is taken. It is being started again.",
  ],
  "app.disk": ["Le disque ne répond pas comme il faut.", "The disk does not work as it should."],
  "app.message-held": [
    "Le disque ne prend pas un message : il est gardé en mémoire. N’éteignez pas le boîtier.",
    "The disk does not take a message: it is held in memory. Do not switch the box off.",
  ],
  "app.modem-trouble": amiss,
  "app.doubtful-number": ["Un numéro est à vérifier.", "A number is to be checked."],
  "app.bad-text": ["Ce texte ne peut pas être dit.", "This text can't be said."],
  "app.no-announcement": ["Cette annonce n’existe pas.", "There is no such announcement."],
  "app.no-database": ["Il n’y a pas de base de données à cet endroit.", "There is no database in this place."],
  "app.not-sealed": ["Rien n’est encore scellé dans cette base.", "Nothing is sealed in this database yet."],
  "app.bad-anchor": ["Ce témoin n’est pas écrit comme il faut.", "This witness is not written as it should be."],
  "app.no-call": ["Cet appel n’existe pas, ou plus.", "This call does not exist, or no longer."],
  "app.no-file": ["Ce fichier ne peut pas être lu.", "This file can't be read."],
  "app.no-line": ["Aucune ligne ne porte ce nom.", "No line has this name."],
  "app.no-number": [
    "Ce numéro n’en est pas un, ou il en manque un.",
    "This is no telephone number, or one is missing.",
  ],
  "app.not-mobile": ["Cette ligne n’a pas de carte SIM.", "This line has no SIM."],
  "app.no-message": ["Ce message n’existe pas, ou plus.", "This message does not exist, or no longer."],
  "app.no-page": [
    "La page ne peut pas être servie. Les appels sont pris quand même.",
    "The page can't be served. Calls are taken all the same.",
  ],
  "app.no-password": ["Aucun mot de passe n’a été donné.", "No password was given."],
  "app.no-simulator": ["Le simulateur ne démarre pas.", "The simulator does not start."],
  "app.no-sound": ["Ce son ne peut pas être lu.", "This sound can't be read."],
  "app.not-json": ["Ce fichier n’est pas du JSON.", "This file is no JSON."],
  "app.not-saved": ["Ce fichier n’a pas pu être enregistré.", "This file could not be saved."],
  "app.replay-departs": [
    "Le programme ne fait plus ce que dit cette transcription.",
    "The program does other than this transcript.",
  ],
  "app.nothing-to-mark": ["Il n’y a rien à changer.", "There is nothing to change."],
  "app.restore-unfinished": ["La restauration n’a pas pu être terminée.", "The restore could not be finished."],
};

const known: Readonly<Record<string, readonly [fr: string, en: string] | undefined>> = sentences;

/** A fault that was kept with its code, in the reader's language; in English its own sentence says more. */
export function sayFault(code: string | null, sentence: string | null, language: Language): string | null {
  if (code === null || (language === "en" && sentence !== null)) return sentence;
  return known[code]?.[language === "fr" ? 0 : 1] ?? sentence;
}
