import type { Log, LogFields } from "../../src/kernel/log.ts";

/** What was logged, as `level event`. */
export class HeardLog implements Log {
  readonly said: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[] = [];
  #say = (level: string) => (event: string, fields?: LogFields) => void this.said.push({ level, event, fields });
  debug = this.#say("debug");
  info = this.#say("info");
  warn = this.#say("warn");
  error = this.#say("error");
  count = (event: string): number => this.said.filter((one) => one.event === event).length;
}
