import type { Office } from "../../duty/office.ts";
import type { JournalEntry } from "../../store/journal.ts";

/** The kinds of entries that say what a person is called. */
export const NAMING = ["people", "office"] as const;

type Names = Readonly<Record<string, string>>;
interface Naming {
  readonly entry: number;
  readonly was: Names;
  readonly is: Names;
}

/**
 * What each person was called when an entry was written, by id: from the entries that made, changed and removed people,
 * so that somebody who is gone, or has another name today, is told of by the name of then. `history` in any order.
 */
export function namesOfThen(history: readonly JournalEntry[], { people }: Pick<Office, "people">) {
  const told: readonly Naming[] = history
    .map(({ id, what, before, after }) => ({ entry: id, was: namesIn(what, before), is: namesIn(what, after) }))
    .sort((a, b) => a.entry - b.entry);
  const now: Names = Object.fromEntries(people.map(({ id, name }) => [id, name]));

  return (entry: JournalEntry): Names => {
    // What is told later of how it was before is what it was; the entry's own word, or an earlier one, comes first.
    const before = told.filter((each) => each.entry <= entry.id);
    const after = told.filter((each) => each.entry > entry.id);
    const known: Record<string, string> = { ...now };
    for (const { was, is } of after.toReversed()) Object.assign(known, is, was);
    for (const { was, is } of before) Object.assign(known, was, is);
    const named = new Set(idsIn(entry.before, known).concat(idsIn(entry.after, known)));
    return Object.fromEntries([...named].map((id) => [id, known[id] ?? ""]));
  };
}

type Json = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function namesIn(what: string, value: unknown): Names {
  const rows: readonly unknown[] = !isRecord(value)
    ? []
    : Array.isArray(value.people)
      ? value.people
      : what === "people.save" || what === "people.remove"
        ? [value]
        : Object.entries(value).flatMap(([key, row]) => (key.startsWith("people ") ? [row] : []));
  return Object.fromEntries(
    rows.flatMap((row) =>
      isRecord(row) && typeof row.id === "string" && typeof row.name === "string" ? [[row.id, row.name]] : [],
    ),
  );
}

/** Every text of a value that is the id of somebody. */
function idsIn(value: unknown, known: Names): string[] {
  if (typeof value === "string") return Object.hasOwn(known, value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each) => idsIn(each, known));
}
