import type { HoursSlot, Language, Office } from "../duty/office.ts";
import { closesAt, exceptionsFrom, type HoursChange, hoursAhead, opensAt, type Shut } from "../duty/outlook.ts";
import { scheduleOf } from "../duty/schedule.ts";
import { type Day, dayOfDate, type Zone } from "../duty/wall-clock.ts";
import type { Instant } from "../kernel/units.ts";
import { dateInWords } from "./day-in-words.ts";
import { hoursInWords } from "./hours-in-words.ts";
import { exceptInWords } from "./shut-in-words.ts";
import { whenInWords } from "./when-in-words.ts";

/** What is claimed of the hours to whoever hears them: true of the week that follows. */
export interface HoursClaim {
  readonly hours: readonly HoursSlot[];
  /** The hours are others from this day on, within the week. */
  readonly change: HoursChange | null;
  readonly except: readonly Shut[];
}

const WEEK = 7;
/** As read slowly, 2.2 words a second: hours of more than twelve seconds are not remembered. */
const MOST_WORDS = 26;
/** With what is out of the common this week. */
const MOST_WORDS_IN_ALL = 31;

/** Null where a week is too restless to be told of: several changes, or an end that nobody knows. */
export function hoursClaim(office: Office, at: Instant): HoursClaim | null {
  const { hours, changes } = hoursAhead(office, at, WEEK);
  const except = exceptionsFrom(office, at);
  if (changes.length > 1) return null;
  return { hours, change: changes[0] ?? null, except };
}

/**
 * The duty hours as they are said at `at` after "we answer": weekly, with what is out of the common in the week to come
 * ("…, sauf demain, jour férié"), and a change that is near. Where that would be long, only when somebody answers again
 * or until when. Empty where there is nothing true to say.
 */
export function saidHours(office: Office, at: Instant, language: Language): string {
  const { zone } = scheduleOf(office);
  const claim = hoursClaim(office, at);
  const whole = claim === null ? "" : claimInWords(claim, office, at, zone, language);
  const usual = claim === null ? "" : hoursInWords(claim.hours, language);
  if (whole !== "" && wordsOf(usual) <= MOST_WORDS && wordsOf(whole) <= MOST_WORDS_IN_ALL) return whole;
  return shortly(office, at, zone, language);
}

export const wordsOf = (said: string): number => said.split(/\s+/).filter((word) => word !== "").length;

/** What is told of, in the order of the days: "…, sauf demain, jour férié, et à partir du lundi quatre janvier, …". */
function claimInWords(claim: HoursClaim, office: Office, at: Instant, zone: Zone, language: Language): string {
  const usual = hoursInWords(claim.hours, language);
  const said = (shuts: readonly Shut[]) =>
    shuts.map((shut) => exceptInWords(shut, opensBefore(office, shut, at, zone), at, zone, language));
  const { change } = claim;
  if (change === null) return usual === "" ? "" : [usual, ...said(claim.except)].join(", ");
  const today = zone.dayAt(at);
  const then = hoursInWords(change.then, language);
  if (then === "")
    return [usual, endInWords(dayOfDate(change.day) - 1, today, language), ...said(claim.except)].join(", ");
  const day = firstOpen(change, office, zone);
  const begins = zone.instantOf(day, 0);
  const after = [
    beginningInWords(day, then, today, language),
    ...said(claim.except.filter(({ from }) => from >= begins)),
  ];
  if (usual === "") return after.join(", ");
  const before = [usual, ...said(claim.except.filter(({ from }) => from < begins))];
  return `${before.join(", ")}, ${language === "fr" ? "et" : "and"} ${after.join(", ")}`;
}

/** Whoever is told of new hours is told on which day they can first be met: not of a holiday that they begin on. */
function firstOpen({ day: date }: HoursChange, office: Office, zone: Zone): Day {
  const day = dayOfDate(date);
  const opens = opensAt({ ...office, absences: [] }, zone.instantOf(day, 0));
  return opens === null ? day : zone.dayAt(opens);
}

/** "à partir du lundi quatre janvier, du lundi au …" */
function beginningInWords(day: Day, then: string, today: Day, language: Language): string {
  const isTomorrow = day === today + 1;
  if (language === "en") return `from ${isTomorrow ? "tomorrow" : dateInWords(day, today, "en")} on, ${then}`;
  return `à partir ${isTomorrow ? "de demain" : `du ${dateInWords(day, today, "fr")}`}, ${then}`;
}

/** "jusqu'au jeudi trente et un décembre inclus": nothing comes after. */
function endInWords(last: Day, today: Day, language: Language): string {
  const fr = language === "fr";
  if (last === today) return fr ? "jusqu'à aujourd'hui inclus" : "up to and including today";
  if (last === today + 1) return fr ? "jusqu'à demain inclus" : "up to and including tomorrow";
  const date = dateInWords(last, today, language);
  return fr ? `jusqu'au ${date} inclus` : `up to and including ${date}`;
}

/** Whether the office opens on the first day of an exception before that begins. */
function opensBefore(office: Office, { from }: Shut, at: Instant, zone: Zone): boolean {
  const midnight = zone.instantOf(zone.dayAt(from), 0);
  const opening = opensAt({ ...office, absences: [] }, midnight > at ? midnight : at);
  return opening !== null && opening < from;
}

function shortly(office: Office, at: Instant, zone: Zone, language: Language): string {
  const opens = opensAt(office, at);
  if (opens === null) return "";
  if (opens > at) {
    const when = whenInWords(opens, at, zone.name, language, opens - at > WEEK * 86_400_000 ? "dated" : "short");
    return language === "fr" ? `de nouveau ${when}` : `again ${when}`;
  }
  const closes = closesAt(office, at);
  if (closes === null) return "";
  const when = whenInWords(closes, at, zone.name, language);
  if (language === "en") return `until ${when.replace(/^(at|on) /, "")}`;
  return when.startsWith("à ") ? `jusqu'${when}` : `jusqu'à ${when}`;
}
