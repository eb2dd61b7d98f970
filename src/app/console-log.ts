import { explain } from "../kernel/fault.ts";
import type { Log, LogFields } from "../kernel/log.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";
const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** The log as lines on the error stream: `14:31:59.123 warn line.trouble line=line-1 why="…"`. */
export function consoleLog(lowest: LogLevel, write = (line: string) => void process.stderr.write(line)): Log {
  const at = (level: LogLevel) => (event: string, fields?: LogFields) => {
    if (order.indexOf(level) < order.indexOf(lowest)) return;
    const time = new Date().toISOString().slice(11, 23);
    const rest = Object.entries(fields ?? {}).map(([name, value]) => ` ${name}=${shown(value)}`);
    write(`${time} ${level.padEnd(5)} ${event}${rest.join("")}\n`);
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Control characters never reach a terminal: JSON escapes them. */
function shown(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(explain(value));
  if (typeof value === "string") return /^[\w.:+/@-]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value) ?? String(value);
}
