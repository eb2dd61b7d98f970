import type { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Office, schemasOf } from "./office.ts";
import { countryOfZone } from "./zone-country.ts";

/**
 * An office from data of outside (the import file, the page), with what it leaves out filled in.
 * Faults: `duty.bad-office`, whose sentence says what is wrong and where, all of it at once.
 */
export function parseOffice(json: unknown): Office {
  const result = readOffice(json);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${showPath(issue.path)}: ${sentenceOf(issue)}`);
  throw new Fault("duty.bad-office", `The office's data can't be used. ${problems.join("; ")}.`);
}

/** The same, as the schema answers. Its numbers are read with the country that it says, or that of its time zone. */
export function readOffice(json: unknown): z.ZodSafeParseResult<Office> {
  const { country, zone } = { ...(json as Readonly<Record<string, unknown>> | null) };
  const own = typeof country === "string" ? country : countryOfZone(String(zone));
  const whole = typeof json === "object" && json !== null && !Array.isArray(json) ? { country: own, ...json } : json;
  return schemasOf(own).office.safeParse(whole);
}

type Issue = z.core.$ZodIssue;

/** `rota[3].person` */
function showPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text.replace(/^\./, "") || "the office";
}

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? `is missing (${kinds[issue.expected] ?? issue.expected})`
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case "too_small":
      return `must be ${limit(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `must be ${limit(issue.origin, "at most", issue.maximum)}`;
    case "unrecognized_keys":
      return `has ${issue.keys.map((key) => `"${key.slice(0, 40)}"`).join(", ")}, which nobody knows`;
    case "invalid_value":
      return `must be one of ${issue.values.map((value) => `"${String(value)}"`).join(", ")}`;
    case "invalid_format":
      return plainFormat(issue);
    case "invalid_union":
      // The only union is that of the repeats, told apart by `every`.
      return 'must be one of "week", "month", "day", "once"';
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
};

const limit = (origin: string, bound: string, n: number | bigint): string =>
  origin === "string"
    ? `${bound} ${n} characters long`
    : origin === "array"
      ? `a list of ${bound} ${n}`
      : `${bound} ${n}`;

/** The schema's own patterns have their sentence; the library's formats get one here. */
function plainFormat(issue: Extract<Issue, { code: "invalid_format" }>): string {
  switch (issue.format) {
    case "date":
      return 'must be a date of the calendar, such as "2026-11-23"';
    case "email":
      return "must be an e-mail address";
    default:
      return issue.message.startsWith("Invalid string")
        ? `does not have the right form (${issue.message})`
        : issue.message;
  }
}
