import { type Day, dateOfDay, dayOfDate } from "../../duty/wall-clock.ts";
import { decodeText } from "../sheet/decode-text.ts";

/** A time as a calendar writes it: on the clock of some zone. */
export interface WallTime {
  readonly day: Day;
  /** From midnight. */
  readonly minute: number;
  /** A day and no time. */
  readonly whole: boolean;
  /** `UTC`, the name in the file, or null: the clock on the wall. */
  readonly zone: string | null;
}

/** One line of an entry: `NAME;PARAMETER=…:value`. */
export interface Property {
  readonly name: string;
  readonly parameters: string;
  readonly value: string;
}

/** Null for a line that is none. */
export function propertyOf(line: string): Property | null {
  const [, name, rest] = /^([\w-]+)\s*([;:].*)$/s.exec(line) ?? [];
  if (name === undefined || rest === undefined) return null;
  const quoted = rest.replaceAll(/"[^"]*"/g, (text) => "x".repeat(text.length));
  const colon = quoted.indexOf(":");
  return {
    name: name.toUpperCase(),
    parameters: colon < 0 ? rest : rest.slice(0, colon),
    value: colon < 0 ? "" : rest.slice(colon + 1).trim(),
  };
}

export function parameterOf({ parameters }: Property, name: string): string | null {
  const [, quoted, bare] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;"]*))`, "i").exec(parameters) ?? [];
  return (quoted ?? bare ?? "").trim() || null;
}

/** §3.3.11, and what calendars of before 1998 did with accents. */
export function textOf(property: Property): string {
  const quotedPrintable = /quoted-printable/i.test(parameterOf(property, "ENCODING") ?? "");
  const value = quotedPrintable ? fromQuotedPrintable(property.value) : property.value;
  return value.replaceAll(/\\([nN\\;,])/g, (_, letter: string) => (/n/i.test(letter) ? "\n" : letter));
}

const fromQuotedPrintable = (text: string): string =>
  decodeText(
    Buffer.from(
      text.replaceAll(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      "latin1",
    ),
  );

/** The times of a property, and whether it holds something that is none. */
export function timesOf(property: Property): { readonly times: readonly WallTime[]; readonly unread: boolean } {
  // A zone's name may hold a colon: `TZID=(UTC+01:00) Brussels:20261201T090000`.
  const { parameters, value } = property;
  const values = value.slice(value.lastIndexOf(":") + 1).split(",");
  const before = value.includes(":") ? `${parameters}:${value.slice(0, value.lastIndexOf(":"))}` : parameters;
  const zone = parameterOf({ ...property, parameters: before }, "TZID");
  const times = values.map((each) => timeOf(each.trim(), zone));
  return { times: times.filter((time) => time !== null), unread: times.includes(null) };
}

function timeOf(text: string, zone: string | null): WallTime | null {
  const [, year, month, ofMonth, hour, minute, utc] =
    /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?\d\d(?:[.,]\d+)?)?(Z)?)?$/i.exec(text) ?? [];
  const date = `${year}-${month}-${ofMonth}`;
  const day = dayOfDate(date);
  if (year === undefined || !Number.isInteger(day) || dateOfDay(day) !== date) return null;
  const whole = hour === undefined;
  if (Number(hour ?? 0) > 24 || Number(minute ?? 0) > 59) return null;
  return {
    day,
    minute: whole ? 0 : Number(hour) * 60 + Number(minute),
    whole,
    zone: whole ? null : utc ? "UTC" : zone,
  };
}

/** §3.3.6. Null for what is none, or runs backwards. */
export function durationOf({ value }: Property): { readonly days: number; readonly minutes: number } | null {
  const [whole, minus, ...parts] =
    /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(value) ?? [];
  if (whole === undefined || minus === "-") return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = parts.map((part) => Number(part ?? 0));
  return { days: weeks * 7 + days, minutes: hours * 60 + minutes };
}
