import type { AnnouncementView } from "../../../admin/schemas/announcements.ts";
import type { JournalTold } from "../../words/journal-told.ts";
import type { Words } from "../../words/shape.ts";
import { announcementName } from "../announcements/announcement-name.ts";
import { isOfRows, sayWhat } from "./journal-what.ts";

/** An entry as it is told of; `names`: what the people in it were called then, by their ids. */
export interface ToldEntry {
  readonly by: string;
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly names: Readonly<Record<string, string>>;
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** « Claire a ajouté un congé : Yann Le Goff ». What an older release wrote, and nobody knows any more, by its subject. */
export function journalSentence(entry: ToldEntry, words: Words): string {
  const say = find(words.journal.sentences, entry.what);
  if (!say) return words.journal.sentence(entry.by, sayWhat(entry, words.journal));
  const did = entry.before === null ? "added" : entry.after === null ? "removed" : "changed";
  return say({ by: entry.by, did, name: nameIn(entry, words), sum: sumOf(entry, words) });
}

type Say = (told: JournalTold) => string;

/** By its whole name, or for settings by the longest beginning that has a sentence: `setting.line.line-1.check`. */
function find(sentences: Readonly<Record<string, Say>>, what: string): Say | null {
  if (Object.hasOwn(sentences, what)) return sentences[what] ?? null;
  if (!what.startsWith("setting")) return null;
  const shorter = what.slice(0, what.lastIndexOf("."));
  return shorter === what || shorter === "" ? null : find(sentences, shorter);
}

/** Whom or what it is about, by the name of then; empty where it has none, or none that a reader knows. */
function nameIn({ what, before, after, names }: ToldEntry, words: Words): string {
  const [, about = "", line = ""] = what.split(".");
  if (about === "line") return line;
  const row = isOfRows(what) ? firstRow(after ?? before) : (after ?? before);
  if (typeof row === "string") return names[row] ?? row;
  if (!isRecord(row) || what === "office.replace" || what === "settings.save") return "";
  if (what === "announcement.add" && typeof row.kind === "string")
    return announcementName({ kind: row.kind as AnnouncementView["kind"], urgent: row.urgent === true }, words);
  const { name, label, person, people, line: ofLine, list } = row;
  if (typeof list === "string") return wordFor(words.journal.kinds, list);
  const text = [name, label, ofLine].find((each) => typeof each === "string");
  if (typeof text === "string") return text;
  const ids = [person, people].flat().filter((each) => typeof each === "string");
  return ids.map((id) => names[id] ?? words.journal.someone).join(", ");
}

const wordFor = (texts: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(texts, key) ? (texts[key] ?? "") : "";

const firstRow = (rows: unknown): unknown => (isRecord(rows) ? Object.values(rows).find((row) => row !== null) : rows);

/** Several rows, counted by what they are: « Planning : 8, Congé : 2 ». */
function sumOf({ what, before, after }: ToldEntry, { journal: { kinds, sentence, other } }: Words): string {
  if (!isOfRows(what)) return "";
  const keys = [before, after].flatMap((rows) => (isRecord(rows) ? Object.keys(rows) : []));
  const counted = new Map<string, number>();
  for (const key of new Set(keys)) {
    const [word = ""] = key.split(" ");
    const kind = wordFor(kinds, word) || other;
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  return [...counted].map(([kind, n]) => sentence(kind, String(n))).join(", ");
}
