import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { readPhoneNumber } from "../duty/phone-number.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { profiles } from "../line/v253/profiles.ts";

/**
 * `config.json` in the data folder: what a technician sets on the box. What the office decides (people, hours, …) is
 * in the database and never here. Every key has a default; an empty file is the simulated line.
 */

const keys = z.string().regex(/^[!,0-9*#A-D]*$/, "holds only digits, * # A-D, ! (hook flash) and , (a second's wait)");
const starCode = z.string().regex(/^[0-9*#]*(\{number\})?[0-9*#]*$/, "holds only digits, *, # and {number}");
const digits = z.string().regex(/^[0-9*#]*$/, "holds only digits, * and #");

const line = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/, "a line's name is small letters, digits and dashes"),
  /** `"simulated"`, or the device: `/dev/serial/by-id/…` is the same after each start, `/dev/ttyACM0` is not. */
  port: z.string().min(1).default("simulated"),
  baud: z.int().min(1200).max(921_600).default(115_200),
  /** The line's own number, as callers dial it. */
  number: z.string().max(20).default("+33199000001"),
  /** A profile's name, or found by asking the modem. */
  modem: z.enum(["auto", ...profiles.map(({ name }) => name)]).default("auto"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country is two capital letters, such as FR")
    .default("FR"),
  /** How callers are put through: a second leg by hook flash, the network's own forwarding, or not at all. */
  forwarding: z.enum(["none", "hook-flash", "network"]).default("hook-flash"),
  flash_ms: z.int().min(50).max(2000).default(270),
  transfer: z
    .strictObject({ start: keys.default("!"), cancel: keys.default("!"), complete: keys.default("") })
    .prefault({}),
  divert: z
    .strictObject({
      on: starCode
        .refine((code) => code.includes("{number}"), "has {number} where the number goes, such as *21*{number}#")
        .default("*21*{number}#"),
      off: starCode.refine((code) => !code.includes("{number}"), "has no {number}, such as #21#").default("#21#"),
    })
    .prefault({}),
  dial_plan: z
    .strictObject({
      country_code: digits.default("33"),
      trunk_prefix: digits.default("0"),
      international_prefix: digits.default("00"),
      outside_line: digits.default(""),
    })
    .prefault({}),
  /** Writes all bytes of both directions into `transcripts/`. */
  transcript: z.boolean().default(false),
});

const mail = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(587),
  /** TLS from the first byte (port 465); otherwise STARTTLS where offered. */
  secure: z.boolean().default(false),
  user: z.string().optional(),
  password: z.string().optional(),
  from: z.email(),
  /** Told of every message and missed call, beside the person on duty. */
  to: z.array(z.email()).default([]),
});

/** The local page. */
const web = z.strictObject({
  /** `::` listens at every address of the machine, `127.0.0.1` only to itself. */
  host: z.string().min(1).default("::"),
  port: z.int().min(0).max(65_535).default(8080),
  /** True: with a certificate that the box makes. */
  https: z
    .union([z.boolean(), z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) })])
    .default(false),
  /** The name in the office's network, without `.local`; null to stay unannounced. */
  mdns: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "a name is small letters, digits and dashes")
    .nullable()
    .default("permanence"),
  /** Other names under which the page may be asked for, such as one of the office's own DNS. */
  names: z.array(z.string().min(1)).default([]),
});

const config = z.strictObject({
  lines: z
    .array(line)
    .min(1)
    .max(8)
    .refine((lines) => new Set(lines.map(({ name }) => name)).size === lines.length, "two lines have the same name")
    .default(() => [line.parse({ name: "line-1" })]),
  mail: mail.nullable().default(null),
  /** Null for no page at all. */
  web: web.nullable().prefault({}),
  /** Piper's program and voices, where the owner installed them. */
  piper: z
    .strictObject({ program: z.string(), voices: z.partialRecord(z.enum(["fr", "en"]), z.string()) })
    .nullable()
    .default(null),
});

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
    if (text === null && before === null) return parseConfig({});
    if (text === null) throw new Fault("app.bad-config", `${file} is gone.`);
    const good = parseConfig(parseJson(text, file));
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
    return parseConfig(parseJson(text, file));
  } catch {
    return null;
  }
}
