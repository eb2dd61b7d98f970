import { relative, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../../..");
const escaped = (path: string) => path.replaceAll(/[.+*?()[\]{}|^$]/g, "[$&]").replaceAll("[^]", "\\^");

/** What is opened, as the table names it: within the data folder, `program:…`, or as it stands. Null for the program's own code. */
export function labelOf(what: string, data: string): string | null {
  if (!what.startsWith("/")) return what;
  const within = relative(data, what);
  if (!within.startsWith("..")) return within === "" ? "." : within;
  const ours = relative(project, what);
  if (/(?:^|\/)(?:node_modules|dist|package\.json)(?:\/|$)|\.(?:js|mjs|cjs|node)$/.test(ours)) return null;
  if (!ours.startsWith("..")) return `program:${ours}`;
  if (/^\/(?:proc|sys|dev|usr|etc|lib|lib64)\//.test(what)) return null;
  return what;
}

/** The same the other way: of a label's expression, one for what a process asks for, as POSIX has it. */
export function patternOf(what: string, data: string): string {
  const expression = what.replaceAll("(?:", "(").replaceAll("\\d", "[0-9]").replaceAll("\\.", "[.]");
  if (what === "\\.") return `^${escaped(data)}$`;
  return what.startsWith("program:")
    ? `^${escaped(project)}/${expression.slice("program:".length)}$`
    : `^(${escaped(data)}/)?(${expression})$`;
}
