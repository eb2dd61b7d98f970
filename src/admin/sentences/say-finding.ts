import type { Language } from "../../duty/office.ts";
import type { LineFinding } from "../line-care.ts";
import type { Finding, TrialSign, Verdict } from "../schemas/line-care.ts";

/** What is found of a line, in both languages: the sentence, and what to do unless all is well. */
type Said = readonly [sentence: string, remedy?: string];

const replug = {
  fr: "Débranchez le modem dix secondes, rebranchez-le, puis recommencez le test.",
  en: "Unplug the modem for ten seconds, plug it in again, then run the test again.",
};
const wall = {
  fr: "Vérifiez que le cordon va du modem à la prise murale (ou à la prise téléphone de la box), et qu’un téléphone ordinaire y fonctionne.",
  en: "Check that the cord runs from the modem to the wall socket (or the phone socket of the internet box), and that a plain telephone works there.",
};
const other = {
  fr: "Il faut un autre modem, à fonction vocale : USRobotics 5637 ou Zoom 3095, par exemple.",
  en: "Another modem is needed, one with voice: a USRobotics 5637 or a Zoom 3095, for instance.",
};

const findings: Readonly<Record<Finding, Readonly<Record<Language, Said>>>> = {
  "port-open": { fr: ["Le modem est branché au boîtier."], en: ["The modem is plugged into the box."] },
  "port-missing": {
    fr: ["Le boîtier ne voit pas de modem.", "Rebranchez son câble USB, au besoin sur une autre prise."],
    en: ["The box sees no modem.", "Plug its USB cable in again, into another socket if need be."],
  },
  "port-forbidden": {
    fr: [
      "Le boîtier n’a pas le droit de se servir de ce modem.",
      "Appelez votre technicien : il manque un droit d’accès.",
    ],
    en: ["The box is not allowed to use this modem.", "Call your technician: a permission is missing."],
  },
  "port-busy": {
    fr: [
      "Un autre programme se sert déjà de ce modem.",
      "Redémarrez le boîtier. Si cela revient, appelez votre technicien.",
    ],
    en: ["Another program uses this modem already.", "Restart the box. If it comes back, call your technician."],
  },
  "port-failed": {
    fr: ["Le branchement du modem ne répond pas.", replug.fr],
    en: ["The modem's plug does not work.", replug.en],
  },
  "modem-manager": {
    fr: [
      "Un programme du système, ModemManager, peut déranger le modem à tout moment.",
      "Demandez à votre technicien de l’arrêter.",
    ],
    en: [
      "A program of the system, ModemManager, may disturb the modem at any time.",
      "Ask your technician to stop it.",
    ],
  },
  registered: { fr: ["La carte SIM est sur le réseau."], en: ["The SIM is on the network."] },
  unregistered: {
    fr: [
      "La carte SIM ne trouve pas de réseau, ou il la refuse : personne ne peut appeler.",
      "Vérifiez l’antenne, puis que l’abonnement est actif.",
    ],
    en: [
      "The SIM finds no network, or is refused by it: nobody can call.",
      "Look at the antenna, then whether the subscription is active.",
    ],
  },
  "old-network": {
    fr: [
      "La ligne est sur un réseau 2G ou 3G, que les opérateurs arrêtent.",
      "Demandez à l’opérateur d’activer la VoLTE, ou à votre technicien un module 4G.",
    ],
    en: [
      "The line is on a 2G or 3G network, which operators are switching off.",
      "Ask the operator for VoLTE, or your technician for a 4G module.",
    ],
  },
  "no-volte": {
    fr: [
      "Le réseau ne prend pas la voix en 4G de cette carte SIM : des appels peuvent ne pas arriver.",
      "Demandez à l’opérateur d’activer la VoLTE.",
    ],
    en: [
      "The network does not take voice over 4G from this SIM: calls may not come.",
      "Ask the operator to switch VoLTE on.",
    ],
  },
  answers: { fr: ["Le modem répond."], en: ["The modem answers."] },
  silent: { fr: ["Le modem ne répond pas.", replug.fr], en: ["The modem does not answer.", replug.en] },
  vanished: {
    fr: [
      "Le modem a disparu pendant le test.",
      "Sa fiche tient mal, ou la prise USB manque de courant : essayez-en une autre.",
    ],
    en: ["The modem disappeared during the test.", "Its plug is loose, or the USB socket lacks power: try another."],
  },
  stopped: { fr: ["Le modem a cessé de répondre.", replug.fr], en: ["The modem stopped answering.", replug.en] },
  known: { fr: ["Ce modèle de modem est connu."], en: ["This make of modem is known."] },
  stranger: {
    fr: [
      "Ce modèle n’est pas connu ; il est traité comme un modem ordinaire.",
      "Si les appels se passent bien, rien à faire.",
    ],
    en: ["This make is not known; it is treated as a plain modem.", "If calls go well, there is nothing to do."],
  },
  voice: { fr: ["Il sait parler et enregistrer."], en: ["It can speak and record."] },
  "half-duplex": {
    fr: ["Il parle et écoute tour à tour : il met en relation par double appel, jamais par une autre ligne."],
    en: ["It speaks and hears in turns: it puts callers through by a second call, never over another line."],
  },
  "mobile-module": {
    fr: [
      "C’est un modem pour carte SIM, pas pour une prise téléphonique.",
      "Demandez à votre technicien de le déclarer comme ligne mobile.",
    ],
    en: [
      "This is a modem for a SIM card, not for a telephone socket.",
      "Ask your technician to set it up as a mobile line.",
    ],
  },
  "mobile-ports": {
    fr: ["C’est un modem pour carte SIM."],
    en: ["This is a modem for a SIM card."],
  },
  "card-works": {
    fr: ["La carte son du module marche dans les deux sens."],
    en: ["The module's sound card works in both directions."],
  },
  "card-fails": {
    fr: ["La carte son du module ne marche pas.", "Vérifiez sa prise USB, et qu’aucun autre programme ne s’en sert."],
    en: ["The module's sound card does not work.", "Look at its USB plug, and that no other program uses it."],
  },
  "card-needed": {
    fr: [
      "Ce module n’a qu’un son analogique, et il n’y a pas de carte son.",
      "Demandez à votre technicien d’en brancher une.",
    ],
    en: ["This module has analog sound only, and there is no sound card.", "Ask your technician to connect one."],
  },
  "no-sim": {
    fr: ["Il n’y a pas de carte SIM, ou elle ne peut pas être lue.", "Remettez la carte dans son logement."],
    en: ["There is no SIM, or it can't be read.", "Put the card into its holder again."],
  },
  "pin-asked": {
    fr: ["La carte SIM attend son code PIN.", "Donnez-le dans la page Lignes."],
    en: ["The SIM asks for its PIN.", "Give it in the page of lines."],
  },
  "puk-asked": {
    fr: [
      "La carte SIM est bloquée après plusieurs codes PIN faux.",
      "Mettez-la dans un téléphone et débloquez-la avec son code PUK.",
    ],
    en: ["The SIM is blocked after wrong PINs.", "Put it into a telephone and unblock it with its PUK."],
  },
  "no-voice": { fr: ["Ce modem ne sait pas parler.", other.fr], en: ["This modem can't speak.", other.en] },
  samples: { fr: ["Le son passe dans les deux sens."], en: ["It takes and gives sound."] },
  "voice-refused": { fr: ["Ce modem refuse de parler.", other.fr], en: ["This modem refuses to speak.", other.en] },
  "no-samples": {
    fr: ["Ce modem n’a aucune forme de son que le boîtier connaisse.", other.fr],
    en: ["This modem has no form of sound that the box knows.", other.en],
  },
  "samples-untold": {
    fr: [
      "Ce modem ne dit pas quelles formes de son il prend ; la plus courante est utilisée.",
      "Passez un appel d’essai et écoutez l’accueil.",
    ],
    en: [
      "This modem does not say which forms of sound it takes; the most usual is used.",
      "Make a test call and listen to the welcome.",
    ],
  },
  "caller-id": {
    fr: ["Il sait lire le numéro de l’appelant, si l’opérateur l’envoie."],
    en: ["It can read the caller's number, where the operator sends it."],
  },
  "caller-id-refused": {
    fr: [
      "Il ne sait pas lire le numéro de l’appelant.",
      "Les appels sont pris, mais sans savoir de qui ; un autre modem le saurait.",
    ],
    en: ["It can't read the caller's number.", "Calls are taken, but not knowing from whom; another modem would."],
  },
  "dial-tone": { fr: ["Il y a la tonalité : la ligne est en service."], en: ["There is a dial tone: the line works."] },
  "off-hook-refused": { fr: ["Le modem ne décroche pas.", wall.fr], en: ["The modem does not go off-hook.", wall.en] },
  "no-sound": { fr: ["Le modem n’envoie aucun son.", replug.fr], en: ["The modem sends no sound.", replug.en] },
  "dead-line": {
    fr: ["Silence complet : le cordon téléphonique n’est pas branché, ou la ligne est coupée.", wall.fr],
    en: ["Dead silence: the telephone cord is not plugged in, or the line is cut off.", wall.en],
  },
  "no-dial-tone": {
    fr: [
      "On entend quelque chose, mais pas la tonalité.",
      "Vérifiez qu’aucun autre téléphone n’est décroché sur cette ligne, puis recommencez.",
    ],
    en: [
      "Something is heard, but no dial tone.",
      "Check that no other telephone is off the hook on this line, then try again.",
    ],
  },
  keys: { fr: ["Les touches composées sont comprises."], en: ["The keys that it dials are understood."] },
  "keys-ignored": {
    fr: [
      "La tonalité continue après une touche : ce que le modem compose n’est pas compris.",
      "Personne ne pourra être appelé par cette ligne. Demandez à l’opérateur si elle accepte les fréquences vocales.",
    ],
    en: [
      "The dial tone goes on after a key: what the modem dials is not understood.",
      "Nobody can be rung over this line. Ask the operator whether it takes tone dialling.",
    ],
  },
};

