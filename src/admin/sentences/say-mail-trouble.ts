import type { Language } from "../../duty/office.ts";

/** Why a letter waits, what to do about it, and what the mail server itself said. */
export interface MailTrouble {
  /** `notify.login`; `notify.failed` for what is not known. */
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
}

type Sayings = Readonly<Record<Language, readonly [sentence: string, remedy: string]>>;

const sayings: Readonly<Record<string, Sayings>> = {
  "notify.login": {
    fr: [
      "le serveur de courriel refuse l’utilisateur ou le mot de passe",
      "Saisissez-les de nouveau dans Réglages, Courriels, puis envoyez un essai. Beaucoup de fournisseurs demandent un mot de passe d’application.",
    ],
    en: [
      "the mail server refuses the user or the password",
      "Type them again in Settings, E-mail, then send a test. Many providers ask for a password made for applications.",
    ],
  },
  "notify.refused-address": {
    fr: [
      "le serveur de courriel refuse l’adresse de l’expéditeur ou du destinataire",
      "Vérifiez les adresses dans Réglages, Courriels, et celles des personnes.",
    ],
    en: [
      "the mail server refuses the address of the sender or of the recipient",
      "Check the addresses in Settings, E-mail, and those of the people.",
    ],
  },
  "notify.bad-address": {
    fr: ["l’adresse du destinataire n’en est pas une", "Corrigez-la dans Réglages, Courriels, ou chez la personne."],
    en: ["the recipient's address is none", "Correct it in Settings, E-mail, or with the person."],
  },
  "notify.no-such-host": {
    fr: [
      "aucun serveur de courriel ne porte le nom indiqué",
      "Vérifiez le nom du serveur dans Réglages, Courriels, et que le boîtier est relié à Internet.",
    ],
    en: [
      "there is no mail server of the name that was given",
      "Check the server's name in Settings, E-mail, and that the box is connected to the Internet.",
    ],
  },
  "notify.unreachable": {
    fr: [
      "le serveur de courriel est injoignable",
      "Vérifiez que le boîtier est relié à Internet, puis le serveur et le port dans Réglages, Courriels.",
    ],
    en: [
      "the mail server can't be reached",
      "Check that the box is connected to the Internet, then the server and the port in Settings, E-mail.",
    ],
  },
  "notify.slow": {
    fr: [
      "le serveur de courriel n’a pas répondu à temps",
      "Le boîtier réessaie seul. Si cela dure, vérifiez le port et le chiffrement dans Réglages, Courriels.",
    ],
    en: [
      "the mail server did not answer in time",
      "The box tries again by itself. If it lasts, check the port and the encryption in Settings, E-mail.",
    ],
  },
  "notify.certificate": {
    fr: [
      "le certificat du serveur de courriel n’est pas valable, et rien ne lui a été confié",
      "Vérifiez le nom du serveur dans Réglages, Courriels, et la date du boîtier.",
    ],
    en: [
      "the mail server's certificate is not valid, and it was told nothing",
      "Check the server's name in Settings, E-mail, and the box's date.",
    ],
  },
  "notify.tls": {
    fr: [
      "le chiffrement choisi n’est pas celui de ce serveur",
      "Essayez l’autre choix, ou un autre port, dans Réglages, Courriels.",
    ],
    en: [
      "the encryption chosen is not that of this server",
      "Try the other choice, or another port, in Settings, E-mail.",
    ],
  },
};

/** What its own reply code tells of a refusal that has no fault of its own (RFC 5321, 4.2). */
const refusals: readonly (readonly [code: RegExp, sayings: Sayings])[] = [
  [
    /^4/,
    {
      fr: [
        "le serveur de courriel ne l’accepte pas pour le moment",
        "Le boîtier réessaie seul. Si cela dure, demandez à votre fournisseur de courriel.",
      ],
      en: [
        "the mail server does not take it for the moment",
        "The box tries again by itself. If it lasts, ask your mail provider.",
      ],
    },
  ],
  [
    /^552/,
    {
      fr: [
        "la boîte du destinataire est pleine, ou la lettre trop grande",
        "Faites de la place dans cette boîte. Le message s’écoute toujours ici, dans Messages.",
      ],
      en: [
        "the recipient's mailbox is full, or the letter too large",
        "Make room in that mailbox. The message can be heard here all the while, in Messages.",
      ],
    },
  ],
];

const unknown: Sayings = {
  fr: [
    "le serveur de courriel l’a refusé",
    "Envoyez un essai dans Réglages, Courriels ; si cela dure, demandez à votre fournisseur de courriel.",
  ],
  en: ["the mail server refused it", "Send a test in Settings, E-mail; if it lasts, ask your mail provider."],
};

/**
 * A trouble of the post in the reader's language. `lastError` is what the outbox keeps: the fault's code and its
 * sentence; one that an older release kept has no code.
 */
export function sayMailTrouble(lastError: string | null, language: Language): MailTrouble {
  const [, code = "notify.failed", why = ""] = /^(?:(notify\.[a-z-]+): )?([\s\S]*)$/.exec(lastError ?? "") ?? [];
  const said = serversWords(why);
  const byReply = refusals.find(([reply]) => said !== null && reply.test(said))?.[1];
  const [sentence, remedy] = (sayings[code] ?? byReply ?? unknown)[language];
  const fr = language === "fr";
  const waits = fr ? "Un courriel attend de partir : " : "An e-mail waits to be sent: ";
  const quoted = said === null ? "" : fr ? ` Le serveur a dit : « ${said} »` : ` The server said: “${said}”`;
  return { code, sentence: `${waits}${sentence}.${quoted}`, remedy };
}

/** From its reply code on, up to what our own sentence adds in brackets. Null where a server said nothing. */
function serversWords(why: string): string | null {
  const said = /: ([245]\d\d[ -][\s\S]*)$/.exec(why)?.[1];
  if (said === undefined) return null;
  const [own = ""] = said.split(/ \([A-Z][^()]*: [245]\d\d[ -]/);
  return own.replace(/\s+/g, " ").trim();
}
