import { explain } from "../kernel/fault.ts";
import type { Log, LogFields } from "../kernel/log.ts";
import { harmlessJson } from "./harmless.ts";
import { toStandardError } from "./outlet.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";
const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** The log as lines on the error stream, its times in UTC: `14:31:59.123Z warn line.trouble line=line-1 why="…"`. */
export function consoleLog(lowest: LogLevel, write: (line: string) => void = toStandardError): Log {
  const at = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (order.indexOf(level) < order.indexOf(lowest)) return;
    const time = new Date().toISOString().slice(11);
    const rest = Object.entries(fields ?? {}).map(([name, value]) => ` ${name}=${shown(value)}`);
    write(`${time} ${level.padEnd(5)} ${event}${rest.join("")}\n`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** One word or one JSON text, on one line. A value that JSON can't hold is no reason for a log to throw. */
function shown(value: unknown): string {
  if (value instanceof Error) return shown(explain(value));
  if (typeof value === "string" && /^[\w.:+/@-]+$/.test(value)) return value;
  try {
    return harmlessJson(JSON.stringify(value) ?? String(value));
  } catch {
    return harmlessJson(JSON.stringify(String(value)));
  }
}
