/** One entry of a file as it stands there: its lines unfolded, without its beginning and its end. */
export interface RawEntry {
  /** `VEVENT`, or what else a calendar may hold: `VTODO`, `VJOURNAL`, `VFREEBUSY`. */
  readonly kind: string;
  readonly lines: readonly string[];
}

export interface RawCalendar {
  readonly entries: Iterable<RawEntry>;
  /** Each whole, with its beginning and its end. */
  readonly zones: readonly string[];
}

const entryKinds = new Set(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"]);
const FRAME = /^(BEGIN|END)\s*:\s*([A-Z-]+)$/i;
/** Whole, so that one which is folded in the middle is not taken for it. */
const KNOWN_FRAME =
  /^(BEGIN|END)\s*:\s*(VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VALARM|VTIMEZONE|STANDARD|DAYLIGHT)$/i;

/**
 * A file taken apart by its lines, so that whatever is in it comes out: blanks behind a word, small letters, any end of
 * line, an entry whose beginning or end is missing. Null for what is no calendar.
 */
export function takeApart(text: string): RawCalendar | null {
  const lines = logicalLines(text.replace(/^\ufeff/, ""));
  if (!lines.some((line) => /^BEGIN\s*:\s*(VCALENDAR|VEVENT)$/i.test(line))) return null;
  const closed = lines.some((line) => /^END\s*:\s*VCALENDAR$/i.test(line));
  if (!closed && !lines.some((line) => /^BEGIN\s*:\s*VEVENT$/i.test(line))) return null;
  return { entries: { [Symbol.iterator]: () => entriesOf(lines) }, zones: zonesOf(lines) };
}

/** Unfolded (RFC 5545 §3.1). A file that indents what it holds is none that folds. */
function logicalLines(text: string): string[] {
  const all: string[] = [];
  let indent: string | null = null;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const [blank = ""] = /^[ \t]+/.exec(raw) ?? [];
    const trimmed = raw.trim();
    const before = all.at(-1);
    if (trimmed === "") continue;
    if (blank === "" || before === undefined) indent = null;
    else if (KNOWN_FRAME.test(before) || KNOWN_FRAME.test(trimmed)) indent = blank;
    if (blank !== "" && before !== undefined && !(indent !== null && blank.length <= indent.length)) {
      all[all.length - 1] = before + raw.slice(1);
    } else all.push(raw.slice(blank.length));
  }
  return all.map((line) => line.trimEnd());
}

function* entriesOf(lines: readonly string[]): Generator<RawEntry, void, undefined> {
  let open: { kind: string; lines: string[]; inner: string[] } | null = null;
  // What stands between entries: of one whose beginning is missing.
  let loose: string[] = [];
  for (const line of lines) {
    const [, what, name = ""] = FRAME.exec(line) ?? [];
    const kind = name.toUpperCase();
    if (what === undefined) {
      if (!open) loose.push(line);
      else if (open.inner.length === 0) open.lines.push(line);
      continue;
    }
    const begins = what.toUpperCase() === "BEGIN";
    if (begins && entryKinds.has(kind)) {
      if (open) yield open;
      open = { kind, lines: [], inner: [] };
    } else if (begins && open) open.inner.push(kind);
    else if (begins) loose = [];
    else if (open && (kind === open.kind || kind === "VCALENDAR")) {
      yield open;
      open = null;
      loose = [];
    } else if (open) open.inner.pop();
    else {
      if (entryKinds.has(kind)) yield { kind, lines: loose };
      loose = [];
    }
  }
  if (open) yield open;
}

/** Lines: a century of clock changes, one by one. */
const LONGEST_ZONE = 2000;

function zonesOf(lines: readonly string[]): string[] {
  const zones: string[] = [];
  let zone: string[] | null = null;
  for (const line of lines) {
    if (/^BEGIN\s*:\s*VTIMEZONE$/i.test(line)) zone = [];
    zone?.push(line.replace(FRAME, (_, what: string, name: string) => `${what}:${name}`.toUpperCase()));
    if (zone && /^END\s*:\s*VTIMEZONE$/i.test(line)) {
      if (zone.length <= LONGEST_ZONE) zones.push(zone.join("\r\n"));
      zone = null;
    }
  }
  return zones;
}
