import { readFile, writeFile } from "node:fs/promises";
import type { z } from "zod";
import { readPhoneNumber } from "../duty/phone-number.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { config } from "./config-schema.ts";
import { LINES_UNTOLD } from "./paths.ts";

export type Config = z.infer<typeof config>;
export type LineConfig = Config["lines"][number];

/** Checks a configuration. Fault `app.bad-config`, with each wrong key. */
export function parseConfig(json: unknown): Config {
  const parsed = config.safeParse(json);
  if (parsed.success) return { ...parsed.data, lines: parsed.data.lines.map(withNumber) };
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`);
  throw new Fault("app.bad-config", `The configuration can't be used. ${wrong.join("; ")}.`);
}

/** A line's own number as people of its country write it. One that is of a private exchange stays as it is. */
const withNumber = (line: LineConfig): LineConfig => ({
  ...line,
  number: readPhoneNumber(line.number, line.country) ?? line.number,
});

/** Checks the text of a `config.json` that is not in use yet. Fault `app.bad-config`. */
export const checkConfigText = (text: string): void => void parseConfig(parseJson(text, "config.json"));

/**
 * Reads `config.json`; where there never was one, the defaults. One that can't be used, or is gone, is said loudly, and
 * the last that could be used is: a typing mistake must not silence the telephone. `keep`: false for whoever only looks.
 * Fault `app.bad-config`.
 */
export async function readConfig(file: string, log: Log, { keep = true } = {}): Promise<Config> {
  const lastGood = `${file}.last-good`;
  const before = await readFile(lastGood, "utf8").catch(() => null);
  try {
    const text = await readText(file);
    if (text === null && before === null) return parseConfig(withLines({}));
    if (text === null) throw new Fault("app.bad-config", `${file} is gone.`);
    const good = parseConfig(withLines(parseJson(text, file)));
    // It may hold the password of a mailbox.
    if (keep && text !== before)
      await writeFile(lastGood, text, { mode: 0o600 }).catch((thrown) =>
        log.warn("app.config-copy", { why: asFault(thrown, "app.disk") }),
      );
    return good;
  } catch (thrown) {
    log.error("app.bad-config", { file, why: asFault(thrown, "app.bad-config") });
    const usable = before === null ? null : stillGood(before, lastGood);
    if (usable === null) throw asFault(thrown, "app.bad-config");
    log.warn("app.config-before", { file: lastGood, sentence: "The last configuration that worked is used instead." });
    return usable;
  }
}

/** Where no lines are named, the one that stands for them may be of another kind. */
function withLines(json: unknown): unknown {
  const kind = process.env[LINES_UNTOLD];
  const untold = typeof json === "object" && json !== null && !Array.isArray(json) && !("lines" in json);
  return kind !== undefined && untold ? { ...json, lines: [{ name: "line-1", kind }] } : json;
}

/** Null when there is none. */
async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Fault("app.bad-config", `${file} can't be read.`, thrown);
  }
}

/** The mark that some editors of Windows put first is no part of the text. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (thrown) {
    throw new Fault("app.bad-config", `${file} is not JSON.`, thrown);
  }
}

/** Null when this release can't use it any more, or a power cut fell into its writing. */
function stillGood(text: string, file: string): Config | null {
  try {
    return parseConfig(withLines(parseJson(text, file)));
  } catch {
    return null;
  }
}
