import { DateTime } from "luxon";
import { sayAlarm } from "../../admin/sentences/say-alarm.ts";
import { sayDuration, sayLived } from "../../admin/sentences/say-lived.ts";
import { hoursInWords } from "../../announcements/hours-in-words.ts";
import { checkOffice } from "../../duty/check-office.ts";
import type { Verdict } from "../../duty/coverage.ts";
import { dutyAt } from "../../duty/duty-at.ts";
import { nextChange } from "../../duty/next-change.ts";
import type { Office, Person } from "../../duty/office.ts";
import { hoursAhead } from "../../duty/outlook.ts";
import { showPhoneNumber } from "../../duty/phone-number.ts";
import { sumLived } from "../../duty/sum-lived.ts";
import { systemClock } from "../../kernel/clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import { type KnownWeek, knownWeek } from "../../store/known-week.ts";
import { nothingWrong } from "../../watch/alarm.ts";
import { foresee } from "../../watch/foresee.ts";
import { judgedClock } from "../judged-clock.ts";
import { dataFolder } from "../paths.ts";
import { type CommonOptions, print, readTime, table, wallClock, withStore } from "../terminal.ts";
import { saidOfTakeUp } from "./take-ups.ts";

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
    const known = await knownWeek(store.seals, office, week, hour ?? systemClock.now());
    const takeUps = await store.takeUps.between(at, instant(at + 1));
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
    print(
      options,
      { at, duty: now, takeUps, nextChange: change, coverage: known.coverage, lived: known.lived, alarms, problems },
      () => [
        `${office.name}, ${wallClock(at, office.zone)} (${office.zone})`,
        ...table([
          [
            "  office",
            now.closed ? `closed (${"name" in now.closed ? now.closed.name : "outside duty hours"})` : "open",
          ],
          ...(hour === null ? [["  the clock", "has not been set yet: calls are planned without any hour"]] : []),
          ...(now.absence ? [["  absent", `until ${wallClock(now.absence.until, office.zone)}`]] : []),
          ["  on duty", now.closed ? `– (the rota names ${names(now.onDuty)})` : names(now.onDuty)],
          ["  on call", names(now.onCall)],
          ...takeUps.map((each) => [`  ${each.name}`, `${each.service}, ${saidOfTakeUp(each, at)}`]),
          ...hoursRows(office, at),
          ["  next change", change === null ? "none within 400 days" : wallClock(change, office.zone)],
        ]),
        "",
        ...coverageLines(known),
        ...(alarms.length === 0 ? [] : ["", "In the next fourteen days:"]),
        ...alarms.map(({ severity, sentence }) => `  ${severity === "now" ? "NOW: " : ""}${sentence}`),
        ...(problems.length === 0 ? [] : ["", "To put right:"]),
        ...problems.map(({ where, sentence }) => `  ${where}: ${sentence.en}`),
      ],
    );
  });

/** Farther ahead no change of the hours is told of. */
const HOURS_AHEAD = 60;

/** The duty hours, and what they will be. */
function hoursRows(office: Office, at: Instant): readonly string[][] {
  const { hours, changes } = hoursAhead(office, at, HOURS_AHEAD);
  const inWords = (slots: Office["hours"]): string => hoursInWords(slots, "en") || "none";
  return [
    ["  duty hours", inWords([...hours])],
    ...changes.map(({ day, then }) => [`  from ${day}`, inWords([...then])]),
  ];
}

const verdicts: Readonly<Record<Verdict, string>> = {
  met: "the threshold is met",
  "met-but-for": "the threshold is met but for a legal holiday or an announced closure",
  short: "THE THRESHOLD IS NOT MET",
  "not-shown": "not shown: nothing was known of the office yet",
};

function coverageLines({ coverage, lived }: KnownWeek): readonly string[] {
  const { monday, threshold, days, daysMet, verdict, gaps } = coverage;
  const whole = sumLived(lived.flatMap((day) => day ?? []));
  return [
    `Week of ${monday}: ${verdicts[verdict]} (${daysMet} of ${threshold.days} days with ${threshold.hours} h)`,
    ...table(
      days.map(({ date, scheduled, covered, missing, butFor, closed }, n) => [
        `  ${DateTime.fromISO(date).setLocale("en").toFormat("ccc d LLL")}`,
        sayDuration(covered, "en"),
        scheduled === 0 ? "no hours" : butFor ? "excused" : missing > 0 ? `${sayDuration(missing, "en")} short` : "ok",
        closed ? ("name" in closed ? closed.name : "") : "",
        ...(whole ? [livedBrief(lived[n] ?? null)] : []),
      ]),
    ),
    ...(whole ? ["What became of it, as it was sealed:", ...sayLived(whole, "en").map((each) => `  ${each}`)] : []),
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

/** Of a day in the table: what was really covered, and what took the rest of it. */
function livedBrief(lived: KnownWeek["lived"][number]): string {
  if (!lived) return "";
  const down = Object.entries(lived.lines)
    .filter(([, { trouble }]) => trouble >= 30_000)
    .map(([name, { trouble }]) => `${name} down ${sayDuration(trouble, "en")}`);
  const off = lived.off >= 30_000 ? [`box off ${sayDuration(lived.off, "en")}`] : [];
  return [`lived ${sayDuration(lived.covered, "en")}`, ...down, ...off].join(", ");
}
