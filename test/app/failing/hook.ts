/**
 * Loaded before the program (`node --import`), in each of its processes: what it opens outside of itself is written down,
 * and fails where a rule says so, as the system would have it fail. Nothing of the program knows.
 */
import childProcess, { type ChildProcess } from "node:child_process";
import dgram from "node:dgram";
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { basename, join } from "node:path";
import workerThreads, { isMainThread, Worker as RealWorker, type WorkerOptions } from "node:worker_threads";
import { labelOf } from "./label.ts";
import type { Rule } from "./table.ts";

type Loose = (...args: unknown[]) => unknown;

const place = process.env.PERMANENCE_FAILING;
const words = process.argv;
/** `telephone`, `office`, `start`, `simulator`; a helper of theirs by its file. */
const name = basename(words[1] ?? "") === "permanence.js" ? (words[2] ?? "") : basename(words[1] ?? "", ".js");
const me = isMainThread ? name : `${name} thread`;
const data = words[words.indexOf("--data") + 1] ?? "";
const real = { writeSync: fs.writeSync, openSync: fs.openSync, readFileSync: fs.readFileSync, statSync: fs.statSync };
const loud = new Set<string>();
let rules: Rule[] = [];
let seen = 0;

function look(): void {
  try {
    const { mtimeMs } = real.statSync(join(place ?? "", "rules.json"));
    if (mtimeMs === seen) return;
    seen = mtimeMs;
    const all = JSON.parse(real.readFileSync(join(place ?? "", "rules.json"), "utf8")) as Rule[];
    // Once is once, in whichever run of a process.
    const hits = real.readFileSync(join(place ?? "", "hits"), "utf8").split("\n");
    rules = all.filter(({ id }) => !hits.includes(id));
  } catch {
    // Half written: it is looked at again.
  }
}

const written = new Map<string, number>();
function tell(file: string, line: string): void {
  const to = written.get(file) ?? real.openSync(join(place ?? "", file), "a");
  written.set(file, to);
  real.writeSync(to, `${line}\n`);
}

/** The rule that this meets, once; and it is written down that such a thing is opened. */
function meets(kind: Rule["kind"], op: string, what: string): Rule | null {
  const label = `${me}\t${kind}\t${what}`;
  if (!loud.has(label)) {
    loud.add(label);
    tell("opened", label);
  }
  const rule = rules.find((each) => fits(each, kind, op, what));
  if (!rule) return null;
  rules = rules.filter((each) => each !== rule);
  tell("hits", rule.id);
  return rule;
}

const fits = (rule: Rule, kind: string, op: string, what: string): boolean =>
  rule.kind === kind &&
  rule.in === me &&
  (rule.op === undefined || rule.op.split(" ").includes(op)) &&
  new RegExp(`^(?:${rule.what})$`).test(what);

const ERRNO: Readonly<Record<string, number>> = {
  EMFILE: -24,
  EADDRINUSE: -98,
  ENOSPC: -28,
  EIO: -5,
  EPIPE: -32,
  EACCES: -13,
};

