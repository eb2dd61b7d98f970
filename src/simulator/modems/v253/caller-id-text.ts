import { type Millis, millis } from "../../../kernel/units.ts";
import type { CallerData } from "../../exchange/socket.ts";
import { national } from "../../exchange/star-codes.ts";
import type { Dialect } from "./dialects.ts";
import type { FaultName } from "./modem-faults.ts";

/** Lines that come together, so long after those before. */
export interface CallerIdPart {
  readonly after: Millis;
  readonly lines: readonly string[];
}

type Has = (fault: FaultName) => boolean;

/** The lines in which a modem words caller id; `P` withheld, `O` out of area. A name only when there is one. */
export function callerIdText(dialect: Dialect, caller: CallerData, has: Has = () => false): readonly CallerIdPart[] {
  const is = `${dialect.callerIdSpace}=${dialect.callerIdSpace}`;
  const flag = caller.why === "withheld" ? "P" : "O";
  const name = caller.name === null ? null : inBytes(caller.name, has("names-in-utf8"));
  const date = [`DATE${is}${caller.date}`, `TIME${is}${caller.time}`];
  const names = name === null ? [] : [`NAME${is}${name}`];
  const at = (after: number, ...lines: string[]): CallerIdPart => ({ after: millis(after), lines });
  if (has("caller-id-in-hex")) return [at(0, `MESG${is}${message(caller, name, flag)}`)];
  if (caller.number === null) {
    if (has("caller-id-in-words")) return [at(0, ...date, flag === "P" ? "PRIVATE NUMBER" : "OUT OF AREA")];
    if (has("caller-id-reason")) return [at(0, ...date, `MESG${is}${hex([parameter(4, flag)])}`)];
  }
  const number = `NMBR${is}${caller.number ?? flag}`;
  if (has("name-before-number")) return [at(0, ...date, ...names), at(600, number)];
  if (has("caller-id-twice") && caller.number !== null) {
    const abroad = `+33${national(caller.number).replace(/^0/, "")}`;
    return [at(0, ...date, number, ...names), at(200, `NMBR${is}${abroad}`), at(200, `NMBR${is}O`)];
  }
  return [at(0, ...date, number, ...names)];
}

/** One character a byte, as the wire takes them. */
const inBytes = (text: string, utf8: boolean): string => (utf8 ? Buffer.from(text, "utf8").toString("latin1") : text);

const SET_UP = 0x80;

/** A message of the network itself (ETSI EN 300 659-3), with its checksum. */
function message(caller: CallerData, name: string | null, flag: string): string {
  const body = [
    parameter(1, `${caller.date}${caller.time}`),
    caller.number === null ? parameter(4, flag) : parameter(2, caller.number),
    ...(name === null ? [] : [parameter(7, name)]),
  ].flat();
  const bytes = [SET_UP, body.length, ...body];
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return hex([[...bytes, (256 - (sum % 256)) % 256]]);
}

const parameter = (type: number, text: string): number[] => {
  const bytes = [...Buffer.from(text, "latin1")].slice(0, 120);
  return [type, bytes.length, ...bytes];
};

const hex = (parts: readonly (readonly number[])[]): string => Buffer.from(parts.flat()).toString("hex").toUpperCase();
