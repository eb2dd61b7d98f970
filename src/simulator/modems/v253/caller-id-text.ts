import type { CallerData } from "../../exchange/socket.ts";
import type { Dialect } from "./dialects.ts";

/** The lines in which a modem words caller id; `P` withheld, `O` out of area. A name only when there is one. */
export function callerIdText(dialect: Dialect, caller: CallerData): readonly string[] {
  const is = `${dialect.callerIdSpace}=${dialect.callerIdSpace}`;
  const number = caller.number ?? (caller.why === "withheld" ? "P" : "O");
  return [
    `DATE${is}${caller.date}`,
    `TIME${is}${caller.time}`,
    `NMBR${is}${number}`,
    ...(caller.name === null ? [] : [`NAME${is}${caller.name}`]),
  ];
}
