import { type CallerId, callerId, unknownCaller } from "../../kernel/caller-id.ts";
import { callingNumber } from "../calling-number.ts";
import type { DialPlan } from "../dialling.ts";
import { readFrame } from "./caller-id-frame.ts";

/** What a line of caller id says. Both null: it is one, and says nothing of the caller (the date, say). */
export interface CallerIdField {
  /** A number or why there is none, as sent. */
  readonly number: string | null;
  readonly name: string | null;
}

/** Makes differ in their words (V.253, ZyXEL, ELSA): all are known here, for none of them can mean anything else. */
const NUMBER = /^(?:NMBR|NUMBER|CALLER (?:NMBR|NUMBER)|FM|FROM)$/;
const NAME = /^(?:NAME|CALLER NAME)$/;
const OTHER = /^(?:DATE|TIME|DDN|DDN_NMBR|TO|CALLED NUMBER)$/;

const FIELD = /^\s*([A-Z_]+(?: [A-Z]+)?)\s*[=:]\s*(.*?)\s*$/i;
/** ELSA: the number on the line of the ring. */
const RUNG_BY = /^RING\s*;\s*([^;]*)/i;

const WITHHELD = /^(?:p|private|anonymous|withheld|blocked|restricted)(?: (?:number|name|caller|call))?$/i;
const UNAVAILABLE = /^(?:o|out[ -]of[ -]area|unavailable|unknown|not available)(?: (?:number|name|caller|call))?$/i;
const isFlag = (text: string) => WITHHELD.test(text) || UNAVAILABLE.test(text);

/** Null when the line is something else. */
export function callerIdField(text: string): CallerIdField | null {
  const [, by] = RUNG_BY.exec(text) ?? [];
  if (by !== undefined) return { number: by.trim() || null, name: null };
  const bare = text.trim();
  if (bare.length > 1 && isFlag(bare)) return { number: bare, name: null };
  const [, key, value = ""] = FIELD.exec(text) ?? [];
  if (key === undefined) return null;
  const word = key.toUpperCase();
  if (NUMBER.test(word)) return { number: value.replace(/\s+TO:.*$/i, "") || null, name: null };
  if (NAME.test(word)) return { number: null, name: value || null };
  if (word === "MESG") return readFrame(value) ?? { number: null, name: null };
  return OTHER.test(word) ? { number: null, name: null } : null;
}

/** A number, or why there is none: one caller in any spelling. */
export type Calling = { readonly given: string } | { readonly withheld: true } | { readonly unavailable: true };

/** Null: nothing but zeros, which some exchanges send for none at all. */
export function readCalling(sent: string, plan: DialPlan): Calling | null {
  if (WITHHELD.test(sent)) return { withheld: true };
  if (/^\+?[0\s]+$/.test(sent)) return null;
  const number = UNAVAILABLE.test(sent) ? null : callingNumber(sent, plan);
  return number !== null && callerId(number, null).number !== null ? { given: number } : { unavailable: true };
}

/** `P` and `O` stand for a thing withheld, or not known to the network, in the place of the name as well. */
export function callerOf(calling: Calling | null, name: string | null): CallerId {
  const caller = callerId(calling && "given" in calling ? calling.given : null, name && !isFlag(name) ? name : null);
  const withheld = calling ? "withheld" in calling : name !== null && WITHHELD.test(name);
  return withheld ? { ...caller, presentation: "withheld" } : caller;
}

/** The caller of whom these lines tell; of each thing, the first counts. */
export function callerIn(lines: readonly string[], plan: DialPlan): CallerId {
  const fields = lines.flatMap((line) => callerIdField(line) ?? []);
  const number = fields.find((field) => field.number !== null)?.number ?? null;
  const name = fields.find((field) => field.name !== null)?.name ?? null;
  if (number === null && name === null) return unknownCaller;
  return callerOf(number === null ? null : readCalling(number, plan), name);
}
