import type { Language } from "../../duty/office.ts";
import { zoneNamed } from "../../duty/wall-clock.ts";
import { between, type Instant, instant } from "../../kernel/units.ts";
import type { CallView } from "../schemas/calls.ts";

/**
 * A cell of a table (RFC 4180). A spreadsheet takes what begins with `=`, `+`, `-`, `@`, a tab or a return for a
 * formula, and a caller's name may be anything: such a cell begins with an apostrophe. Numbers of telephones are
 * `+33…` and are no exception.
 */
export function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = /^'*\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** French spreadsheets take the comma for the decimals, and part cells at semicolons. */
const separators: Readonly<Record<Language, string>> = { fr: ";", en: "," };
const row = (cells: readonly (string | number | null)[], language: Language): string =>
  `${cells.map(cell).join(separators[language])}\r\n`;

/** With the mark by which spreadsheets know UTF-8. */
/** `example`: a column more says of each row that it is of no real agency. */
export const csvHead = (language: Language, example = false): string =>
  `\ufeff${row([...heads[language], ...(example ? [exampleMark[language].title] : [])], language)}`;

export const exampleMark = {
  fr: { title: "Agence d’exemple", cell: "oui" },
  en: { title: "Example agency", cell: "yes" },
} as const;

/** Times are of the office's wall clock when the call came. */
export function csvRow(call: CallView, language: Language, example = false): string {
  const [day, minute] = zoneNamed(call.zone).show(instant(call.at)).split(" ");
  const second = String(Math.floor(call.at / 1000) % 60).padStart(2, "0");
  const seconds = (from: number | null, to: number | null) =>
    from === null || to === null ? null : Math.round(between(from as Instant, to as Instant) / 1000);
  return row(
    [
      day ?? null,
      `${minute}:${second}`,
      call.line,
      call.caller.shown,
      call.caller.known?.name ?? call.caller.name,
      call.outcome === null ? null : outcomes[language][call.outcome],
      seconds(call.at, call.answeredAt),
      seconds(call.at, call.endedAt),
      call.putThroughTo?.name ?? null,
      call.message,
      call.waited === null ? null : Math.round(call.waited.lasted / 1000),
      call.waited === null ? null : waitEnds[language][call.waited.how],
      call.id,
      ...(example ? [exampleMark[language].cell] : []),
    ],
    language,
  );
}

const heads: Readonly<Record<Language, readonly string[]>> = {
  fr: [
    "Jour",
    "Heure",
    "Ligne",
    "Numéro",
    "Nom",
    "Issue",
    "Décroché après (s)",
    "Durée (s)",
    "Transmis à",
    "Message",
    "Attente (s)",
    "Fin de l’attente",
    "Appel",
  ],
  en: [
    "Day",
    "Time",
    "Line",
    "Number",
    "Name",
    "Outcome",
    "Answered after (s)",
    "Length (s)",
    "Put through to",
    "Message",
    "Waited (s)",
    "End of the wait",
    "Call",
  ],
};

const waitEnds: Readonly<Record<Language, Readonly<Record<NonNullable<CallView["waited"]>["how"], string>>>> = {
  fr: {
    "put-through": "mis en relation",
    key: "message, par la touche",
    limit: "durée atteinte",
    nobody: "plus personne à attendre",
    left: "a raccroché",
    "taken-here": "pris au téléphone",
    failed: "panne",
    interrupted: "interrompu",
  },
  en: {
    "put-through": "put through",
    key: "message, by the key",
    limit: "time was up",
    nobody: "nobody left to wait for",
    left: "hung up",
    "taken-here": "taken at the telephone",
    failed: "fault",
    interrupted: "interrupted",
  },
};

const outcomes: Readonly<Record<Language, Readonly<Record<NonNullable<CallView["outcome"]>, string>>>> = {
  fr: {
    forwarded: "transmis",
    message: "message",
    "empty-message": "message vide",
    abandoned: "abandonné",
    information: "informé",
    "taken-here": "pris au téléphone",
    "sent-on": "renvoyé pendant la sonnerie",
    blocked: "bloqué",
    failed: "échec",
    interrupted: "interrompu",
  },
  en: {
    forwarded: "forwarded",
    message: "message",
    "empty-message": "empty message",
    abandoned: "abandoned",
    information: "informed",
    "taken-here": "taken at the telephone",
    "sent-on": "sent on while it rang",
    blocked: "blocked",
    failed: "failed",
    interrupted: "interrupted",
  },
};
