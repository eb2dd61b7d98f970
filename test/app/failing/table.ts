import { constants } from "node:os";

/** What one process asks of the system, and is refused once. */
export interface Rule {
  readonly id: string;
  /** `start` is the launcher, `speech-child.js` a helper of the office. */
  readonly in: string;
  readonly op: "open" | "read" | "write" | "sync" | "rename" | "make" | "change" | "start" | "pair" | Sockets;
  /** A regular expression over its label (`label.ts`). */
  readonly what: string;
  /** As the system says it, or `killed`: the process ends there. */
  readonly code: Code;
}

type Sockets = "bind" | "listen" | "connect" | "accept";
type Code = "EMFILE" | "EIO" | "ENOSPC" | "EPIPE" | "EADDRINUSE" | "ECONNREFUSED" | "EAGAIN" | "EACCES" | "killed";

/** As everything is started, or in a call: from its first ring on, or once it is answered. Rows of one round fail together. */
export type Round = `start ${number}` | `call ${number}` | `answered ${number}`;

export interface Row extends Rule {
  readonly round: Round;
  /** What is said of it in the log; or why nobody has to hear of it. */
  readonly told: RegExp | string;
  /** What comes of the call, where it can't come to its usual end. */
  readonly outcome: string;
}

export const errorOf = (code: Code): number => (code === "killed" ? 0 : constants.errno[code]);

const row = (
  round: Round,
  process: string,
  what: string,
  failing: `${Code} ${Rule["op"]}`,
  told: RegExp | string,
  outcome = "message",
): Row => {
  const [code, op] = failing.split(" ") as [Code, Rule["op"]];
  return { id: `${round}: ${process}, ${what}, ${failing}`, in: process, op, what, code, round, told, outcome };
};

const AGAIN = "it is tried again at once";

