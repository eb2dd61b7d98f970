import type { Language } from "../../duty/office.ts";

/** What a person does about a trouble, by the fault's code; the longest beginning that fits. */
const remedies: readonly (readonly [begins: string, fr: string, en: string])[] = [
  [
    "announcements.outdated",
    "Dans Annonces, enregistrez-la de nouveau, ou revenez au texte.",
    "In Announcements, record it again, or go back to the text.",
  ],
  [
    "line.no-dial-tone",
    "Vérifiez que le cordon téléphonique va du modem à la prise murale.",
    "Check that the telephone cord runs from the modem to the wall socket.",
  ],
  [
    "line.unusable-modem",
    "Ce modem ne sait pas parler : prenez-en un de la liste du manuel.",
    "This modem has no voice: take one from the manual's list.",
  ],
  [
    "line.bad-settings",
    "Corrigez les réglages de la ligne dans config.json, puis redémarrez.",
    "Correct the line's settings in config.json, then restart.",
  ],
  [
    "line.sim-locked",
    "Donnez le code PIN dans la page Lignes. Si la carte est bloquée, débloquez-la dans un téléphone avec son code PUK.",
    "Give the PIN in the page of lines. If the SIM is blocked, unblock it in a telephone with its PUK.",
  ],
  [
    "line.pin-refused",
    "Donnez le bon code PIN dans la page Lignes, ou au technicien s’il l’a mis dans config.json.",
    "Give the right PIN in the page of lines, or to the technician if it stands in config.json.",
  ],
  [
    "line.no-sim",
    "Débranchez le module, remettez la carte SIM dans son logement, puis rebranchez-le.",
    "Unplug the module, put the SIM into its holder again, and plug the module in.",
  ],
  [
    "line.divert-refused",
    "Demandez à l’opérateur si le renvoi d’appel est compris dans l’abonnement.",
    "Ask the operator whether call forwarding is part of the contract.",
  ],
  [
    "line.unplugged",
    "Rebranchez le câble USB du modem, au besoin sur une autre prise du boîtier.",
    "Plug the modem's USB cable in again, into another socket of the box if need be.",
  ],
  [
    "line.no-port",
    "Vérifiez que le câble USB du modem est branché, puis faites le test de la ligne.",
    "Check that the modem's USB cable is plugged in, then test the line.",
  ],
  [
    "line",
    "L’appareil réessaie seul. Si cela dure, débranchez le modem dix secondes, puis rebranchez-le.",
    "The appliance tries again by itself. If it lasts, unplug the modem for ten seconds and plug it in again.",
  ],
  [
    "serial.no-such-port",
    "Le modem n’est pas là : rebranchez son câble USB.",
    "The modem is not there: plug its USB cable in again.",
  ],
  [
    "serial.lost",
    "Le modem n’est plus là : rebranchez son câble USB.",
    "The modem is gone: plug its USB cable in again.",
  ],
  [
    "serial.refused",
    "Un autre programme tient le modem, ou les droits manquent : redémarrez l’appareil.",
    "Another program holds the modem, or rights are missing: restart the appliance.",
  ],
  [
    "serial",
    "L’appareil réessaie seul. Si cela dure, débranchez le modem dix secondes, puis rebranchez-le.",
    "The appliance tries again by itself. If it lasts, unplug the modem for ten seconds and plug it in again.",
  ],
  [
    "app.no-telephone",
    "Attendez une minute. Si cela dure, redémarrez l’appareil, puis appelez votre technicien.",
    "Wait a minute. If it lasts, restart the appliance, then call your technician.",
  ],
  [
    "app.message-held",
    "Faites de la place sur le disque, ou vérifiez-le : le message sera écrit dans la minute.",
    "Make room on the disk, or check it: the message is written within a minute.",
  ],
  [
    "store.disk-full",
    "Faites de la place sur le disque : supprimez d’anciens fichiers, puis redémarrez.",
    "Make room on the disk: remove old files, then restart.",
  ],
  [
    "store.corrupt",
    "Rien à faire : une nouvelle base a été commencée. Gardez l’ancien fichier et vérifiez le planning.",
    "Nothing to do: a new database was begun. Keep the old file, and look through the schedule.",
  ],
  ["store.newer", "Installez la dernière version du logiciel.", "Install the latest release of the software."],
  ["store", "Vérifiez le disque ou la carte mémoire, puis redémarrez.", "Check the disk or memory card, then restart."],
  [
    "app.clock",
    "Vérifiez la date et l’heure de l’appareil et son accès à internet. Si elles sont justes, confirmez-les par la commande « permanence clock --right ».",
    "Check the machine's date and time and its way to the internet. If they are right, confirm them with the command “permanence clock --right”.",
  ],
  [
    "notify.not-configured",
    "Indiquez un serveur de courriel dans Réglages, Courriels, pour être prévenu des messages.",
    "Set up a mail server in Settings, E-mail, to be told of messages.",
  ],
  [
    "notify",
    "Vérifiez le serveur de courriel, puis envoyez un courriel d’essai.",
    "Check the mail server, then send a test letter.",
  ],
  [
    "backup",
    "Un administrateur en fait une dans Réglages, Sauvegarde.",
    "An administrator makes one in Settings, Backup.",
  ],
  [
    "admin.not-announced",
    "Ouvrez la page par l’adresse du boîtier. Si un autre programme tient le port 5353, arrêtez-le ; le boîtier réessaie seul.",
    "Open the page by the box's address. If another program has port 5353, stop it; the box tries again by itself.",
  ],
  ["office.people", "Ouvrez Personnes et corrigez-le.", "Open People and correct it."],
  ["office.settings", "Ouvrez les réglages et corrigez-le.", "Open the settings and correct it."],
  ["office", "Ouvrez le planning et corrigez-le.", "Open the schedule and correct it."],
  [
    "",
    "Redémarrez l’appareil ; si cela dure, appelez votre technicien.",
    "Restart the appliance; if it lasts, call your technician.",
  ],
];

export function remedyFor(code: string, language: Language): string {
  const [best] = remedies
    .filter(([begins]) => begins === "" || code === begins || code.startsWith(`${begins}.`))
    .toSorted(([a], [b]) => b.length - a.length);
  return best?.[language === "fr" ? 1 : 2] ?? "";
}
