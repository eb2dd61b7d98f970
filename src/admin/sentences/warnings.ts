import { outdated } from "../../announcements/made-with.ts";
import { lifeOf } from "../../announcements/own-life.ts";
import { closureOf } from "../../attendant/announcement-kinds.ts";
import { nameAnnouncement } from "../../attendant/describe-plan.ts";
import { checkOffice } from "../../duty/check-office.ts";
import type { Language, Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { Alarm, WatchFacts } from "../../watch/alarm.ts";
import type { Hours } from "../../watch/foresee.ts";
import type { AdminParts } from "../parts.ts";
import type { Warning } from "../schemas/today.ts";
import { hourNow, hourOfCalls } from "../views/hour-now.ts";
import { remedyFor } from "./remedies.ts";
import { sayAlarm } from "./say-alarm.ts";

const MOST_FINDINGS = 3;

/**
 * Everything that is wrong, or will be within two weeks, the worst first, with what to do. Every matter once: what an
 * alarm tells is not found again in the office's data.
 */
export async function warningsOf(
  parts: AdminParts,
  watch: {
    readonly factsOf: (office: Office, hour: Instant | null) => Promise<WatchFacts>;
    readonly foresee: (office: Office, facts: WatchFacts, hours: Hours) => readonly Alarm[];
  },
  office: Office,
  language: Language,
): Promise<Warning[]> {
  const { store, mail } = parts;
  const hour = hourOfCalls(parts);
  const now = hourNow(parts);
  const isSet = await store.office.isSet();
  const facts = await watch.factsOf(office, hour);
  const alarms = watch.foresee(office, facts, { now: parts.clock.now(), hour: isSet ? hour : null });
  const neverOnDuty = alarms.some(({ kind }) => kind === "nobody-on-duty");
  // A blank office has the set-up guide, which says it better.
  const findings = isSet ? checkOffice(office).filter(({ where }) => !(where === "rota" && neverOnDuty)) : [];
  const advice = (key: string, code: string, sentence: string): Warning => ({
    key,
    weight: "advice",
    code,
    sentence,
    remedy: remedyFor(code, language),
    line: null,
    since: null,
    fix: null,
  });
  return [
    ...(await recordingsOf(parts, office, now, language)),
    ...alarms.map((alarm) => warningOf(alarm, office, now, language)),
    ...findings
      .slice(0, MOST_FINDINGS)
      .map(({ where, sentence }) => advice(`office/${where}`, codeOf(where), sentence[language])),
    ...(mail.now().by === "nobody"
      ? [advice("notify.not-configured", "notify.not-configured", phrases[language].noMail)]
      : []),
  ];
}

const closureName = (kind: string, office: Office): { readonly of?: string } => {
  const closure = office.closures.find(({ id }) => id === closureOf(kind));
  return closure ? { of: closure.name } : {};
};

/** A closure's own is heard no more when its life is over, or the closure is gone. */
function isHeard(version: AnnouncementVersion, office: Office, now: Instant): boolean {
  const id = closureOf(version.kind);
  const closure = office.closures.find((each) => each.id === id);
  return id === null || (closure !== undefined && lifeOf(version, closure, office).until > now);
}

/** Recordings on air that say what is no longer so. */
async function recordingsOf(
  { store }: AdminParts,
  office: Office,
  now: Instant,
  language: Language,
): Promise<readonly Warning[]> {
  const recorded = (await store.announcements.all()).filter(
    (each) => each.origin === "recorded" && isHeard(each, office, now),
  );
  return recorded.flatMap((recording) => {
    const [first] = outdated(recording, office, now, language).filter(({ weight }) => weight === "wrong");
    if (!first) return [];
    const { kind, urgent } = recording;
    return [
      {
        key: `announcements.outdated/${kind}${urgent ? "-urgent" : ""}-${recording.language}`,
        // In another language it waits for callers who are spoken to in it.
        weight: recording.language === office.language ? "trouble" : "advice",
        code: "announcements.outdated",
        sentence: `${phrases[language].recorded(nameAnnouncement({ kind, language: recording.language, urgent, ...closureName(kind, office) }, language))} ${first.sentence}`,
        remedy: remedyFor("announcements.outdated", language),
        line: null,
        since: null,
        fix: null,
      },
    ];
  });
}

/** What is so now is red; what is to come has time. */
function warningOf(alarm: Alarm, office: Office, at: Instant, language: Language): Warning {
  const { code, sentence, remedy, fix } = sayAlarm(alarm, office, at, language);
  return {
    key: alarm.key,
    weight: alarm.severity === "now" ? "trouble" : "advice",
    code,
    sentence,
    remedy,
    line: alarm.kind === "line-trouble" ? alarm.detail.line : null,
    since: alarm.kind === "mail-waits" ? alarm.detail.since : alarm.kind === "line-trouble" ? alarm.from : null,
    fix,
  };
}

/** By the part of the office that a finding is about: `people[3].numbers` is put right on the page of people. */
function codeOf(where: string): string {
  const [part = ""] = where.split(/[.[]/);
  if (["people", "callers", "blocked"].includes(part)) return "office.people";
  return ["menu", "country", "region"].includes(part) ? "office.settings" : "office.schedule";
}

const phrases = {
  fr: {
    recorded: (name: string) => `Ce que les appelants entendent n’est plus vrai (${name}).`,
    noMail: "Personne n’est prévenu des messages par courriel.",
  },
  en: {
    recorded: (name: string) => `What callers hear is not true any more (${name}).`,
    noMail: "Nobody is told of messages by e-mail.",
  },
} as const;