const titles: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  port: { fr: "Branchement", en: "Plug" },
  "other-programs": { fr: "Autres programmes", en: "Other programs" },
  answers: { fr: "Réponse", en: "Answer" },
  identity: { fr: "Modèle", en: "Make" },
  voice: { fr: "Voix", en: "Voice" },
  samples: { fr: "Son", en: "Sound" },
  "caller-id": { fr: "Numéro affiché", en: "Caller's number" },
  line: { fr: "Tonalité", en: "Dial tone" },
  keys: { fr: "Touches", en: "Keys" },
};

/** A make that is not known works as a rule, and its owner can do nothing about it. */
export const isGrave = (code: Finding): boolean => code !== "stranger";

/** An operator's name, its technology and a signal; a module may say anything. */
const WHERE = /^[\p{L}\p{N} .,+&'-]{1,60}$/u;

/** A finding as the page shows it. */
export function sayFinding({ code, name, outcome, what }: LineFinding, language: Language): TrialSign & { of: "step" } {
  const [plain, remedy = null] = findings[code][language];
  // Operator, technology and signal are read out to whoever helps by telephone.
  const sentence = code === "registered" && WHERE.test(what) ? `${plain} ${what}.` : plain;
  const grave = isGrave(code) ? outcome : "ok";
  return { of: "step", title: titles[name]?.[language] ?? "", outcome: grave, sentence, remedy };
}

export interface CheckResult {
  readonly end: "done" | "called" | "stopped";
  /** The worst finding; null when all is well. */
  readonly worst: Finding | null;
  readonly verdict: Verdict;
  /** Whether the line was listened to. */
  readonly heard: boolean;
}

/** The whole test in one sentence. */
export function sayCheck({ end, worst, verdict, heard }: CheckResult, language: Language) {
  const words = summaries[language];
  if (end === "called") return { sentence: words.called, remedy: words.again };
  if (worst !== null && verdict !== "ok") {
    const [sentence, remedy = null] = findings[worst][language];
    return { sentence: verdict === "warning" ? `${words.works} ${sentence}` : sentence, remedy };
  }
  if (end === "stopped") return { sentence: words.stopped, remedy: words.again };
  return { sentence: heard ? words.well : words.modemWell, remedy: null };
}

const summaries = {
  fr: {
    well: "Tout va bien : la ligne peut prendre les appels et en passer.",
    modemWell: "Le modem va bien. La ligne elle-même n’a pas été écoutée.",
    works: "La ligne fonctionne, avec une réserve.",
    called: "Un appel est arrivé : le test s’est arrêté pour le laisser passer.",
    stopped: "Le test a été arrêté.",
    again: "Recommencez quand vous voulez.",
  },
  en: {
    well: "All is well: the line can take calls and place them.",
    modemWell: "The modem is well. The line itself was not listened to.",
    works: "The line works, with one reservation.",
    called: "A call came in: the test ended to let it through.",
    stopped: "The test was stopped.",
    again: "Run it again whenever you like.",
  },
} as const;
