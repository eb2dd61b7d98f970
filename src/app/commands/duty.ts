import { DateTime } from "luxon";
import { sayAlarm } from "../../admin/sentences/say-alarm.ts";
import { checkOffice } from "../../duty/check-office.ts";
import type { Coverage, Verdict } from "../../duty/coverage.ts";
import { dutyAt } from "../../duty/duty-at.ts";
import { nextChange } from "../../duty/next-change.ts";
import type { Person } from "../../duty/office.ts";
import { showPhoneNumber } from "../../duty/phone-number.ts";
import { systemClock } from "../../kernel/clock.ts";
import { type Millis, millis } from "../../kernel/units.ts";
import { knownWeek } from "../../store/known-week.ts";
import { nothingWrong } from "../../watch/alarm.ts";
import { foresee } from "../../watch/foresee.ts";
import { judgedClock } from "../judged-clock.ts";
import { dataFolder } from "../paths.ts";
import { type CommonOptions, print, readTime, table, wallClock, withStore } from "../terminal.ts";

interface DutyOptions extends CommonOptions {
  readonly at?: string;
  readonly week?: string;
}

/** Who is on duty and on call, how far the week is covered (G1, G6), and what will be missing. */
export const duty = (options: DutyOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const hour =
      options.at === undefined
        ? (await judgedClock(dataFolder(options.data), store)).hour
        : readTime(options.at, office.zone);
    const at = hour ?? systemClock.now();
    const inWeek = options.week === undefined ? at : readTime(options.week, office.zone);
    const week = wallClock(inWeek, office.zone, "yyyy-MM-dd");
    const now = dutyAt(office, at);
    const change = nextChange(office, at);
    const { coverage: covered } = await knownWeek(store.seals, office, week, hour ?? systemClock.now());
    const problems = checkOffice(office);
    const alarms = foresee(office, nothingWrong, { now: at, hour }).map((alarm) => ({
      key: alarm.key,
      severity: alarm.severity,
      sentence: sayAlarm(alarm, office, at, "en").sentence,
    }));
    const names = (people: readonly Person[]) =>
      people
        .map(({ name, numbers: [number] }) => `${name} ${number ? showPhoneNumber(number, office.country) : ""}`)
        .join(", ") || "nobody";
    print(options, { at, duty: now, nextChange: change, coverage: covered, alarms, problems }, () => [
      `${office.name}, ${wallClock(at, office.zone)} (${office.zone})`,
      ...table([
        ["  office", now.closed ? `closed (${"name" in now.closed ? now.closed.name : "outside duty hours"})` : "open"],
        ...(hour === null ? [["  the clock", "has not been set yet: calls are planned without any hour"]] : []),
        ...(now.absence ? [["  absent", `until ${wallClock(now.absence.until, office.zone)}`]] : []),
        ["  on duty", now.closed ? `– (the rota names ${names(now.onDuty)})` : names(now.onDuty)],
        ["  on call", names(now.onCall)],
        ["  next change", change === null ? "none within 400 days" : wallClock(change, office.zone)],
      ]),
      "",
      ...coverageLines(covered),
      ...(alarms.length === 0 ? [] : ["", "In the next fourteen days:"]),
      ...alarms.map(({ severity, sentence }) => `  ${severity === "now" ? "NOW: " : ""}${sentence}`),
      ...(problems.length === 0 ? [] : ["", "To put right:"]),
      ...problems.map(({ where, sentence }) => `  ${where}: ${sentence.en}`),
    ]);
  });

const verdicts: Readonly<Record<Verdict, string>> = {
  met: "the threshold is met",
  "met-but-for": "the threshold is met but for a legal holiday or an announced closure",
  short: "THE THRESHOLD IS NOT MET",
  "not-shown": "not shown: nothing was known of the office yet",
};

function coverageLines({ monday, threshold, days, daysMet, verdict, gaps }: Coverage): readonly string[] {
  return [
    `Week of ${monday}: ${verdicts[verdict]} (${daysMet} of ${threshold.days} days with ${threshold.hours} h)`,
    ...table(
      days.map(({ date, scheduled, covered, missing, butFor, closed }) => [
        `  ${DateTime.fromISO(date).setLocale("en").toFormat("ccc d LLL")}`,
        hours(covered),
        scheduled === 0 ? "no hours" : butFor ? "excused" : missing > 0 ? `${hours(missing)} short` : "ok",
        closed ? ("name" in closed ? closed.name : "") : "",
      ]),
    ),
    gaps.length === 0 ? "No gap: someone is reachable at every hour." : "Nobody is reachable:",
    ...table(
      gaps.map(({ kind, fromWall, untilWall }) => [
        `  ${fromWall}`,
        `to ${untilWall}`,
        kind === "nobody-on-duty" ? "open, but nobody on duty" : "nobody on call",
      ]),
    ),
  ];
}

function hours(d: Millis): string {
  const total = Math.round(millis(d) / 60_000);
  return `${Math.floor(total / 60)} h${total % 60 === 0 ? "" : ` ${String(total % 60).padStart(2, "0")}`}`;
}
