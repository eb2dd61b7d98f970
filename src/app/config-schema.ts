import { z } from "zod";
import { deviceOf, isCardName } from "../audio/card/card-name.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import { gsmProfiles } from "../line/gsm/profiles.ts";
import { profiles } from "../line/v253/profiles.ts";

/**
 * `config.json` in the data folder: what a technician sets on the box. What the office decides (people, hours, …) is
 * in the database and never here. Every key has a default; an empty file is the simulated line.
 * `docs/configuration.md` is made of what is said here (`npm run docs`).
 */

const MOST_LINES = 16;

const keys = z.string().regex(/^[!,0-9*#A-D]*$/, "holds only digits, * # A-D, ! (hook flash) and , (a second's wait)");
const starCode = z.string().regex(/^[0-9*#]*(\{number\})?[0-9*#]*$/, "holds only digits, *, # and {number}");
const digits = z.string().regex(/^[0-9*#]*$/, "holds only digits, * and #");

const isEachOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

const lineOf = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, "a line's name is small letters, digits and dashes")
    .describe("small letters, digits, dashes; its name in the log and the call list"),
  kind: z
    .enum(["analog", "mobile"])
    .default("analog")
    .describe('`"analog"`: a voice modem at a telephone socket; `"mobile"`: a SIM in a cellular module'),
  port: z
    .string()
    .min(1)
    .default("simulated")
    .describe(
      '`"simulated"`, or the device: `/dev/serial/by-id/…` is the same after each start, `/dev/ttyACM0` is not',
    ),
  baud: z.int().min(1200).max(921_600).default(115_200).describe("bits a second between computer and modem"),
  number: z.string().max(20).default("+33199000001").describe("the line's own number, as callers dial it"),
  modem: z
    .enum(["auto", ...profiles.map(({ name }) => name), ...gsmProfiles.map(({ name }) => name)])
    .default("auto")
    .describe("a profile's name, where asking the modem or module is not enough"),
  sound_port: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "of a mobile line: the module's second device, on which its sound comes (SIM7600: the fifth of its USB ports, EC25: the second); without it, or a `sound_card`, nobody is answered",
    ),
  sound_card: z
    .string()
    .refine(isCardName, "is no name of a sound card, such as plughw:CARD=Device (arecord -L lists them)")
    .nullable()
    .default(null)
    .describe(
      "of a mobile line whose sound is analog (A7670, A7672), or that is a sound card itself (EC25): the card as ALSA calls it, `plughw:CARD=…`, in place of `sound_port`",
    ),
  pin: z
    .string()
    .regex(/^\d{4,8}$/, "a PIN has 4 to 8 digits")
    .nullable()
    .default(null)
    .describe("of the SIM, if it asks for one; said once, and never again once the SIM refused it"),
  second_caller: z
    .enum(["busy", "waits"])
    .default("busy")
    .describe("of a mobile line: whoever calls while somebody speaks is turned away as busy, or waits"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country is two capital letters, such as FR")
    .default("FR")
    .describe(
      "ISO 3166: the modem's country, the tones that end a call, the form of caller id, how numbers are read and dialled. Tones are known of AT, BE, CA, CH, DE, ES, FR, GB, IE, IT, LU, NL, PT, US, and of the French overseas and Monaco (those of FR); elsewhere those of FR are listened for, and any other steady tone counts as silence",
    ),
  forwarding: z
    .enum(["none", "hook-flash", "other-line", "network"])
    .default("hook-flash")
    .describe(
      '`"hook-flash"`: a second leg (on a mobile line by a second call of the SIM), and over another mobile line that is idle where that fails; `"other-line"`: of a mobile line, over another mobile line alone, with the conversation in the box; `"network"`: set in the network whenever duty changes; `"none"`: record, and tell the person on duty',
    ),
  deflect: z
    .boolean()
    .default(false)
    .describe(
      "of a mobile line: in duty hours, and where no menu is offered, the operator sends the caller on to the first person on duty while it rings, with no announcement and no key; the box sees no more of that call. Only once `permanence lines probe` has seen that the operator does it",
    ),
  flash_ms: z.int().min(50).max(2000).default(270).describe("how long a hook flash opens the loop"),
  transfer: z
    .strictObject({ start: keys.default("!"), cancel: keys.default("!"), complete: keys.default("") })
    .prefault({})
    .describe(
      "codes around a second leg: `!` hook flash, `,` a second's wait, keys; `complete` comes before hanging up",
    ),
  divert: z
    .strictObject({
      on: starCode
        .refine((code) => code.includes("{number}"), "has {number} where the number goes, such as *21*{number}#")
        .default("*21*{number}#"),
      off: starCode.refine((code) => !code.includes("{number}"), "has no {number}, such as #21#").default("#21#"),
    })
    .prefault({})
    .describe("the operator's star codes for its own forwarding"),
  dial_plan: z
    .strictObject({
      country_code: digits.optional(),
      trunk_prefix: digits.optional(),
      international_prefix: digits.optional(),
      outside_line: digits.default(""),
    })
    .prefault({})
    .describe(
      'what differs from how numbers are dialled in the line\'s country: `{"country_code": "33", "trunk_prefix": "0", "international_prefix": "00"}` in FR; `outside_line` leaves a private exchange',
    ),
  safe_number: z
    .string()
    .max(20)
    .nullable()
    .default(null)
    .describe(
      'with `"forwarding": "network"`, and of any mobile line: where calls go while the box is shut down, for nobody changes shifts then; the page may choose another; `null`: nowhere',
    ),
  transcript: z
    .boolean()
    .default(false)
    .describe(
      "always write the bytes of both directions into `transcripts/`: sound as a count, callers' numbers as they are; the 20 latest files of 2 MB are kept. The page of lines does so for a limited time",
    ),
});

const line = lineOf.superRefine(
  ({ kind, modem, port, sound_port, sound_card, safe_number, country, forwarding }, context) => {
    const wrong = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    const own = kind === "mobile" ? gsmProfiles : profiles;
    if (modem !== "auto" && !own.some(({ name }) => name === modem))
      wrong("modem", `is no profile of ${kind === "mobile" ? "a mobile" : "an analog"} line`);
    if (kind === "analog" && forwarding === "other-line")
      wrong(
        "forwarding",
        "is for mobile lines: an analog modem speaks and hears one after the other, so its line has no other to be joined with",
      );
    if (safe_number !== null && !readPhoneNumber(safe_number, country)) wrong("safe_number", "is no telephone number");
    if (sound_port !== null && sound_port === port)
      wrong("sound_port", "is the port of the commands; the sound has another");
    if (kind !== "mobile" && sound_card !== null)
      wrong("sound_card", "is for a mobile line; an analog modem has its sound");
    if (sound_port !== null && sound_card !== null)
      wrong("sound_card", "and sound_port exclude each other: the sound comes over one of them");
    if (sound_port !== null && gsmProfiles.some(({ name, sound }) => name === modem && sound === null))
      wrong("sound_port", "is nothing of this module: its sound is analog, and comes over a sound_card");
    if (kind === "mobile" && port !== "simulated" && sound_port === null && sound_card === null)
      wrong("sound_port", "or sound_card is missing: without either, callers would hear nothing");
  },
);

const mail = z
  .strictObject({
    host: z.string().min(1).describe("the mail server"),
    port: z.int().min(1).max(65_535).default(587),
    secure: z
      .boolean()
      .default(false)
      .describe("TLS from the first byte (port 465); otherwise STARTTLS where it is offered"),
    user: z.string().optional(),
    password: z.string().optional(),
    from: z.email().describe("the sender's address"),
    to: z.array(z.email()).default([]).describe("told of every message and missed call, beside the person on duty"),
  })
  .describe("used while the page (Settings, E-mail) has set none of its own");

const web = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .default("::")
      .describe("`::` listens at every address of the machine, `127.0.0.1` only to itself"),
    port: z.int().min(0).max(65_535).default(8080),
    https: z
      .union([z.boolean(), z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) })])
      .default(false)
      .describe('`true`: with a certificate that the box makes; or `{"certificate": "…", "key": "…"}`'),
    mdns: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,40}$/, "a name is small letters, digits and dashes")
      .nullable()
      .default("permanence")
      .describe("the name in the office's network, without `.local`; `null` to stay unannounced"),
    names: z
      .array(z.string().min(1))
      .default([])
      .describe("other names under which the page may be asked for, such as one of the office's own DNS"),
  })
  .describe("the local page; `null` for none");

