import type { Language, Office } from "../../duty/office.ts";
import { readPhoneNumber } from "../../duty/phone-number.ts";

interface Reader {
  readonly office: Office;
  readonly language: Language;
  /** A keyed hash, in hex. */
  readonly seal: (text: string) => string;
  /** Of the lines: everybody may know them. */
  readonly ownNumbers: readonly string[];
}

/**
 * An answer as an auditor reads it. It is walked by what is in it, not by whose answer it is, so that no new field is
 * forgotten: callers become pseudonyms, numbers, addresses and notes go, and a sentence that names a caller names the
 * pseudonym.
 */
export function factsOf<T>(answer: T, reader: Reader): T {
  return walk(answer, "", reader) as T;
}

/** `Appelant 7K3FQ2`: the same for the same number, for ever, on this appliance alone. */
export function pseudonymOf(number: string, { office, language, seal }: Reader): string {
  const whole = readPhoneNumber(number, office.country) ?? number;
  const letters = BigInt(`0x${seal(whole).slice(0, 12)}`);
  const name = Array.from({ length: 6 }, (_, n) => ALPHABET[Number((letters >> BigInt(5 * n)) & 31n)]).join("");
  return `${language === "fr" ? "Appelant" : "Caller"} ${name}`;
}

/** Crockford's: no letter that is taken for another. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

type Json = Readonly<Record<string, unknown>>;

/** What is there of people and callers, by the name that it has wherever it stands. */
const emptied: Readonly<Record<string, unknown>> = {
  number: null,
  numbers: [],
  shown: null,
  email: undefined,
  note: null,
  callers: [],
  blocked: [],
};

function walk(value: unknown, key: string, reader: Reader): unknown {
  if (typeof value === "string") return sentence(value, reader);
  if (Array.isArray(value)) return value.map((each) => walk(each, key, reader));
  if (value === null || typeof value !== "object") return value;
  const row = value as Json;
  if (isCaller(row)) return callerFacts(row, reader);
  if (isChange(row)) return { ...row, ...changeFacts(row, reader) };
  return Object.fromEntries(
    Object.entries(row).map(([name, each]) => {
      if (name in emptied && holds(each)) return [name, without(name, each, reader)];
      return [name, walk(each, name, reader)];
    }),
  );
}

const holds = (value: unknown): boolean => value !== null && value !== undefined && value !== false;

/** Where a list of callers is one of views (statistics), its pseudonyms stay; where it is a list of numbers, it goes. */
function without(name: string, value: unknown, reader: Reader): unknown {
  if (name === "callers" && Array.isArray(value) && value.every((each) => isObject(each) && "caller" in each))
    return walk(value, name, reader);
  // Rows by their keys: for callers, the keys are numbers.
  if (isObject(value)) return {};
  if (typeof value === "string" && reader.ownNumbers.includes(value)) return value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "string" && ["number", "note"].includes(name) ? (name === "note" ? null : "") : emptied[name];
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isCaller = (row: Json): boolean => "presentation" in row && "number" in row && "name" in row;
const isChange = (row: Json): boolean => "before" in row && "after" in row && "what" in row;

function callerFacts(row: Json, reader: Reader): Json {
  const number = typeof row.number === "string" ? row.number : null;
  const name = number === null ? null : pseudonymOf(number, reader);
  const known =
    isObject(row.known) && name !== null ? { name, fragile: row.known.fragile === true, person: null } : null;
  return {
    presentation: row.presentation,
    number: null,
    name,
    ...("shown" in row && { shown: null }),
    ...("known" in row && { known }),
    ...("blocked" in row && { blocked: false }),
  };
}

/** The journal: whose entry of a list it was is in what it was and became. */
function changeFacts(row: Json, reader: Reader): Json {
  const hidden = /^(callers|blocked|caller)\./.test(String(row.what));
  return { before: hidden ? null : walk(row.before, "", reader), after: hidden ? null : walk(row.after, "", reader) };
}

/** Nine digits and more, as people write them; no date, no id. */
const A_NUMBER = /(?<![\w-])\+?\d(?:[ .\u00a0\u202f-]?\d){8,14}(?![\w:-])/g;
const AN_ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const HIDDEN = "•";

function sentence(text: string, reader: Reader): string {
  const names = namesIn(reader);
  const renamed = names === null ? text : text.replace(names.pattern, (name) => names.pseudonyms.get(name) ?? HIDDEN);
  return renamed
    .replace(AN_ADDRESS, HIDDEN)
    .replace(A_NUMBER, (number) => (reader.ownNumbers.includes(number) ? number : HIDDEN));
}

interface Names {
  readonly pattern: RegExp;
  readonly pseudonyms: ReadonlyMap<string, string>;
}

const kept = new WeakMap<Office["callers"], Map<Language, Names | null>>();

/** Names of the office's list of callers; made once for each state of it. */
function namesIn(reader: Reader): Names | null {
  const { callers } = reader.office;
  const byLanguage = kept.get(callers) ?? new Map<Language, Names | null>();
  kept.set(callers, byLanguage);
  const found = byLanguage.get(reader.language);
  if (found !== undefined) return found;
  const pseudonyms = new Map(
    callers.flatMap(({ name, number, relatives = [] }) =>
      [name, ...relatives.map((relative) => relative.name)].map((each) => [each, pseudonymOf(number, reader)]),
    ),
  );
  const all = [...pseudonyms.keys()].toSorted((a, b) => b.length - a.length).map(quoted);
  const made =
    all.length === 0 ? null : { pattern: new RegExp(`(?<!\\p{L})(?:${all.join("|")})(?!\\p{L})`, "gu"), pseudonyms };
  byLanguage.set(reader.language, made);
  return made;
}

const quoted = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
