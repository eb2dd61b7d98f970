import type { HoursSlot, Language } from "../duty/office.ts";
import { dayOfDate, modulo, mondayOf } from "../duty/wall-clock.ts";
import { numberInWords } from "./number-words.ts";

/** One stretch of a day in minutes from midnight; `to` past 1440 lies in the next morning. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Group {
  readonly days: number[];
  readonly stretches: readonly Stretch[];
}

const DAY = 24 * 60;
const FRENCH_DAYS = ["", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH_DAYS = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5));

function stretch(slot: HoursSlot): Stretch {
  const from = minutesOf(slot.from) % DAY;
  const to = minutesOf(slot.to);
  return { from, to: to <= from ? to + DAY : to };
}

/** In order, with those that touch or overlap made one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = kept.at(-1);
    if (last && next.from <= last.to) kept[kept.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else kept.push(next);
  }
  return kept;
}

/** Days of the same hours together, in the order of their first day. */
function grouped(hours: readonly HoursSlot[]): Group[] {
  const groups = new Map<string, Group>();
  for (let day = 1; day <= 7; day++) {
    const stretches = joined(hours.filter((slot) => slot.weekdays.includes(day)).map(stretch));
    if (stretches.length === 0) continue;
    const key = JSON.stringify(stretches);
    const group = groups.get(key) ?? { days: [], stretches };
    group.days.push(day);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Days that follow one another. */
function runs(days: readonly number[]): { first: number; last: number }[] {
  const all: { first: number; last: number }[] = [];
  for (const day of days) {
    const run = all.at(-1);
    if (run && run.last === day - 1) run.last = day;
    else all.push({ first: day, last: day });
  }
  return all;
}

export function listed(parts: readonly string[], and: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}

function daysInWords(days: readonly number[], language: Language): string {
  const fr = language === "fr";
  if (days.length === 7) return fr ? "tous les jours" : "every day";
  const name = (day: number): string => (fr ? FRENCH_DAYS : ENGLISH_DAYS)[day] ?? "";
  const said = runs(days).flatMap(({ first, last }) => {
    if (last - first >= 2) return [fr ? `du ${name(first)} au ${name(last)}` : `from ${name(first)} to ${name(last)}`];
    const each = first === last ? [first] : [first, last];
    return each.map((day) => (fr ? `le ${name(day)}` : `on ${name(day)}`));
  });
  return listed(said, fr ? "et" : "and");
}

/** A time of day as it is said, without a preposition. `minutes` from midnight, 0 to 1440. */
export function timeInWords(minutes: number, language: Language): string {
  const hour = Math.floor(minutes / 60) % 24;
  const minute = minutes % 60;
  const said = numberInWords(minute, language);
  if (language === "en") {
    if (minute === 0 && hour % 12 === 0) return hour === 0 ? "midnight" : "noon";
    const spoken = minute === 0 ? "" : minute < 10 ? ` oh ${said}` : ` ${said}`;
    return `${numberInWords(hour % 12 || 12, "en")}${spoken} ${hour < 12 ? "a.m." : "p.m."}`;
  }
  const past = minute === 0 ? "" : ` ${feminine(said)}`;
  if (hour === 0) return `minuit${past}`;
  if (hour === 12 && minute === 0) return "midi";
  return `${feminine(numberInWords(hour, "fr"))} heure${hour > 1 ? "s" : ""}${past}`;
}

/** Hours and minutes are feminine: une heure, vingt et une heures. */
const feminine = (said: string): string => said.replace(/\bun$/, "une");

function stretchInWords({ from, to }: Stretch, language: Language): string {
  const fr = language === "fr";
  if (from === 0 && to === DAY) return fr ? "vingt-quatre heures sur vingt-quatre" : "twenty-four hours a day";
  const start = timeInWords(from, language);
  const end = timeInWords(to % DAY, language);
  if (fr) {
    // "d'une heure", but "de onze heures", as it is said.
    const de = start.startsWith("une") ? "d'" : "de ";
    return `${de}${start} à ${end}${to > DAY ? " le lendemain" : ""}`;
  }
  return `from ${start} to ${end}${to > DAY ? " the next morning" : ""}`;
}

/**
 * Weekly hours as they are said in the middle of a sentence: "du lundi au vendredi, de neuf heures à douze heures
 * trente et de quatorze heures à dix-huit heures". Days of the same hours are grouped. Empty when there are none.
 */
export function hoursInWords(hours: readonly HoursSlot[], language: Language): string {
  const weekly = weeklyInWords(
    hours.filter(({ interval = 1 }) => interval === 1),
    language,
  );
  const rhythms = new Map<string, HoursSlot[]>();
  for (const slot of hours) {
    const { interval = 1, starts = "" } = slot;
    if (interval === 1) continue;
    const rhythm = `${interval} ${modulo(mondayOf(dayOfDate(starts)) / 7, interval)}`;
    rhythms.set(rhythm, [...(rhythms.get(rhythm) ?? []), slot]);
  }
  const rhythmic = [...rhythms.values()].map((slots) => rhythmInWords(slots, language));
  return [weekly, ...rhythmic].filter((part) => part !== "").join(language === "fr" ? ", et " : ", and ");
}

/** Hours of every second week: "un samedi sur deux, de neuf heures à midi", "une semaine sur deux, du lundi au jeudi, …". */
function rhythmInWords(hours: readonly HoursSlot[], language: Language): string {
  const every = numberInWords(hours[0]?.interval ?? 1, language);
  const days = [...new Set(hours.flatMap(({ weekdays }) => weekdays))];
  const said = weeklyInWords(hours, language);
  const [only] = days;
  if (days.length === 1 && only !== undefined) {
    const times = said.slice(said.indexOf(", ") + 2);
    return language === "fr"
      ? `un ${FRENCH_DAYS[only]} sur ${every}, ${times}`
      : `one ${ENGLISH_DAYS[only]} in ${every}, ${times}`;
  }
  return language === "fr" ? `une semaine sur ${every}, ${said}` : `one week in ${every}, ${said}`;
}

function weeklyInWords(hours: readonly HoursSlot[], language: Language): string {
  const fr = language === "fr";
  const groups = grouped(hours);
  const always = groups[0]?.days.length === 7 && groups[0].stretches[0];
  if (always && always.from === 0 && always.to === DAY)
    return fr
      ? "sept jours sur sept, vingt-quatre heures sur vingt-quatre"
      : "seven days a week, twenty-four hours a day";
  const said = groups.map(
    ({ days, stretches }) =>
      `${daysInWords(days, language)}, ${listed(
        stretches.map((each) => stretchInWords(each, language)),
        fr ? "et" : "and",
      )}`,
  );
  return said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")}, ${fr ? "et" : "and"} ${said.at(-1)}`;
}
