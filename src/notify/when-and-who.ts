import type { Language, Office } from "../duty/office.ts";
import { readPhoneNumber, showPhoneNumber } from "../duty/phone-number.ts";
import { DAY_MS, zoneNamed } from "../duty/wall-clock.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import { dateParts } from "../kernel/date-names.ts";
import { withFirst } from "../kernel/french-date.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import type { Instant, Millis } from "../kernel/units.ts";

/** One line of printable text, so that nothing from outside can begin a header or a line of its own. */
export const oneLine = (text: string, longest = 120): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp} ]+/gu, " ")
    .trim()
    .slice(0, longest)
    .trim();

export interface Who {
  /** "Mme Lefèvre (06 12 34 56 78)", as far as it is known. */
  readonly caller: string;
  /** The number to call back, as people read it. */
  readonly number: string | null;
  /** The same as a telephone dials it; null where it can't be read. */
  readonly dial: PhoneNumber | null;
}

/** Who called: by the name the office knows them by, else by the network's. */
export function who(caller: CallerId, office: Office, language: Language): Who {
  const fr = language === "fr";
  const read = readPhoneNumber(caller.number, office.country);
  const number = read ? showPhoneNumber(read, office.country) : caller.number;
  const known =
    office.callers.find((each) => each.number === read || each.otherNumbers?.some((other) => other === read))?.name ??
    caller.name;
  const name = known ? oneLine(known, 80) : "";
  if (name && number) return { caller: `${name} (${number})`, number, dial: read };
  if (name || number) return { caller: name || (number ?? ""), number, dial: read };
  if (caller.presentation === "withheld")
    return { caller: fr ? "un numéro masqué" : "a withheld number", number, dial: read };
  return { caller: fr ? "un numéro inconnu" : "an unknown number", number, dial: read };
}

/** "lundi 23 novembre 2026 à 14:05", wall-clock in the office's zone at that time. */
export function when(at: Instant, zone: string, language: Language): string {
  const { weekday, day, month, year, time } = wall(at, zone, language);
  return withFirst(`${weekday} ${day} ${month} ${year} ${time}`);
}

/** "23 novembre à 14:05". */
export function hourOf(at: Instant, zone: string, language: Language): string {
  const { day, month, time } = wall(at, zone, language);
  return withFirst(`${day} ${month} ${time}`);
}

function wall(at: Instant, zone: string, language: Language) {
  const { show, wallAt } = zoneNamed(zone);
  const time = `${language === "fr" ? "à" : "at"} ${show(at).slice(11)}`;
  return { ...dateParts(new Date(wallAt(at).day * DAY_MS), language), time };
}

/** "1 min 12 s". */
export function howLong(duration: Millis): string {
  const seconds = Math.max(1, Math.round(duration / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

/** A name for the attached file that sorts by time. */
export const fileName = (at: Instant, zone: string): string =>
  `message-${zoneNamed(zone).show(at).replace(" ", "-").replace(":", "")}.wav`;
