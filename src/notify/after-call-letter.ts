import type { KnownCaller, Language, Office } from "../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../duty/phone-number.ts";
import type { CallRecord } from "../store/call-record.ts";
import type { LogEntry } from "../store/log-entry.ts";
import type { Accept } from "./call-back.ts";
import { type Letter, letter } from "./letter.ts";
import type { Part } from "./letter-parts.ts";
import { hourOf, oneLine, when, who } from "./when-and-who.ts";

/** Asks whoever took a call what came of it. `link`: by which they say so without a password; null where there is none. */
export function afterCallLetter(
  call: CallRecord,
  said: readonly LogEntry[],
  office: Office,
  language: Language,
  link: Accept | null,
): Letter {
  const fr = language === "fr";
  const whose = who(call.caller, office, language);
  const client = clientOf(call, office);
  const at = when(call.at, call.zone, language);
  const service = said.find(({ kind }) => kind === "call")?.service;
  const taken = fr ? `Vous avez pris l’appel de ${whose.caller},` : `You took a call from ${whose.caller},`;
  const as = service !== "on-call" ? "" : fr ? ", pendant votre astreinte" : ", while on call";
  return letter(
    oneLine(office.name),
    language,
    fr ? `Qu’est devenu l’appel de ${whose.caller} ?` : `What came of the call from ${whose.caller}?`,
    [
      { is: "said", lines: [taken, `${fr ? "le" : "on"} ${at}${as}.`, ...keysIn(call, office, language)] },
      client?.note === undefined
        ? null
        : { is: "thing", what: fr ? "À savoir" : "To know", remedy: oneLine(client.note, 500) },
      relativesIn(client, office, language),
      answering(link, office, language),
    ],
    client?.fragile ? { tone: "bad", word: fr ? "Client fragile" : "Fragile client" } : null,
  );
}

function clientOf({ caller }: CallRecord, { callers, country }: Office): KnownCaller | undefined {
  const read = readPhoneNumber(caller.number, country);
  if (read === null) return undefined;
  return callers.find(
    ({ number, otherNumbers = [], relatives = [] }) =>
      [number, ...otherNumbers].includes(read) || relatives.some((each) => each.number === read),
  );
}

function keysIn({ steps }: CallRecord, { menu }: Office, language: Language): string[] {
  const digits = steps.flatMap((step) => (step.what === "key" && step.detail.known ? [step.detail.digit] : []));
  return [...new Set(digits)].map((digit) => {
    const label =
      menu.find(({ key }) => key === digit)?.label ??
      (digit === "1" ? (language === "fr" ? "urgence" : "urgent") : null);
    const means = label === null ? "" : ` (${oneLine(label, 80)})`;
    return language === "fr" ? `Touche choisie : ${digit}${means}.` : `Key chosen: ${digit}${means}.`;
  });
}

function relativesIn(client: KnownCaller | undefined, { country }: Office, language: Language): Part | null {
  const relatives = client?.relatives ?? [];
  if (relatives.length === 0) return null;
  const items = relatives.map(({ name, relation, number }) =>
    [oneLine(name, 80), relation && oneLine(relation, 60), number && showPhoneNumber(number, country)]
      .filter((each) => each !== undefined && each !== "")
      .join(", "),
  );
  return { is: "list", title: language === "fr" ? "Proches :" : "Relatives:", items };
}

function answering(link: Accept | null, { zone }: Pick<Office, "zone">, language: Language): Part {
  const fr = language === "fr";
  if (!link)
    return {
      is: "said",
      lines: [
        fr
          ? "Dites ce qu’il en est sur la page du répondeur, sous « Main courante »."
          : "Say what came of it on the page of the answering machine, under “Logbook”.",
      ],
    };
  return fr
    ? {
        is: "act",
        before: "Qu’est-il devenu ? Deux gestes suffisent, sans mot de passe :",
        label: "Dire ce qu’il en est",
        url: link.url,
        after: `Valable jusqu’au ${hourOf(link.until, zone, "fr")} ; ce que vous dites s’inscrit dans la main courante, et peut être corrigé par le même lien. Il ne s’ouvre que dans le réseau de l’agence.`,
      }
    : {
        is: "act",
        before: "What came of it? Two taps, and no password:",
        label: "Say what came of it",
        url: link.url,
        after: `Works until ${hourOf(link.until, zone, "en")}; what you say goes into the logbook, and can be corrected by the same link. It opens only in the office’s network.`,
      };
}
