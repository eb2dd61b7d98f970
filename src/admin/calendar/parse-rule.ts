import { type Property, timesOf, type WallTime } from "./properties.ts";
import type { RepeatRule } from "./repeat-days.ts";

/** A repeat of RFC 5545 §3.3.10; `until` on the clock. */
export interface RepeatData {
  readonly rule: RepeatRule;
  readonly count: number | null;
  readonly until: WallTime | null;
}

/** What can be followed, and the names of what can't. */
export interface ReadRule {
  readonly data: RepeatData | null;
  readonly unmet: readonly string[];
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const freqs = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const limits: Readonly<Record<string, number>> = {
  BYMONTH: 12,
  BYMONTHDAY: 31,
  BYYEARDAY: 366,
  BYWEEKNO: 53,
  BYSETPOS: 366,
  BYHOUR: 23,
  BYMINUTE: 59,
  BYSECOND: 60,
};
const signed = new Set(["BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"]);
/** Where a part has a meaning, when not everywhere. */
const only: Readonly<Record<string, readonly string[]>> = {
  BYWEEKNO: ["YEARLY"],
  BYYEARDAY: ["YEARLY"],
  BYMONTHDAY: ["DAILY", "MONTHLY", "YEARLY"],
};

export function parseRule({ value }: Property, start: WallTime): ReadRule {
  const parts = new Map(
    value
      .toUpperCase()
      .split(";")
      .map((part) => part.replaceAll(/\s/g, "").split("=") as [string, string?])
      .filter(([name]) => name !== "")
      .map(([name, text = ""]) => [name, text]),
  );
  const unmet: string[] = [];
  const named = parts.get("FREQ") ?? "";
  const freq = freqs.find((each) => each === named);
  if (freq === undefined) return { data: null, unmet: [named === "" ? "RRULE" : `FREQ=${named}`] };
  const list = (name: string): readonly number[] => {
    const text = parts.get(name);
    if (text === undefined) return [];
    const all = text.split(",").map(Number);
    const least = signed.has(name) ? -(limits[name] ?? 0) : name.startsWith("BYM") && name !== "BYMINUTE" ? 1 : 0;
    const fits = all.every(
      (n) => Number.isInteger(n) && n >= least && n <= (limits[name] ?? 0) && (n !== 0 || !signed.has(name)),
    );
    if (fits && (only[name]?.includes(freq) ?? true)) return all;
    unmet.push(name);
    return [];
  };
  const whole = (name: string): number | null => {
    const text = parts.get(name);
    if (text === undefined) return null;
    if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
    unmet.push(name);
    return null;
  };
  const bydayText = parts.get("BYDAY");
  const byday = (bydayText?.split(",") ?? []).map((each) => ({
    nth: Number(/^[+-]?\d+/.exec(each)?.[0] ?? 0),
    weekday: weekdays.indexOf(each.slice(-2)) + 1,
  }));
  const wrongDay = byday.some(
    ({ nth, weekday }) => weekday === 0 || (nth !== 0 && (freq === "DAILY" || freq === "WEEKLY")),
  );
  if (wrongDay) unmet.push("BYDAY");
  const untilText = parts.get("UNTIL");
  const until =
    untilText === undefined ? null : (timesOf({ name: "UNTIL", parameters: "", value: untilText }).times[0] ?? null);
  if (untilText !== undefined && until === null) unmet.push("UNTIL");
  // The clock of a schedule knows no seconds.
  if (list("BYSECOND").length > 1) unmet.push("BYSECOND");
  const [hours, minutes] = start.whole ? [[0], [0]] : [list("BYHOUR"), list("BYMINUTE")];
  const times = (hours.length > 0 ? hours : [Math.floor(start.minute / 60)]).flatMap((hour) =>
    (minutes.length > 0 ? minutes : [start.minute % 60]).map((minute) => hour * 60 + minute),
  );
  const rule: RepeatRule = {
    freq,
    interval: whole("INTERVAL") ?? 1,
    byday: wrongDay ? [] : byday,
    bymonth: list("BYMONTH"),
    bymonthday: list("BYMONTHDAY"),
    byyearday: list("BYYEARDAY"),
    byweekno: list("BYWEEKNO"),
    bysetpos: list("BYSETPOS"),
    minutes: [...new Set(times)].sort((a, b) => a - b),
    wkst: weekdays.indexOf(parts.get("WKST") ?? "MO") + 1 || 1,
  };
  const count = whole("COUNT");
  const strange = [...parts.keys()].filter((name) => !known.has(name));
  return { data: { rule, count, until }, unmet: [...new Set([...unmet, ...strange])] };
}

const known = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", ...Object.keys(limits)]);