/** Whoever lets the program open something more says here how that fails, or names it below. */
export const table: readonly Row[] = [
  row("start 1", "start", "\\.", "EACCES make", /app\.no-folder/),
  row("start 1", "start", "running\\.pid", "EACCES open", /app\.no-lock name=running\.pid/),
  row("start 1", "start", "pair", "EMFILE pair", /app\.not-launched name=telephone why="?\S* ?\S* ?EMFILE/),
  row("start 1", "start", "simulator", "EAGAIN start", /app\.not-launched name=simulator why="?\S* ?\S* ?EAGAIN/),
  row("start 1", "telephone", "config\\.json", "EIO change", /app\.readable-by-others/),
  row("start 1", "telephone", "restore\\.json", "EIO open", /app\.restore-unfinished/),
  row("start 1", "telephone", "permanence\\.db", "EMFILE open", /app\.database-again/),
  row("start 1", "telephone", "border\\.sock", "EADDRINUSE bind", /app\.border why=.*EADDRINUSE/),
  row("start 1", "telephone", "simulator/line-1\\.tty", "EMFILE open", /line\.trouble .*Too many open files/),
  row("start 1", "telephone", "announcements/closed-.*", "EIO open", /announcements\.recording .*EIO/),
  row("start 1", "telephone", "clock\\.json\\.\\d+\\.new", "ENOSPC write", /app\.clock-unkept why="ENOSPC/),
  row("start 1", "office", "office\\.pid", "EACCES open", /app\.no-lock name=office\.pid/),
  row("start 1", "office", "border\\.sock", "ECONNREFUSED connect", AGAIN),
  row("start 1", "office", "permanence\\.db-shm", "EIO open", /app\.database-again/),
  row("start 1", "office", "tcp", "EADDRINUSE bind", /app\.no-page why=.*EADDRINUSE/),
  row("start 1", "office", "program:audio/fr/texts\\.json", "EMFILE open", /announcements\.texts language=fr .*EMFILE/),
  row("start 1", "office", "seals\\.anchors", "ENOSPC write", /app\.not-sealed why="ENOSPC/),
  row("start 1", "office", "pair", "EMFILE pair", /announcements\.engine-failed/),

  row("start 2", "start", "office", "EMFILE start", /app\.not-launched name=office why="?\S* ?\S* ?EMFILE/),
  row("start 2", "telephone", "telephone\\.pid", "killed write", /app\.launched-again name=telephone code=killed/),
  row("start 2", "telephone", "permanence\\.db-wal", "ENOSPC write", /SQLITE_FULL/),
  row("start 2", "telephone", "border\\.sock", "EADDRINUSE listen", /app\.border why=.*EADDRINUSE/),
  row("start 2", "telephone", ".*border\\.sock", "EMFILE accept", AGAIN),
  row("start 2", "office", "office\\.pid", "killed write", /app\.launched-again name=office code=killed/),
  row("start 2", "office", "tcp", "EMFILE listen", /app\.no-page why=.*EMFILE/),
  row("start 2", "simulator", "socat", "EAGAIN start", AGAIN),

  row("call 1", "telephone", "messages/.*\\.part", "ENOSPC open", /app\.message-disk .*ENOSPC/),
  row("call 1", "telephone", "permanence\\.db-wal", "ENOSPC write", /SQLITE_FULL/),
  row("call 1", "office", ".*border\\.sock", "EPIPE read", AGAIN),
  row("call 2", "telephone", "messages/.*\\.part", "EIO write", /app\.message-disk .*EIO/),
  row("call 2", "telephone", "permanence\\.db-wal", "EIO write", /SQLITE_IOERR/),
  row("call 2", "office", ".*border\\.sock", "killed read", /app\.launched-again name=office code=killed/),
  row("call 3", "telephone", "messages/.*\\.part", "EIO sync", /app\.message-disk .*EIO/),
  row("call 3", "telephone", ".*border\\.sock", "EPIPE write", AGAIN),
  row("call 4", "telephone", "messages/.*\\.part\\.new", "ENOSPC write", /app\.message-untrimmed .*ENOSPC/),

  row("answered 1", "telephone", "simulator/line-1\\.tty", "EIO read", /line\.trouble .*disappeared/, "failed"),
  row(
    "answered 2",
    "telephone",
    "messages/.*\\.part",
    "killed write",
    /app\.launched-again name=telephone/,
    "interrupted",
  ),
];

/** Opened as well: how it fails is tried elsewhere, or like its sisters above. By process. */
export const named: Readonly<Record<string, readonly string[]>> = {
  start: ["pipe", "thread", "telephone", "office", "running\\.pid"],
  simulator: [
    "pair",
    "pipe",
    "thread",
    "unix",
    "socat",
    "caller\\.wav",
    "config\\.json.*",
    "simulator(?:/.*)?",
    "program:audio/.*",
  ],
  socat: ["pair", "simulator/.*"],
  telephone: [
    ...[
      "unix",
      "pair",
      "pipe",
      "thread",
      "\\.",
      "/(?:tmp/permanence-.*)?",
      "telephone\\.pid",
      "(?:config|clock|network-clock|office)\\.json.*",
      "permanence\\.db.*",
    ],
    ...[
      "messages(?:/.*)?",
      "speech(?:/.*)?",
      "announcements(?:/.*)?",
      "program:audio/.*",
      "[^/]+\\.(?:wav|json)",
      "simulator.*",
    ],
  ],
  office: [
    ...[
      "unix",
      "udp",
      "pipe",
      "thread",
      "/tmp/permanence-.*",
      "\\.",
      "speech-child\\.js",
      "(?:config|clock|network-clock|office)\\.json.*",
      "permanence\\.db.*",
      "messages",
    ],
    ...["(?:speech|announcements)(?:/.*)?", "seals\\.anchors.*", "backups", "restore", "program:(?:audio|dist/page).*"],
  ],
  "speech-child.js": ["pair", "pipe", "thread", "program:audio/.*"],
};
