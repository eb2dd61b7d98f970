import { isAbsolute, join, relative, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../../..");
const STORY = "*";

/** What is opened, without what differs from one run to the next; null for the program's own code. */
export function labelOf(path: string, data: string): string | null {
  const whole = isAbsolute(path) ? path : join(process.cwd(), path);
  const within = relative(data, whole);
  if (data !== "" && !within.startsWith("..")) return within === "" ? "." : withoutNames(within);
  const ours = relative(project, whole);
  if (!ours.startsWith(".."))
    return /^(?:node_modules|dist|package\.json)/.test(ours) ? null : `program:${withoutNames(ours)}`;
  if (/^\/(?:proc|sys|dev|usr|etc)\//.test(whole)) return `system:${whole.split("/")[1]}`;
  if (/node_modules|\.(?:js|mjs|cjs|node)$/.test(whole)) return null;
  return withoutNames(whole);
}

/** Identifiers, hashes and numbers. */
const withoutNames = (path: string): string =>
  path
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, STORY)
    .replaceAll(/[0-9a-f]{12,}/g, STORY)
    .replaceAll(/\d+/g, STORY);
