/** What one field was and became, in words; null where there was or is none. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** How values are said: all of the reader's language, and the names of the office's people. */
export interface Sayings {
  readonly fields: Readonly<Record<string, string>>;
  /** By list of the office: `rota`, `people`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly yes: string;
  readonly no: string;
  readonly other: string;
  /** Monday first. */
  readonly days: readonly string[];
  nameOf(person: string): string;
  /** The names of people by their ids, for an id that stands where nobody looks for one. */
  readonly known: Readonly<Record<string, string>>;
  /** By the rule of its calendar. */
  holidayOf(rule: string): string;
  moment(at: number): string;
  /** A day of the calendar, `2026-11-23`. */
  day(date: string): string;
}

/** Of no use to a reader: keys, hashes, places on the disk. */
const unsaid = new Set([
  "id",
  "file",
  "sha256",
  "kind",
  "version",
  "since",
  "by",
  "message",
  ...["heard", "taken", "calledBack", "closed", "kept"].map((did) => `${did}By`),
]);
const MOST = 12;
const MOST_ROWS = 4;
const isDate = /^\d{4}-\d{2}-\d{2}$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields that differ, each before and after. Whole offices have too many to be told one by one: then none. */
export function changesOf(before: unknown, after: unknown, say: Sayings): readonly FieldChange[] {
  const [was, is] = [flat(before), flat(after)];
  const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap((path): FieldChange[] => {
    const texts = [was, is].map((values) => (values.has(path) ? textOf(path, values.get(path), say) : null));
    const [one = null, other = null] = texts.map((text) => (text === "" ? null : text));
    return one === other ? [] : [{ field: labelOf(path, say), before: one, after: other }];
  });
  return changes.length > MOST ? [] : changes;
}

/** Of several rows that changed at once: each under its kind, as one short text. Too many are not told one by one. */
export function rowChangesOf(before: unknown, after: unknown, say: Sayings): readonly FieldChange[] {
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const changes = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key): FieldChange[] => {
    const [one, other] = [rowText(was[key], say), rowText(is[key], say)];
    const [kind = ""] = key.split(" ");
    return one === other ? [] : [{ field: say.kinds[kind] ?? say.other, before: one, after: other }];
  });
  return changes.length > MOST ? [] : changes;
}

/** « Amélie Durand, permanence, 2026-11-23, lun. mar., 08:30 – 13:00 »: whatever of it a row has. */
function rowText(row: unknown, say: Sayings): string | null {
  if (!isRecord(row)) return typeof row === "string" ? (say.known[row] ?? row) : null;
  const { repeat, ...own } = row;
  const all = { ...own, ...(isRecord(repeat) ? repeat : {}) } as Readonly<Record<string, unknown>>;
  const text = (field: string) => (all[field] === undefined ? "" : textOf(field, all[field], say));
  const span = (from: string, to: string) => [text(from), text(to)].filter((part) => part !== "").join(" – ");
  const parts = [
    ...["name", "label", "person", "people", "service", "number", "numbers"].map(text),
    ...[span("starts", "ends"), span("firstDay", "lastDay"), text("every"), text("weekdays")],
    ...[span("from", "to"), span("", "until")],
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** `{ threshold: { days: 5 } }` → `threshold.days` = 5. A list, or a plain value, is one field. */
function flat(value: unknown, path = ""): ReadonlyMap<string, unknown> {
  if (value === null || value === undefined) return new Map();
  if (!isRecord(value)) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) =>
      unsaid.has(key) ? [] : [...flat(inner, path === "" ? key : `${path}.${key}`)],
    ),
  );
}

const last = (path: string): string => path.split(".").at(-1) ?? "";
const labelOf = (path: string, say: Sayings): string => say.fields[path] ?? say.fields[last(path)] ?? say.other;

function textOf(path: string, value: unknown, say: Sayings): string {
  const field = last(path);
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? say.yes : say.no;
  if (field === "weekday" || field === "weekdays") return daysIn([value].flat(), say);
  // No other number that is kept is as large as an instant of these years.
  if (typeof value === "number") return value > 1e11 ? say.moment(value) : String(value);
  if (typeof value === "string")
    return field === "person"
      ? say.nameOf(value)
      : isDate.test(value)
        ? say.day(value)
        : (say.values[value] ?? say.known[value] ?? value);
  if (!Array.isArray(value)) return "";
  if (field === "people")
    return value.map((each) => (typeof each === "string" ? say.nameOf(each) : elementText(each, say))).join(", ");
  if (field === "workedHolidays") return value.map((each) => say.holidayOf(String(each))).join(", ");
  // A whole rota is told by how much of it there is.
  if (value.length > MOST_ROWS && value.every((each) => isRecord(each) && typeof each.name !== "string"))
    return String(value.length);
  return value.map((each) => elementText(each, say)).join(", ");
}

function elementText(element: unknown, say: Sayings): string {
  if (!isRecord(element)) return textOf("", element, say);
  const { weekdays, from, to, name } = element;
  if (Array.isArray(weekdays) && typeof from === "string" && typeof to === "string")
    return `${daysIn(weekdays, say)} ${from}–${to}`;
  return typeof name === "string" ? name : (rowText(element, say) ?? "");
}

const daysIn = (weekdays: readonly unknown[], say: Sayings): string =>
  weekdays.map((day) => say.days[Number(day) - 1] ?? "").join(" ");
