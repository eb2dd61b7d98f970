import type { Language, Office, Service } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { ofWhom } from "../kernel/french-of.ts";
import type { TakeUp } from "../needs/take-up.ts";
import type { TakeUpAsk } from "../store/take-ups.ts";
import type { Accept } from "./call-back.ts";
import { type Letter, letter } from "./letter.ts";
import type { Part } from "./letter-parts.ts";
import { hourOf, oneLine, when } from "./when-and-who.ts";

/** Asks whoever's shift begins to say that they are there. */
export function takeUpLetter(takeUp: TakeUp, office: Office, language: Language, accept: Accept | null): Letter {
  const fr = language === "fr";
  const { from, until, zone } = takeUp;
  const yours = theirs[language][takeUp.service];
  return letter(
    oneLine(office.name),
    language,
    fr
      ? `Prise de poste : ${yours} du ${hourOf(from, zone, "fr")}`
      : `Taking up duty: ${yours} of ${hourOf(from, zone, "en")}`,
    [
      {
        is: "said",
        lines: [
          fr
            ? `Votre ${services.fr[takeUp.service]} : du ${when(from, zone, "fr")} au ${hourOf(until, zone, "fr")}.`
            : `Your ${services.en[takeUp.service]}: from ${when(from, zone, "en")} until ${hourOf(until, zone, "en")}.`,
        ],
      },
      press(accept, office, language),
      aside(office, language),
    ],
  );
}

/** To the next level, and to whoever plans the duty: nobody has said that they are there. */
export function takeUpUntakenLetter(
  takeUp: TakeUp,
  asks: readonly TakeUpAsk[],
  office: Office,
  language: Language,
  accept: Accept | null,
): Letter {
  const fr = language === "fr";
  const { from, until, zone, passedAt } = takeUp;
  const name = oneLine(takeUp.name, 80);
  const service = services[language][takeUp.service];
  const number = office.people.find(({ id }) => id === takeUp.person)?.numbers[0];
  const lead =
    passedAt === null
      ? fr
        ? `${name} n’a pas confirmé sa prise de poste.`
        : `${name} has not confirmed taking up duty.`
      : fr
        ? `${name} a dit ne pas pouvoir prendre son poste.`
        : `${name} said that they can't take up duty.`;
  const items = asks.filter(({ what }) => what === "ask").map((ask) => askedInWords(ask, zone, language));
  return letter(
    oneLine(office.name),
    language,
    fr
      ? `${capital(service)} ${ofWhom(name)} : prise de poste non confirmée`
      : `${capital(service)} of ${name}: not taken up`,
    [
      {
        is: "said",
        lines: [
          lead,
          fr
            ? `${capital(service)} : du ${when(from, zone, "fr")} au ${hourOf(until, zone, "fr")}.`
            : `${capital(service)}: from ${when(from, zone, "en")} until ${hourOf(until, zone, "en")}.`,
        ],
      },
      items.length > 0 ? { is: "list", title: fr ? "Ce qui a été fait :" : "What was done:", items } : null,
      standIn(accept, zone, language),
      {
        is: "call-back",
        shown: number === undefined ? null : showPhoneNumber(number, office.country),
        dial: number ?? null,
        after: fr
          ? "Reste sur la page, sous « Aujourd’hui », jusqu’à ce que quelqu’un confirme ou que la période soit finie."
          : "Stays on the page, under “Today”, until somebody confirms or the shift is over.",
      },
    ],
    { tone: "warn", word: fr ? "Poste non pris" : "Nobody has said so" },
  );
}

/** Whoever was told hears, once, that somebody is there. */
export function takeUpTakenLetter(takeUp: TakeUp, office: Office, language: Language): Letter {
  const fr = language === "fr";
  const { confirmed } = takeUp;
  const name = oneLine(takeUp.name, 80);
  const by = oneLine(confirmed?.by.name ?? name, 80);
  const own = confirmed === null || confirmed.by.id === takeUp.person;
  const nothing = fr ? "Vous n’avez plus rien à faire." : "There is nothing left for you to do.";
  return letter(
    oneLine(office.name),
    language,
    own
      ? fr
        ? `${name} a pris son poste`
        : `${name} has taken up duty`
      : fr
        ? `${by} prend le relais ${ofWhom(name)}`
        : `${by} stands in for ${name}`,
    [
      {
        is: "said",
        lines: [`${takenUpInWords(takeUp, language)}.`, nothing],
      },
    ],
    { tone: "good", word: nothing.replace(/\.$/, "") },
  );
}

