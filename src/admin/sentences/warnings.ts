import { checkOffice } from "../../duty/check-office.ts";
import { coverage } from "../../duty/coverage.ts";
import type { Language, Office } from "../../duty/office.ts";
import { dateOfDay, zoneNamed } from "../../duty/wall-clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { AdminParts } from "../parts.ts";
import type { LineView } from "../schemas/lines.ts";
import type { Warning } from "../schemas/today.ts";
import { lacksBackup } from "../views/backup-age.ts";
import { hourNow } from "../views/hour-now.ts";
import { sayFault } from "./faults.ts";
import { remedyFor } from "./remedies.ts";
import { sayGap } from "./say-gap.ts";
import { sayMailTrouble } from "./say-mail-trouble.ts";

const MOST_GAPS = 2;
const MOST_FINDINGS = 3;

/** Everything that is wrong now, the worst first, with what to do. */
export async function warningsOf(
  parts: AdminParts,
  office: Office,
  lines: readonly LineView[],
  language: Language,
): Promise<Warning[]> {
  const { store, troubles, mail } = parts;
  const warning = (weight: Warning["weight"], code: string, sentence: string): Warning => ({
    weight,
    code,
    sentence,
    remedy: remedyFor(code, language),
    line: null,
    since: null,
  });
  const ofHouse = troubles().map((fault) =>
    warning("trouble", fault.code, sayFault(fault.code, explain(fault), language) ?? fault.message),
  );
  const ofLines = lines
    .filter(({ state }) => state === "trouble")
    .map(({ name, code, sentence, since }) => ({
      ...warning("trouble", code ?? "line.trouble", sentence ?? ""),
      line: name,
      since,
    }));
  const words = phrases[language];
  const [waiting] = (await store.outbox.list({ limit: 20, waiting: true })).filter(({ attempts }) => attempts > 0);
  const ofMail = waiting
    ? [
        {
          weight: "trouble" as const,
          ...sayMailTrouble(waiting.lastError, language),
          line: null,
          since: waiting.createdAt,
        },
      ]
    : mail.now().by !== "nobody"
      ? []
      : [warning("advice", "notify.not-configured", words.noMail)];
  const now = hourNow(parts);
  const zone = zoneNamed(office.zone);
  const gaps = coverage(office, dateOfDay(zone.dayAt(now))).gaps.filter(
    ({ kind, until }) => kind === "nobody-on-duty" && until > now,
  );
  // A blank office has the set-up guide, which says it better.
  const findings = (await store.office.isSet()) ? checkOffice(office) : [];
  return [
    ...[...ofLines, ...ofHouse, ...ofMail.filter(({ weight }) => weight === "trouble")],
    ...gaps.slice(0, MOST_GAPS).map((gap) => warning("advice", "office.gap", sayGap(gap, office.zone, language))),
    ...findings
      .slice(0, MOST_FINDINGS)
      .map(({ where, sentence }) => warning("advice", codeOf(where), sentence[language])),
    ...ofMail.filter(({ weight }) => weight === "advice"),
    ...((await lacksBackup(parts)) ? [warning("advice", "backup.old", words.noBackup)] : []),
  ];
}

/** By the part of the office that a finding is about: `people[3].numbers` is put right on the page of people. */
function codeOf(where: string): string {
  const [part = ""] = where.split(/[.[]/);
  if (["people", "callers", "blocked"].includes(part)) return "office.people";
  return ["menu", "country", "region"].includes(part) ? "office.settings" : "office.schedule";
}

const phrases = {
  fr: {
    noMail: "Personne n'est prévenu des messages par courriel.",
    noBackup: "Aucune sauvegarde depuis un mois : une panne du boîtier emporterait tout.",
  },
  en: {
    noMail: "Nobody is told of messages by e-mail.",
    noBackup: "No backup for a month: if the box broke down, everything would go with it.",
  },
} as const;
