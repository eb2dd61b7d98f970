import { withFirst } from "../../kernel/french-date.ts";
import type { Language } from "../words/catalogue.ts";

/** Instants said in the person's language, on the office's clock. */
export interface Times {
  /** `14:05`. */
  time(at: number): string;
  /** `lundi 23 novembre`. */
  day(at: number): string;
  /** `lun. 23 nov.` */
  shortDay(at: number): string;
  /** `23 nov. 2026`: with the year, for what lies far off. */
  dated(at: number): string;
  /** `lun. 23 nov., 14:05`, or the time alone on the day of `now`. */
  moment(at: number, now: number): string;
  /** `2026-11-23` on the office's clock. */
  date(at: number): string;
  /** `2026-11-23T14:05`, for a date field. */
  local(at: number): string;
  /** Back from a date field: the instant at which the office's clock shows this. */
  instant(local: string): number;
  /** A wall date, `2026-11-23`, as `lundi 23 novembre`. */
  wallDay(date: string): string;
  /** `23–29 novembre 2026`. */
  wallRange(first: string, last: string): string;
  /** `novembre 2026`. */
  wallMonth(date: string): string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const locales = { fr: "fr-FR", en: "en-GB" } as const;
export const localeOf = (language: Language): string => locales[language];

export function timesIn(zone: string, language: Language): Times {
  const locale = localeOf(language);
  const format = (options: Intl.DateTimeFormatOptions, timeZone = zone) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const timeFormat = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const dayFormat = format({ weekday: "long", day: "numeric", month: "long" });
  const shortFormat = format({ weekday: "short", day: "numeric", month: "short" });
  const datedFormat = format({ day: "numeric", month: "short", year: "numeric" });
  const wallFormat = format({ weekday: "long", day: "numeric", month: "long" }, "UTC");
  const monthFormat = format({ month: "long", year: "numeric" }, "UTC");
  const rangeFormat = format({ day: "numeric", month: "long", year: "numeric" }, "UTC");
  const partsFormat = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const local = (at: number) => partsFormat.format(at).replace(" ", "T");
  const date = (at: number) => local(at).slice(0, 10);
  const time = (at: number) => timeFormat.format(at);
  const short = (at: number) => withFirst(shortFormat.format(at));
  return {
    time,
    date,
    local,
    day: (at) => withFirst(dayFormat.format(at)),
    shortDay: short,
    dated: (at) => withFirst(datedFormat.format(at)),
    moment: (at, now) => (date(at) === date(now) ? time(at) : `${short(at)}, ${time(at)}`),
    instant(text) {
      const wished = Date.parse(`${text}:00Z`);
      const drift = (at: number) => Date.parse(`${local(at)}:00Z`) - at;
      const drifts = [wished - DAY, wished + DAY].map(drift);
      let [early, late] = [wished - Math.max(...drifts), wished - Math.min(...drifts)];
      // As the schedule has it (duty/wall-clock.ts): of a time that comes twice the first, of one that is skipped what follows.
      if (local(early) === text) return early;
      if (local(late) === text) return late;
      while (late - early > MINUTE) {
        const middle = early + Math.floor((late - early) / MINUTE / 2) * MINUTE;
        if (local(middle) < text) early = middle;
        else late = middle;
      }
      return late;
    },
    wallDay: (text) => withFirst(wallFormat.format(Date.parse(`${text}T12:00:00Z`))),
    wallRange: (first, last) =>
      withFirst(rangeFormat.formatRange(Date.parse(`${first}T12:00:00Z`), Date.parse(`${last}T12:00:00Z`))),
    wallMonth: (text) => monthFormat.format(Date.parse(`${text}T12:00:00Z`)),
  };
}

/** Milliseconds as `1:05`, or `1:02:05`. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A French number as people read it: `01 99 00 00 42`; any other as it is. */
export function sayNumber(number: string): string {
  const french = /^(?:\+33|0)([1-9])(\d{8})$/.exec(number);
  if (!french) return number;
  return `0${french[1]} ${(french[2] ?? "").replace(/(\d\d)(?=\d)/g, "$1 ")}`;
}
