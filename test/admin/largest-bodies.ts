import type { Operation } from "../../src/admin/schemas/api.ts";
import { LARGEST_FILE } from "../../src/admin/schemas/calendar.ts";
import type { Client } from "./client.ts";
import { MONDAY } from "./rig.ts";

/** What somebody who means ill asks for: each address that takes much, at the most that it takes. */
export async function largest(boss: Client): Promise<readonly (readonly [Operation, object])[]> {
  const { revision } = await boss.ask("office", {});
  const many = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
  const rule = (i: number) => ({
    id: `r${i}`,
    service: "duty",
    person: "amelie",
    from: "00:01",
    to: "00:00",
    repeat: { every: "day" },
    starts: "1970-01-01",
  });
  const rota = many(500, (i) => ({ kind: "rota", entry: rule(i) }));
  const overrides = many(500, (i) => ({
    kind: "overrides",
    entry: {
      id: `o${i}`,
      service: "duty",
      from: MONDAY + i * 1000,
      until: MONDAY + 7 * 86_400_000 - i,
      people: ["amelie"],
    },
  }));
  const leave = many(500, (i) => ({
    kind: "leave",
    entry: { id: `l${i}`, person: "amelie", firstDay: "1970-01-01", lastDay: "2199-12-31" },
  }));
  const number = (i: number) => `+3363998${String(i).padStart(4, "0")}`;
  const callers = many(4000, (i) => ({ number: number(i), name: `Client ${i} ${"é".repeat(60)}`, fragile: false }));
  const numbers = (n: number, at: number) =>
    many(
      n,
      (i) =>
        `06 39 98 ${String(Math.floor((at + i) / 100) % 100).padStart(2, "0")} ${String((at + i) % 100).padStart(2, "0")}`,
    );
  const people = many(4000, (i) => ({ id: `p${i}`, name: `Personne ${i}`, numbers: numbers(10, i) }));
  const csv = `Nom;Téléphone\n${many(30_000, (i) => `Client ${i};${number(i % 10_000)}`).join("\n")}`.slice(
    0,
    256 * 1024 - 10,
  );
  const wav = wavHeader(32 * 1024 * 1024 - 100, 1000);
  const sound = { kind: "welcome", language: "fr" };
  const unterminated = "BEGIN:VCALENDAR\r\n".concat("BEGIN:VEVENT\r\n".repeat(140_000)).slice(0, LARGEST_FILE);
  const daily = `BEGIN:VCALENDAR\r\n${many(400, (i) => `BEGIN:VEVENT\r\nUID:${i}\r\nSUMMARY:Permanence Amélie\r\nDTSTART:19700101T000000Z\r\nDTEND:19700101T010000Z\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n`).join("")}END:VCALENDAR\r\n`;
  return [
    ...[rota, overrides, leave].map(
      (save) => ["coverageDraft", { body: { week: "2026-11-23", save, remove: [] } }] as const,
    ),
    ["coverageDraft", { body: { week: "2199-12-31", save: rota.slice(0, 8), remove: [] } }],
    ["changeOffice", { body: { based: revision, save: many(500, (i) => ({ kind: "callers", entry: callers[i] })) } }],
    ["keepCallers", { body: { based: "", entries: callers } }],
    ["keepPeople", { body: { based: "", entries: people } }],
    ["keepBlocked", { body: { based: "", entries: many(4000, number) } }],
    ["readSheet", { params: { list: "callers" }, type: "text/csv", bytes: Buffer.from(csv) }],
    ["readCalendar", { body: { text: unterminated, service: "duty", choices: {} } }],
    ["readCalendar", { body: { text: daily, service: "duty", choices: {} } }],
    ["saveRecording", { params: sound, query: {}, type: "audio/wav", bytes: wav }],
    ["checkText", { body: { ...sound, text: "{agence} ".repeat(222) } }],
    ["checkText", { body: { ...sound, text: "{".repeat(2000) } }],
    ["number", { query: { text: "0".repeat(80) } }],
    ["markMessages", { body: { ids: many(200, (i) => `m${i}`), mark: { note: "x".repeat(2000) } } }],
    ["calls", { query: { limit: 500, search: "%_%".repeat(26) } }],
    ["rota", { query: { from: MONDAY, until: MONDAY + 100 * 86_400_000 } }],
    ["statistics", { query: { since: MONDAY - 400 * 86_400_000, until: MONDAY } }],
    ["signIn", { body: { name: "Chef", password: "é".repeat(200) } }],
    [
      "saveHours",
      {
        body: {
          based: "x",
          hours: many(2000, () => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "09:00" })),
        },
      },
    ],
  ];
}

/** Hours of sound, by its header; 16 bits at so low a rate that nothing of it is long to send. */
function wavHeader(bytes: number, rate: number): Buffer {
  const wav = Buffer.alloc(44 + bytes);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(bytes, 40);
  return wav;
}
