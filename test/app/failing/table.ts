/** A thing that fails once. `what`: a regular expression over its label (`label.ts`). */
export interface Rule {
  readonly id: string;
  readonly in: string;
  readonly kind: "file" | "socket" | "child" | "thread" | "database" | "port";
  readonly what: string;
  /** Of it, one of these; any when absent. */
  readonly op?: string;
  /** As the system says it, or `killed`. */
  readonly code: string;
}

/** When it fails: as everything is started, or in a call. Rows of one kind fail together, each once. */
export type When = "start" | "first call" | "second call";

export interface Row extends Rule {
  /** Null: what comes of it is tried elsewhere, and it is named here so that nothing is opened that nobody thought of. */
  readonly when: When | null;
  /** What is said of it in the log; or why nobody has to hear of it. */
  readonly told: RegExp | string;
}

const row = (
  when: When | null,
  process: string,
  kind: Rule["kind"],
  what: string,
  failing: string,
  told: RegExp | string,
): Row => {
  const [code = "", ...ops] = failing.split(" ");
  const id = `${when}: ${process}, ${kind} ${what}, ${failing}`;
  return { id, in: process, kind, what, code, when, told, ...(ops.length > 0 && { op: ops.join(" ") }) };
};

/** Opened, and no row of its own yet. */
const named = (process: string, kind: Rule["kind"], ...what: readonly string[]): Row =>
  row(null, process, kind, what.join("|"), "", "");

/**
 * All that the program opens outside of itself. A test fails when it opens something that no row names: whoever lets it
 * open more says here how that fails.
 */
export const table: readonly Row[] = [
  row("start", "start", "child", "telephone", "EMFILE", /app\.not-launched name=telephone why=.?EMFILE/),
  row("start", "start", "child", "simulator", "EMFILE", /app\.not-launched name=simulator why=.?EMFILE/),
  row("start", "start", "file", "\\.", "EACCES mkdir", /app\.no-folder/),
  row("start", "start", "file", "running\\.pid", "EACCES writeFile", /app\.no-lock name=running\.pid/),
  row("start", "telephone", "file", "config\\.json", "EIO chmod", /app\.readable-by-others/),
  row("start", "telephone", "file", "restore\\.json", "EIO", /app\.restore-unfinished/),
  row("start", "office", "file", "office\\.pid", "EACCES writeFile", /app\.no-lock name=office\.pid/),

  row("first call", "telephone", "file", "messages/.*part", "ENOSPC open", /app\.message-disk.*ENOSPC/),
  row("second call", "telephone", "file", "messages/.*part", "EIO write writev", /app\.message-disk.*EIO/),

  named("start", "child", "office"),
  named("start", "file", "\\.", "running\\.pid", "config\\.json.*", "system:.*"),
  named("simulator", "child", "socat"),
  named("simulator", "socket", "simulator/control\\.sock"),
  named("simulator", "file", "config\\.json.*", "simulator(?:/.*)?", "program:.*", "caller\\.wav"),
  named("telephone", "port", "simulator/line.*"),
  named("telephone", "database", "permanence\\.db"),
  named("telephone", "socket", "border\\.sock"),
  named("telephone", "file", "\\.", "border\\.sock", "telephone\\.pid", "config\\.json.*", "clock\\.json.*"),
  named(
    "telephone",
    "file",
    "office(?:\\.json.*|-to-import\\.json)",
    "permanence\\.db.*",
    "messages(?:/.*)?",
    "simulator",
  ),
  named("telephone", "file", "speech/.*", "announcements(?:/.*)?", "program:.*", "system:.*", "[\\w-]+\\.wav"),
  named("office", "child", "speech-child"),
  named("office", "database", "permanence\\.db"),
  named("office", "socket", "border\\.sock", "tcp"),
  named("office", "file", "\\.", "config\\.json.*", "clock\\.json.*", "office\\.json", "permanence\\.db.*", "messages"),
  named(
    "office",
    "file",
    "backups",
    "restore",
    "seals\\.anchors",
    "(?:speech|announcements)(?:/.*)?",
    "program:.*",
    "system:.*",
  ),
  named("speech-child", "file", "program:.*"),
];
