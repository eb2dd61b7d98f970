import type { Language, Office } from "../../duty/office.ts";
import { dateOfDay, dayOfDate, zoneNamed } from "../../duty/wall-clock.ts";
import { ofWhom } from "../../kernel/french-of.ts";
import type { Instant } from "../../kernel/units.ts";
import type { Alarm, GapDetail } from "../../watch/alarm.ts";
import type { WarningFix } from "../schemas/today.ts";
import { sayFault } from "./faults.ts";
import { remedyFor } from "./remedies.ts";
import { sayGaps } from "./say-gaps.ts";
import { sayMailTrouble } from "./say-mail-trouble.ts";
import { NBSP, sayDate, sayDay, sayDayOfMonth, sayHour, sayList } from "./say-when.ts";

/** An alarm as a person reads it, and where it is put right. */
export interface SaidAlarm {
  /** By which part of the page it is put right: `office.people`, `line.no-dial-tone`. */
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly fix: WarningFix | null;
}

type Sayable = Pick<Office, "zone" | "threshold" | "language">;

export function sayAlarm(alarm: Alarm, office: Sayable, at: Instant, language: Language): SaidAlarm {
  const fr = language === "fr";
  const zone = zoneNamed(office.zone);
  const said = (code: string, sentence: string, remedy: string, fix: WarningFix | null = null): SaidAlarm => ({
    code,
    sentence,
    remedy,
    fix,
  });
  const day = (when: Instant) => sayDay(zone.dayAt(when), language);
  const names = (all: readonly string[]) => sayList(all, language);
  const withNumbers = (people: readonly { readonly name: string; readonly number: string }[]) =>
    names(people.map(({ name, number }) => `${name} (${number.replaceAll(" ", NBSP)})`));
  const people = fr ? "Ouvrez Personnes et corrigez-le." : "Open People and correct it.";

  switch (alarm.kind) {
    case "nobody-on-duty":
    case "nobody-on-call": {
      const first = alarm.detail.gaps.find(({ until }) => until > at) ?? alarm.detail.gaps[0];
      return said(
        "office.gap",
        sayGaps(alarm.detail, office, at, language),
        fr ? "Choisissez qui sera là." : "Choose who will be there.",
        first
          ? {
              page: "duty",
              day: dateOfDay(zone.dayAt(first.from)),
              gaps: gapsOf(alarm.detail, at),
              inRow: alarm.detail.shape === "row",
            }
          : null,
      );
    }
    case "under-threshold": {
      const { weeks, days, hours } = alarm.detail;
      const mondays = names(weeks.map(({ monday }) => sayDayOfMonth(dayOfDate(monday), language)));
      const met = weeks[0]?.daysMet ?? 0;
      return said(
        "office.threshold",
        fr
          ? `${weeks.length === 1 ? "La semaine" : "Les semaines"} du ${mondays} ${weeks.length === 1 ? "n’a" : "n’ont"} que ${met} ${met > 1 ? "jours" : "jour"} de ${hours}${NBSP}h, il en faut ${days}.`
          : `The ${weeks.length === 1 ? "week" : "weeks"} of ${mondays} ${weeks.length === 1 ? "has" : "have"} only ${met} ${met === 1 ? "day" : "days"} of ${hours} h, ${days} are needed.`,
        fr
          ? "Ajoutez des heures de permanence, ou quelqu’un qui les tienne."
          : "Add duty hours, or somebody to cover them.",
        { page: "duty", day: weeks[0]?.monday ?? null, gaps: null, inRow: false },
      );
    }
    case "chosen-on-leave": {
      const [first] = alarm.detail.chosen;
      const who = names([...new Set(alarm.detail.chosen.map(({ name }) => name))]);
      const one = new Set(alarm.detail.chosen.map(({ name }) => name)).size === 1;
      return said(
        "office.schedule",
        fr
          ? `${who} ${one ? "est prévu en remplacement" : "sont prévus en remplacement"}${first ? ` ${day(first.from)}` : ""}, mais en congé${NBSP}: ${one ? "son téléphone ne sonnera pas" : "leurs téléphones ne sonneront pas"}.`
          : `${who} ${one ? "is" : "are"} named as replacement${first ? ` on ${day(first.from)}` : ""}, but on leave: ${one ? "that telephone does" : "their telephones do"} not ring.`,
        fr ? "Corrigez le remplacement, ou le congé." : "Correct the replacement, or the leave.",
        { page: "duty", day: first ? dateOfDay(zone.dayAt(first.from)) : null, gaps: null, inRow: false },
      );
    }
    case "not-designated": {
      const one = alarm.detail.names.length === 1;
      const task = {
        fr: { duty: "répondre", "on-call": "assurer l’astreinte" },
        en: { duty: "answer", "on-call": "be on call" },
      }[language][alarm.detail.service];
      return said(
        "office.people",
        fr
          ? `${names(alarm.detail.names)} ${one ? "est au planning sans être désigné" : "sont au planning sans être désignés"} pour ${task} (G20).`
          : `${names(alarm.detail.names)} ${one ? "is" : "are"} on the rota without being designated to ${task} (G20).`,
        people,
      );
    }
    case "unreachable": {
      const one = alarm.detail.people.length === 1;
      return said(
        "office.people",
        fr
          ? `${withNumbers(alarm.detail.people)} ne ${one ? "peut" : "peuvent"} pas être ${one ? "joint" : "joints"}${NBSP}: les derniers appels vers ${one ? "ce numéro" : "ces numéros"} ont échoué.`
          : `${withNumbers(alarm.detail.people)} can’t be reached: the last calls to ${one ? "this number" : "these numbers"} failed.`,
        fr ? "Vérifiez le numéro dans Personnes." : "Check the number in People.",
      );
    }
    case "no-address":
      return said(
        "office.people",
        fr
          ? `${names(alarm.detail.names)} ${alarm.detail.names.length === 1 ? "doit être prévenu" : "doivent être prévenus"} par courriel, mais sans adresse.`
          : `${names(alarm.detail.names)} ${alarm.detail.names.length === 1 ? "is" : "are"} to be told by e-mail, but without an address.`,
        fr ? "Donnez une adresse dans Personnes." : "Give an address in People.",
      );
    case "calls-itself":
      return said(
        "office.people",
        fr
          ? `${withNumbers(alarm.detail.people)}${NBSP}: c’est le numéro d’une ligne de cet appareil, qui s’appellerait lui-même.`
          : `${withNumbers(alarm.detail.people)}: that is the number of a line of this appliance, which would call itself.`,
        people,
      );
    case "dear-number":
      return said(
        "office.people",
        fr
          ? `Chaque appel vers ${withNumbers(alarm.detail.people)} coûte cher.`
          : `Each call to ${withNumbers(alarm.detail.people)} is dear.`,
        fr ? "Si c’est voulu, il n’y a rien à faire." : "If it is meant, there is nothing to do.",
      );
    case "absence-forgotten": {
      const { since, by } = alarm.detail;
      const hour = sayHour(since, zone, language);
      return said(
        "office.absence",
        fr
          ? `L’absence est en marche depuis ${day(since)} à ${hour} (${by})${NBSP}: aux heures d’ouverture, les appels vont au répondeur.`
          : `The absence has been on since ${day(since)} at ${hour} (${by}): in open hours, calls go to the answering machine.`,
        fr
          ? "Si vous êtes là, terminez-la. Pour une longue absence, entrez une fermeture."
          : "If you are there, end it. For a long one, enter a closure.",
        { page: "today", day: null, gaps: null, inRow: false },
      );
    }
    case "holiday-unasked": {
      const { day: date, holiday, names: chosen } = alarm.detail;
      return said(
        "office.settings",
        fr
          ? `${capital(sayDate(date, language))} est férié (${holiday})${NBSP}: l’agence est fermée, mais ${names(chosen)} ${chosen.length === 1 ? "est prévu" : "sont prévus"} ce jour-là.`
          : `${sayDate(date, language)} is a holiday (${holiday}): the office is closed, but ${names(chosen)} ${chosen.length === 1 ? "is" : "are"} chosen for that day.`,
        fr
          ? "Décidez si ce jour est travaillé, dans les réglages de l’agence, ou corrigez le planning."
          : "Decide in the office’s settings whether this day is worked, or correct the schedule.",
        { page: "agency", day: null, gaps: null, inRow: false },
      );
    }
    case "closure-unheard": {
      const { name, firstDay, lastDay } = alarm.detail;
      return said(
        "announcements.recorded",
        fr
          ? `Les appelants n’entendront pas parler de la fermeture «${NBSP}${name}${NBSP}», du ${sayDate(firstDay, language)} au ${sayDate(lastDay, language)}${NBSP}: l’annonce enregistrée est plus ancienne.`
          : `Callers will not hear of the closure “${name}”, from ${sayDate(firstDay, language)} to ${sayDate(lastDay, language)}: the recorded announcement is older.`,
        fr
          ? "Enregistrez une autre annonce, ou revenez au texte."
          : "Record another announcement, or go back to the text.",
        { page: "announcements", day: null, gaps: null, inRow: false },
      );
    }
    case "line-trouble": {
      const code = alarm.detail.code ?? "line.trouble";
      return said(code, sayFault(alarm.detail.code, alarm.detail.why, language) ?? "", remedyFor(code, language));
    }
    case "house-trouble": {
      const { code, why } = alarm.detail;
      return said(code, sayFault(code, why, language) ?? why, remedyFor(code, language));
    }
    case "disk-full": {
      const left = `${Math.max(0, Math.round(alarm.detail.free / 1_000_000))}${NBSP}${fr ? "Mo" : "MB"}`;
      return said(
        "store.disk-full",
        fr
          ? `Le disque est presque plein (il reste ${left})${NBSP}: de nouveaux messages pourraient se perdre.`
          : `The disk is nearly full (${left} left): new messages may be lost.`,
        remedyFor("store.disk-full", language),
      );
    }
    case "no-backup":
      return said(
        "backup.old",
        fr
          ? `Aucune sauvegarde depuis un mois${NBSP}: une panne du boîtier emporterait tout.`
          : "No backup for a month: if the box broke down, everything would go with it.",
        remedyFor("backup.old", language),
      );
    case "mail-waits": {
      const { code, sentence, remedy } = sayMailTrouble(alarm.detail.why, language);
      return said(code, sentence, remedy);
    }
    case "nobody-told": {
      const { callers, since } = alarm.detail;
      const n = callers.length;
      const [one = ""] = callers;
      const hour = sayHour(since, zone, language);
      return said(
        "needs.nobody-told",
        fr
          ? n === 1
            ? `Personne n’a pu être prévenu${NBSP}: ${one} attend d’être rappelé depuis ${day(since)} à ${hour}.`
            : `Personne n’a pu être prévenu${NBSP}: ${n} appelants attendent d’être rappelés, le premier (${one}) depuis ${day(since)} à ${hour}.`
          : n === 1
            ? `Nobody could be told: ${one} has been waiting for a call back since ${day(since)} at ${hour}.`
            : `Nobody could be told: ${n} callers are waiting for a call back, the first (${one}) since ${day(since)} at ${hour}.`,
        fr
          ? "Rappelez d’abord, depuis « À rappeler » ; puis vérifiez les courriels dans Réglages et les numéros dans Personnes."
          : "Call back first, from “To call back”; then check the mail in Settings and the numbers in People.",
      );
    }
    case "code-locked": {
      const { name, until } = alarm.detail;
      const hour = `${day(until)} ${fr ? "à" : "at"} ${sayHour(until, zone, language)}`;
      const of = name === null ? "" : fr ? ` ${ofWhom(name)}` : ` of ${name}`;
      return said(
        "office.people",
        fr
          ? name === null
            ? `Cinq codes faux ont été tapés par téléphone, de numéros inconnus${NBSP}: plus aucun code n’y est accepté jusqu’à ${hour}.`
            : `Cinq codes faux ont été tapés par téléphone, d’un numéro${of}${NBSP}: son code est verrouillé jusqu’à ${hour}.`
          : name === null
            ? `Five wrong codes were typed by telephone, from numbers of nobody’s: no code is accepted from these until ${hour}.`
            : `Five wrong codes were typed by telephone, from a number${of}: the code is locked until ${hour}.`,
        fr
          ? "Si ce n’était pas quelqu’un de l’équipe, choisissez des codes plus longs, dans Personnes."
          : "If it was nobody of the team, choose longer codes, in People.",
      );
    }
    case "clock": {
      const code = `app.clock.${alarm.detail.why}`;
      return said(code, sayFault(code, null, language) ?? "", remedyFor("app.clock", language));
    }
  }
}

/** What one button fills: gaps of all sorts are looked at one by one. */
const gapsOf = ({ service, shape, gaps }: GapDetail, at: Instant): WarningFix["gaps"] =>
  shape === "many"
    ? null
    : gaps
        .filter(({ from }) => from > at || gaps.length === 1)
        .map(({ from, until }) => ({ kind: service === "duty" ? "nobody-on-duty" : "nobody-on-call", from, until }));

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