const failure = (code: string, op: string, what: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: failed on purpose, ${op} '${what}'`), {
    code,
    errno: ERRNO[code] ?? -1,
    syscall: op,
  });

function wrap(target: object, key: string, around: (original: Loose, self: unknown, args: unknown[]) => unknown): void {
  const holder = target as Record<string, unknown>;
  const original = holder[key];
  if (typeof original !== "function") return;
  holder[key] = function (this: unknown, ...args: unknown[]) {
    return around(original as Loose, this, args);
  };
}

// Files

const pathOf = (arg: unknown): string | null =>
  typeof arg === "string" ? arg : arg instanceof URL ? arg.pathname : Buffer.isBuffer(arg) ? String(arg) : null;
const OPENING = [
  "open",
  "readFile",
  "writeFile",
  "appendFile",
  "copyFile",
  "link",
  "rename",
  "mkdir",
  "mkdtemp",
  "readdir",
  "rm",
  "unlink",
  "chmod",
  "symlink",
];

function fileMeets(op: string, args: unknown[]): NodeJS.ErrnoException | null {
  const moved = op === "rename" || op === "copyFile" || op === "link";
  const path = pathOf(args[moved ? 1 : 0]);
  const what = path === null ? null : labelOf(path, data);
  if (what === null) return null;
  const rule = meets("file", op, what);
  return rule ? failure(rule.code, op, what) : null;
}

for (const op of OPENING) {
  wrap(fs.promises, op, async (original, self, args) => {
    const fault = fileMeets(op, args);
    if (fault) throw fault;
    const result = await original.apply(self, args);
    if (op === "open" && result && typeof result === "object")
      watchHandle(result, labelOf(pathOf(args[0]) ?? "", data));
    return result;
  });
  wrap(fs, `${op}Sync`, (original, self, args) => {
    const fault = fileMeets(op, args);
    if (fault) throw fault;
    return original.apply(self, args);
  });
  wrap(fs, op, (original, self, args) => {
    const fault = fileMeets(op, args);
    const then = args.at(-1);
    if (!fault || typeof then !== "function") return original.apply(self, args);
    process.nextTick(then as () => void, fault);
    return undefined;
  });
}

/** What a file that is open already gives and takes. */
function watchHandle(handle: object, what: string | null): void {
  if (what === null) return;
  for (const op of ["write", "writeFile", "writev", "appendFile", "read", "readFile", "sync", "datasync", "truncate"])
    wrap(handle, op, async (original, self, args) => {
      const rule = meets("file", op, what);
      if (rule) throw failure(rule.code, op, what);
      return original.apply(self, args);
    });
}

// Sockets

const socketLabel = (args: unknown[]): string => {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === "object" && first !== null ? (first as { path?: string; port?: number }) : null;
  const path = options?.path ?? (typeof first === "string" && Number.isNaN(Number(first)) ? first : null);
  return path ? (labelOf(path, data) ?? path) : "tcp";
};
const labels = new WeakMap<object, string>();

wrap(net.Server.prototype, "listen", (original, self, args) => {
  const what = socketLabel(args);
  const rule = meets("socket", "listen", what);
  (self as net.Server).on("connection", (socket) => labels.set(socket, what));
  if (!rule) return original.apply(self, args);
  process.nextTick(() => (self as net.Server).emit("error", failure(rule.code, "listen", what)));
  return self;
});
wrap(net.Socket.prototype, "connect", (original, self, args) => {
  const what = socketLabel(args);
  labels.set(self as object, what);
  const rule = meets("socket", "connect", what);
  if (!rule) return original.apply(self, args);
  process.nextTick(() => (self as net.Socket).destroy(failure(rule.code, "connect", what)));
  return self;
});
wrap(net.Socket.prototype, "_write", (original, self, args) => {
  const what = labels.get(self as object);
  const rule = what === undefined ? null : meets("socket", "write", what);
  if (!rule) return original.apply(self, args);
  (args[2] as (fault: Error) => void)(failure(rule.code, "write", what ?? ""));
  return undefined;
});
wrap(dgram.Socket.prototype, "bind", (original, self, args) => {
  const rule = meets("socket", "bind", "udp");
  if (!rule) return original.apply(self, args);
  process.nextTick(() => (self as dgram.Socket).emit("error", failure(rule.code, "bind", "udp")));
  return self;
});

// Processes and threads

const { spawn } = childProcess;

const childLabel = (file: string, args: readonly string[]): string => {
  const at = args.findIndex((word) => word.endsWith(".js"));
  if (at < 0) return basename(file);
  const program = basename(args[at] ?? "", ".js");
  return program === "permanence" ? (args[at + 1] ?? "") : program;
};

for (const op of ["spawn", "fork", "execFile"] as const)
  wrap(childProcess, op, (original, self, args) => {
    const list = Array.isArray(args[1]) ? (args[1] as string[]) : [];
    const file = String(args[0]);
    const what = op === "fork" ? basename(file, ".js") : childLabel(file, list);
    const rule = meets("child", op, what);
    if (!rule) return original.apply(self, args);
    if (rule.code === "killed") {
      const child = original.apply(self, args) as ChildProcess;
      setTimeout(() => child.kill("SIGKILL"), 30);
      return child;
    }
    // The system's own way to fail, under another name.
    const child = spawn("/nowhere/at-all", [], args.at(-1) as object) as ChildProcess;
    const fault = failure(rule.code, "spawn", what);
    child.prependListener("error", (thrown) => Object.assign(thrown, fault, { message: fault.message }));
    return child;
  });

class Worker extends RealWorker {
  constructor(file: string | URL, options?: WorkerOptions) {
    const what = basename(String(file)).replace(/\.js$/, "");
    const rule = meets("thread", "start", what);
    if (rule && rule.code !== "killed") {
      super(`throw Object.assign(new Error("failed on purpose"), { code: ${JSON.stringify(rule.code)} })`, {
        eval: true,
      });
      return;
    }
    super(file, options);
    if (rule) setTimeout(() => void this.terminate(), 5);
  }
}
(workerThreads as { Worker: unknown }).Worker = Worker;

// What is written in C

function native(): void {
  const from = createRequire(words[1] ?? "/");
  const sqlite = from("sqlite3") as {
    Database: { prototype: object };
    Statement: { prototype: object };
  };
  const Real = sqlite.Database as unknown as new (...args: unknown[]) => object;
  (sqlite as { Database: object }).Database = new Proxy(Real, {
    construct(target, args: unknown[]) {
      const what = labelOf(String(args[0]), data) ?? "elsewhere";
      const rule = meets("database", "open", what);
      const database = new target(...(rule ? ["/nowhere/at-all.db", ...args.slice(1)] : args));
      labels.set(database, what);
      return database;
    },
  });
  const failsSo = (original: Loose, self: unknown, args: unknown[], sql: string): unknown => {
    const then = args.at(-1);
    const what = labels.get(self as object) ?? "elsewhere";
    const verb = /^\s*(\w+)/.exec(sql)?.[1]?.toLowerCase() ?? "";
    const rule = typeof then === "function" ? meets("database", verb, what) : null;
    if (!rule) return original.apply(self, args);
    const number = rule.code === "SQLITE_FULL" ? 13 : 10;
    const fault = Object.assign(new Error(`${rule.code}: failed on purpose`), { code: rule.code, errno: number });
    process.nextTick(then as () => void, fault);
    return self;
  };
  wrap(Real.prototype, "exec", (original, self, args) => failsSo(original, self, args, String(args[0])));
  const texts = new WeakMap<object, string>();
  wrap(Real.prototype, "prepare", (original, self, args) => {
    const statement = original.apply(self, args) as object;
    labels.set(statement, labels.get(self as object) ?? "elsewhere");
    texts.set(statement, String(args[0]));
    return statement;
  });
  for (const op of ["run", "get", "all"])
    wrap(sqlite.Statement.prototype, op, (original, self, args) =>
      failsSo(original, self, args, texts.get(self as object) ?? ""),
    );
  if (me !== "telephone") return;
  const { LinuxBinding } = createRequire(from.resolve("serialport"))("@serialport/bindings-cpp") as {
    LinuxBinding: object;
  };
  wrap(LinuxBinding, "open", async (original, self, args) => {
    const { path } = args[0] as { path: string };
    const what = labelOf(path, data) ?? "port";
    const rule = meets("port", "open", what);
    if (rule) throw failure(rule.code, "open", what);
    const port = await original.apply(self, args);
    ports.set((port as { fd: number }).fd, what);
    return port;
  });
  for (const op of ["readSync", "writeSync"])
    wrap(fs, op, (original, self, args) => {
      const what = ports.get(args[0] as number);
      const rule = what === undefined ? null : meets("port", op, what);
      if (rule) throw failure(rule.code, op, what ?? "");
      return original.apply(self, args);
    });
}
const ports = new Map<number, string>();

if (place !== undefined) {
  look();
  setInterval(look, 50).unref();
  if (isMainThread && (me === "telephone" || me === "office")) native();
  syncBuiltinESMExports();
}
