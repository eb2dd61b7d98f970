import type { Language, Office } from "../../duty/office.ts";
import { type Day, dateOfDay, dayOfDate, minuteOf, zoneNamed } from "../../duty/wall-clock.ts";
import type { Instant } from "../../kernel/units.ts";
import { nameOf } from "../views/views.ts";
import type { Shift } from "./shifts.ts";

/** What a calendar has beside its shifts, unless it has shifts alone. */
export interface Beside extends Pick<Office, "leave" | "closures"> {
  /** People who are gone since. */
  readonly names: Readonly<Record<string, string>>;
  /** It is of an agency that nobody has. */
  readonly example: boolean;
}

/**
 * Shifts, leave and closures as an iCalendar file (RFC 5545): each shift by itself, in UTC, so that no calendar program has
 * to know our repeats. What begins with `X-PERMANENCE` is for ourselves, who read it back: nobody else minds it (§3.8.8.2).
 */
export function writeCalendar(
  office: Office,
  shifts: readonly Shift[],
  now: Instant,
  language: Language,
  beside: Beside = { leave: [], closures: [], names: {}, example: false },
): string {
  const words = names[language];
  const called = (id: string): string => beside.names[id] ?? nameOf(id, office);
  const zone = zoneNamed(office.zone);
  const event = (uid: string, summary: string, lines: readonly string[]): string[] => [
    ...["BEGIN:VEVENT", `UID:${uid}@permanence`, `DTSTAMP:${stamp(now)}`],
    `SUMMARY:${plain(beside.example ? `${summary} (${words.example})` : summary)}`,
    ...[...lines, "END:VEVENT"],
  ];
  const events = shifts.flatMap(({ uid, service, person, order, from, until }) =>
    event(uid, `${words[service]} : ${called(person)}`, [
      ...[`DTSTART:${stamp(from)}`, `DTEND:${stamp(until)}`],
      `CATEGORIES:${plain(words[service])}`,
      `DESCRIPTION:${plain(words.rank(order))}`,
      ...[`X-PERMANENCE-PERSON:${person}`, `X-PERMANENCE-SERVICE:${service}`, `X-PERMANENCE-ORDER:${order}`],
    ]),
  );
  const leave = beside.leave.flatMap(({ id, person, firstDay, lastDay }) =>
    event(`leave-${id}`, `${words.leave} : ${called(person)}`, [
      ...[...allDay(dayOfDate(firstDay), dayOfDate(lastDay)), "TRANSP:TRANSPARENT"],
      ...["X-PERMANENCE-KIND:leave", `X-PERMANENCE-PERSON:${person}`],
    ]),
  );
  const closures = beside.closures.flatMap(({ id, name, firstDay, lastDay, from, to }) => {
    const [first, last] = [dayOfDate(firstDay), dayOfDate(lastDay)];
    const whole = from === "00:00" && to === "24:00";
    const times = [zone.instantOf(first, minuteOf(from)), zone.instantOf(last, minuteOf(to))] as const;
    return event(`closure-${id}`, `${words.closure} : ${name}`, [
      ...(whole ? allDay(first, last) : [`DTSTART:${stamp(times[0])}`, `DTEND:${stamp(times[1])}`]),
      ...["TRANSP:TRANSPARENT", "X-PERMANENCE-KIND:closure", `X-PERMANENCE-NAME:${plain(name)}`],
    ]);
  });
  const title = beside.example ? `${office.name} (${words.example})` : office.name;
  const lines = [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Permanence//Permanence//FR", "CALSCALE:GREGORIAN"],
    ...[`X-WR-CALNAME:${plain(title)}`, `X-WR-TIMEZONE:${office.zone}`],
    ...[...events, ...leave, ...closures, "END:VCALENDAR"],
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** §3.8.2.2: the end of whole days is the day after. */
const allDay = (first: Day, last: Day): string[] => [
  `DTSTART;VALUE=DATE:${dateOfDay(first).replaceAll("-", "")}`,
  `DTEND;VALUE=DATE:${dateOfDay(last + 1).replaceAll("-", "")}`,
];

const names = {
  fr: {
    duty: "Permanence",
    "on-call": "Astreinte",
    leave: "Congé",
    closure: "Fermeture",
    example: "exemple",
    rank: (n: number) => `Rang : ${n === 1 ? "1er" : `${n}e`}`,
  },
  en: {
    duty: "Duty",
    "on-call": "On call",
    leave: "Leave",
    closure: "Closed",
    example: "example",
    rank: (n: number) => `Rank: ${n}`,
  },
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
