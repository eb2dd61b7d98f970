import type { Language, Office, RotaRule } from "../../duty/office.ts";
import type { Interval } from "../../duty/slots.ts";
import { dateOfDay } from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";
import { nameOf } from "../views.ts";

/**
 * Slots of the rota as an iCalendar file (RFC 5545): each occurrence by itself, in UTC, so that no calendar program
 * has to know our repeats. A slot keeps its name from one export to the next.
 */
export function writeCalendar(
  office: Office,
  slots: readonly Interval<RotaRule>[],
  now: Instant,
  language: Language,
): string {
  const services = names[language];
  const events = slots.flatMap(({ of, day, from, until }) => [
    "BEGIN:VEVENT",
    `UID:${of.id}-${dateOfDay(day)}@permanence`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${plain(`${services[of.service]} : ${nameOf(of.person, office)}`)}`,
    `CATEGORIES:${plain(services[of.service])}`,
    // For ourselves, who read it back: nobody else minds them (§3.8.8.2).
    `X-PERMANENCE-PERSON:${of.person}`,
    `X-PERMANENCE-SERVICE:${of.service}`,
    `X-PERMANENCE-ORDER:${of.order}`,
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