const texts = z
  .strictObject({
    per_person: z.int().min(0).max(1000).default(20).describe("to one number in a day, at most"),
    in_all: z.int().min(0).max(10_000).default(100).describe("in a day, at most"),
  })
  .describe("text messages from mobile lines; what is over waits, as long as it is of use");

export const config = z.strictObject({
  clock: z
    .enum(["judge", "trust"])
    .default("judge")
    .describe(
      '`"trust"`: the machine\'s clock is always right, as where it is set before the appliance starts; else it is believed for a reason (`permanence clock`)',
    ),
  lines: z
    .array(line)
    .min(1)
    .max(MOST_LINES)
    .refine((lines) => new Set(lines.map(({ name }) => name)).size === lines.length, "two lines have the same name")
    .refine(
      (lines) => isEachOnce(lines.flatMap(({ sound_card }) => (sound_card === null ? [] : deviceOf(sound_card)))),
      "two lines have the same sound card",
    )
    .default(() => [line.parse({ name: "line-1" })]),
  kept_idle: z
    .int()
    .min(0)
    .max(MOST_LINES)
    .default(0)
    .describe(
      "so many idle lines are left for whoever calls next, and no caller is put through over them unless the matter is urgent; the caller's own line and one more are never kept, so that of two lines none is",
    ),
  mail: mail.nullable().default(null),
  texts: texts.prefault({}),
  web: web.nullable().prefault({}),
  piper: z
    .strictObject({ program: z.string(), voices: z.partialRecord(z.enum(["fr", "en"]), z.string()) })
    .nullable()
    .default(null)
    .describe(
      'the speech program Piper, where the owner installed it: `{"program": "/opt/piper/piper", "voices": {"fr": "/opt/piper/fr.onnx"}}`; or `"program"` is the folder of the npm package `sherpa-onnx-node`, for a voice with `tokens.txt` and `espeak-ng-data` beside it',
    ),
});
