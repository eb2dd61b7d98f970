import type { Language, Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import { nameOf } from "../views/views.ts";
import type { Shift } from "./shifts.ts";

/**
 * Shifts as an iCalendar file (RFC 5545): each by itself, in UTC, so that no calendar program has to know our repeats.
 */
export function writeCalendar(office: Office, shifts: readonly Shift[], now: Instant, language: Language): string {
  const services = names[language];
  const events = shifts.flatMap(({ uid, service, person, order, from, until }) => [
    "BEGIN:VEVENT",
    `UID:${uid}@permanence`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${plain(`${services[service]} : ${nameOf(person, office)}`)}`,
    `CATEGORIES:${plain(services[service])}`,
    // For ourselves, who read it back: nobody else minds them (§3.8.8.2).
    `X-PERMANENCE-PERSON:${person}`,
    `X-PERMANENCE-SERVICE:${service}`,
    `X-PERMANENCE-ORDER:${order}`,
    "END:VEVENT",
  ]);
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Permanence//Permanence//FR", "CALSCALE:GREGORIAN"],
    ...[`X-WR-CALNAME:${plain(office.name)}`, `X-WR-TIMEZONE:${office.zone}`],
    ...[...events, "END:VCALENDAR"],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const names = {
  fr: { duty: "Permanence", "on-call": "Astreinte" },
  en: { duty: "Duty", "on-call": "On call" },
} as const;

const stamp = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** §3.3.11. A control character would begin a line of its own making. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll(/\r?\n/g, "\\n")
    .replaceAll(/[\u0000-\u001f\u007f]/g, "");

/** §3.1: no line is longer than 75 octets, and none is cut within a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > 75) {
      parts.push(part);
      part = " ";
      size = 1;
    }
    part += character;
    size += bytes;
  }
  return [...parts, part].join("\r\n");
}
