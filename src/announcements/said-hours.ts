import type { HoursSlot, Language, Office } from "../duty/office.ts";
import {
  closesAt,
  exceptionsFrom,
  type HoursChange,
  hoursChanges,
  hoursOn,
  opensAt,
  type Shut,
} from "../duty/outlook.ts";
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
  const day = scheduleOf(office).zone.dayAt(at);
  const changes = hoursChanges(office, day, WEEK);
  const except = exceptionsFrom(office, at);
  if (changes.length > 1) return null;
  return { hours: hoursOn(office, day), change: changes[0] ?? null, except };
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

function claimInWords(claim: HoursClaim, office: Office, at: Instant, zone: Zone, language: Language): string {
  const usual = hoursInWords(claim.hours, language);
  const today = zone.dayAt(at);
  const later = claim.change === null ? "" : changeInWords(claim.change, today, language);
  if (usual === "" && later === "") return "";
  const but = claim.except.map((shut) => exceptInWords(shut, opensBefore(office, shut, at, zone), at, zone, language));
  return [usual, later, ...but].filter((part) => part !== "").join(", ");
}

/** "et à partir du vendredi premier janvier, du lundi au …" */
export function changeInWords({ day, then }: HoursChange, today: Day, language: Language): string {
  const from = dateInWords(dayOfDate(day), today, language);
  const hours = hoursInWords(then, language);
  if (language === "fr") return hours === "" ? `jusqu'au ${from} non inclus` : `et à partir du ${from}, ${hours}`;
  return hours === "" ? `until ${from}` : `and from ${from} on, ${hours}`;
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
