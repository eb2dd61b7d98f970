import type { Language, Office } from "../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../duty/phone-number.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import type { Instant } from "../kernel/units.ts";
import { septets } from "../line/gsm/pdu-alphabet.ts";
import type { Need } from "../needs/need.ts";
import type { TakeUp } from "../needs/take-up.ts";
import { timeIn } from "./text-words.ts";

/** What texts say: what happened, and what to answer. In the reader's language, and in as few letters as that takes. */

/** What of an alarm fits into two parts. */
const LONGEST = 300;

/** Letters that the alphabet of texts has, as far as the words stay the same: one that it has not makes each part half as long. */
export function lean(text: string): string {
  return [
    ...text
      .replace(/[’‘]/g, "'")
      .replace(/[«»“”]/g, '"')
      .replace(/[\u00a0\u202f]/g, " ")
      .replace(/[–—]/g, "-"),
  ]
    .map((letter) => {
      if (septets(letter)) return letter;
      const plain = twins[letter] ?? letter.normalize("NFD").replace(/\p{M}/gu, "");
      return [...plain].every((each) => septets(each)) ? plain : letter;
    })
    .join("");
}

const twins: Readonly<Record<string, string>> = { œ: "oe", Œ: "OE", "…": "...", "\u2011": "-" };

/** `Mme Roux, 01 39 98 00 05`. */
export function who({ name, number }: Pick<CallerId, "name" | "number">, office: Office, language: Language): string {
  const read = readPhoneNumber(number, office.country);
  const shown = read === null ? number : showPhoneNumber(read, office.country);
  const parts = [name?.slice(0, 40), shown].filter((part) => part);
  return parts.length > 0 ? parts.join(", ") : language === "fr" ? "numéro masqué" : "number withheld";
}

const weights = {
  fr: { fragile: "personne fragile, ", urgent: "urgent, ", usual: "" },
  en: { fragile: "fragile person, ", urgent: "urgent, ", usual: "" },
} as const;

export function sayNeed(need: Need, office: Office, language: Language, untaken: boolean): string {
  const whose = who(need, office, language);
  const weight = weights[language][need.weight];
  const since = timeIn(need.openedAt, need.zone);
  if (language === "en") {
    const lead = untaken ? "Nobody has taken this yet, to call back" : "To call back";
    return `${lead}: ${whose} (${weight}since ${since}). Reply OK if you do it.`;
  }
  const lead = untaken ? "Personne ne s’en occupe encore, à rappeler" : "Appelant à rappeler";
  return `${lead} : ${whose} (${weight}depuis ${since}). Répondez OK si vous le faites.`;
}

const services = {
  fr: { duty: "permanence", "on-call": "astreinte" },
  en: { duty: "duty", "on-call": "on-call duty" },
};

export function sayTakeUp({ name, service, from, until, zone }: TakeUp, language: Language, untaken: boolean): string {
  const [begins, ends] = [timeIn(from, zone), timeIn(until, zone)];
  const what = services[language][service];
  if (language === "en")
    return untaken
      ? `${name} has not taken up ${what} (${begins}-${ends}). Reply TAKE if you stand in.`
      : `Your ${what}: ${begins}-${ends}. Reply TAKE to confirm that you are there.`;
  return untaken
    ? `${name} n’a pas confirmé sa prise de poste (${what} ${begins}-${ends}). Répondez GARDE si vous prenez le relais.`
    : `Votre ${what} : ${begins}-${ends}. Répondez GARDE pour confirmer que vous y êtes.`;
}

/** A call that nobody took, or the message of one. */
export function sayCall(
  kind: "message" | "missed-call",
  {
    caller,
    at,
    zone,
  }: { readonly caller: Pick<CallerId, "name" | "number">; readonly at: Instant; readonly zone: string },
  office: Office,
  language: Language,
): string {
  const [whose, when] = [who(caller, office, language), timeIn(at, zone)];
  if (language === "en")
    return kind === "message"
      ? `New message: ${whose}, ${when}. It waits on the answering machine.`
      : `Missed call: ${whose}, ${when}. Please call back.`;
  return kind === "message"
    ? `Nouveau message : ${whose}, ${when}. Il attend sur le répondeur.`
    : `Appel manqué : ${whose}, ${when}. Merci de rappeler.`;
}

export function sayAlarms(alarms: readonly { readonly sentence: string; readonly remedy: string }[]): string {
  const text = alarms.map(({ sentence, remedy }) => `${sentence} ${remedy}`).join(" ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