/** "Astreinte de Karim Benali : prise le 23 novembre à 17:58, par le lien du courriel". */
export function takenUpInWords(takeUp: TakeUp, language: Language): string {
  const fr = language === "fr";
  const { confirmed, passedAt, person, service, zone } = takeUp;
  const name = oneLine(takeUp.name, 80);
  const shift = capital(services[language][service]);
  const of = fr ? `${shift} ${ofWhom(name)} : ` : `${shift} of ${name}: `;
  if (!confirmed && passedAt !== null) return of + (fr ? "a dit ne pas pouvoir" : "said that they can't");
  if (!confirmed) return of + (fr ? "prise de poste jamais confirmée" : "never confirmed");
  const by = confirmed.by.id === person ? "" : `${fr ? "par" : "by"} ${oneLine(confirmed.by.name, 80)} `;
  const at = hourOf(confirmed.at, zone, language);
  const how = ways[language][confirmed.how];
  return of + (fr ? `prise ${by}le ${at}, ${how}` : `taken up ${by}on ${at}, ${how}`);
}

function press(accept: Accept | null, { zone }: Pick<Office, "zone">, language: Language): Part | null {
  if (!accept) return null;
  const until = hourOf(accept.until, zone, language);
  return language === "fr"
    ? {
        is: "act",
        before: "Vous y serez ? Dites-le ici.",
        label: "Je prends mon poste",
        url: accept.url,
        after: `Valable jusqu’au ${until}. Si la page ne s’ouvre pas, vous êtes hors du réseau de l’agence.`,
      }
    : {
        is: "act",
        before: "Will you be there? Say so here.",
        label: "I take up my duty",
        url: accept.url,
        after: `Works until ${until}. If the page does not open, you are outside the office’s network.`,
      };
}

/** What happens without a press. */
function aside({ takeUp: { calls } }: Office, language: Language): Part {
  return {
    is: "aside",
    lines:
      language === "fr"
        ? [
            calls
              ? "Sinon, le répondeur vous appelle : appuyez sur 1. Prendre un appelant pendant cette période le dit aussi."
              : "Prendre un appelant pendant cette période le dit aussi.",
          ]
        : [
            calls
              ? "Otherwise the answering machine rings you: press 1. Taking a caller in this time says it too."
              : "Taking a caller in this time says it too.",
          ],
  };
}

function standIn(accept: Accept | null, zone: string, language: Language): Part | null {
  if (!accept) return null;
  const until = hourOf(accept.until, zone, language);
  return language === "fr"
    ? {
        is: "act",
        before: "Vous prenez le relais, ou vous savez que quelqu’un y est ? Dites-le ici.",
        label: "Je prends le relais",
        url: accept.url,
        after: `Valable jusqu’au ${until}, dans le réseau de l’agence.`,
      }
    : {
        is: "act",
        before: "Will you stand in, or do you know that somebody is there? Say so here.",
        label: "I stand in",
        url: accept.url,
        after: `Works until ${until}, in the office’s network.`,
      };
}

function askedInWords({ name, channel, at, answer }: TakeUpAsk, zone: string, language: Language): string {
  const way = channels[language][channel];
  const came = answer === null || answer === "over" ? "" : `, ${answers[language][answer] ?? answer}`;
  return `${oneLine(name, 80)} : ${way}, ${hourOf(at, zone, language)}${came}`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const services: Readonly<Record<Language, Readonly<Record<Service, string>>>> = {
  fr: { duty: "permanence", "on-call": "astreinte" },
  en: { duty: "duty", "on-call": "on-call shift" },
};

const theirs: typeof services = {
  fr: { duty: "votre permanence", "on-call": "votre astreinte" },
  en: { duty: "your duty", "on-call": "your on-call shift" },
};

const channels: Readonly<Record<Language, Readonly<Record<TakeUpAsk["channel"], string>>>> = {
  fr: { email: "courriel", call: "appel", text: "SMS" },
  en: { email: "e-mail", call: "call", text: "text message" },
};

const ways: Readonly<Record<Language, Readonly<Record<NonNullable<TakeUp["confirmed"]>["how"], string>>>> = {
  fr: {
    link: "par le lien du courriel",
    key: "par téléphone",
    call: "en prenant un appel",
    need: "en prenant un rappel",
    page: "sur la page",
    command: "par une commande",
    text: "par SMS",
  },
  en: {
    link: "by the link of the e-mail",
    key: "by telephone",
    call: "by taking a caller",
    need: "by taking a call back",
    page: "on the page",
    command: "by a command",
    text: "by text message",
  },
};

const answers: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    accepted: "a confirmé",
    passed: "a dit ne pas pouvoir",
    "no-key": "a décroché sans répondre",
    "no-answer": "pas de réponse",
    failed: "n’a pas pu être joint",
  },
  en: {
    accepted: "confirmed",
    passed: "said that they can't",
    "no-key": "picked up, but pressed no key",
    "no-answer": "no answer",
    failed: "could not be reached",
  },
};
