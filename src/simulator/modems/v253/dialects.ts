import type { SampleFormat } from "../../../audio/sample-formats.ts";
import type { Millis } from "../../../kernel/units.ts";
import { millis } from "../../../kernel/units.ts";

/** One line of `+VSM=?`, and what it means; always at 8000 samples a second here. */
interface Samples {
  readonly code: number;
  readonly format: SampleFormat;
  /** As the modem lists it, without the code. */
  readonly listed: string;
}

/** How one make of modem speaks. */
export interface Dialect {
  readonly name: string;
  /** Information lines of `ATI0`, `ATI3` and so on; other `ATI`s answer `OK` alone. */
  readonly identity: Readonly<Record<string, readonly string[]>>;
  readonly manufacturer: string;
  readonly model: string;
  readonly classes: string;
  readonly samples: readonly Samples[];
  /** Values that `+VLS` takes. */
  readonly vls: readonly number[];
  /** The DLE codes that it ever sends by itself. Keys need not be listed. */
  readonly reports: string;
  /** What is said when the telephone beside the modem is lifted, and when it is put down. */
  readonly telephone: readonly [lifted: string, putDown: string];
  /** A key is shielded by `<DLE>/` before and `<DLE>~` after. */
  readonly framesKeys: boolean;
  /** In class 8 a ring is `<DLE>R` and caller id `<DLE>X … <DLE>.`; else both are lines of text. */
  readonly dleRings: boolean;
  /** Stands around the `=` of caller id lines. */
  readonly callerIdSpace: "" | " ";
  /** Entering or leaving class 8 turns caller id off. */
  readonly forgetsCallerId: boolean;
  /** French caller id is not understood before this was sent (`!4886=02`). */
  readonly frenchCallerId: string | null;
  /** Sent after `+VLS=1`, though nobody lifted a receiver. */
  readonly offHookEcho: string | null;
  /** Honours `+VSD`. */
  readonly hearsSilence: boolean;
  /** `+VTS` refuses `[f,0,d]`. */
  readonly refusesZeroTone: boolean;
  /** Ends a stream only after a doubled DLE: `10 10 10 03`. */
  readonly longEnding: boolean;
  /** `+VRX` is silent unless `+VLS=5`. */
  readonly deafInVls1: boolean;
  /** Answer to `ATA` in class 8. */
  readonly voiceAnswer: "OK" | "VCON";
  /** Sound that fits in the transmit buffer. */
  readonly buffer: Millis;
  /** Between a command and its answer. */
  readonly thinks: Millis;
}

/** V.253 by the letter, with every 8-bit format and every event. */
export const generic: Dialect = {
  name: "generic",
  identity: { "0": ["V253"], "3": ["V.253 voice modem"], "4": ["Options: voice"] },
  manufacturer: "Generic",
  model: "V.253 voice modem",
  classes: "0,1,8",
  samples: [
    { code: 0, format: "s8", listed: '"SIGNED PCM",8,0,8000,0,0' },
    { code: 1, format: "u8", listed: '"UNSIGNED PCM",8,0,8000,0,0' },
    { code: 4, format: "ulaw", listed: '"ULAW",8,0,8000,0,0' },
    { code: 5, format: "alaw", listed: '"ALAW",8,0,8000,0,0' },
  ],
  vls: [0, 1, 2, 4, 5],
  reports: "RbdrJwlLsqucehH",
  telephone: ["H", "h"],
  framesKeys: true,
  dleRings: true,
  callerIdSpace: " ",
  forgetsCallerId: false,
  frenchCallerId: null,
  offHookEcho: null,
  hearsSilence: true,
  refusesZeroTone: false,
  longEnding: false,
  deafInVls1: false,
  voiceAnswer: "OK",
  buffer: millis(400),
  thinks: millis(10),
};

/** CX930xx USB sticks. Documented in Conexant 102184B. */
export const conexant: Dialect = {
  ...generic,
  name: "conexant",
  identity: { "0": ["56000"], "3": ["CX93001-EIS_V0.2013-V92"], "4": ["CX93001-EIS_V0.2013-V92"] },
  manufacturer: "CONEXANT",
  model: "CX93001",
  classes: "0,1,1.0,8",
  samples: [
    { code: 0, format: "s8", listed: '"SIGNED PCM",8,0,8000,0,0' },
    { code: 1, format: "u8", listed: '"UNSIGNED PCM",8,0,8000,0,0' },
    { code: 130, format: "u8", listed: '"UNSIGNED PCM",8,0,8000,0,0' },
  ],
  reports: "RbdrlpPHhu",
  telephone: ["P", "h"],
  callerIdSpace: " ",
  forgetsCallerId: true,
  frenchCallerId: "!4886=02",
  hearsSilence: false,
  buffer: millis(300),
};

/** USR 5637. */
export const usrobotics: Dialect = {
  ...generic,
  name: "usrobotics",
  identity: {
    "0": ["5601"],
    "3": ["U.S. Robotics 56K FAX USB V1.2.23"],
    "7": ["Configuration Profile...", "Product type           US/Canada USB"],
  },
  manufacturer: "U.S. Robotics",
  model: "USRobotics 56K FAX USB",
  classes: "0,1,2.0,8",
  samples: [
    { code: 128, format: "u8", listed: '"8-BIT LINEAR",(7200,8000,11025)' },
    { code: 129, format: "s16le", listed: '"16-BIT LINEAR",(7200,8000,11025)' },
    { code: 130, format: "alaw", listed: '"8-BIT ALAW",(8000)' },
    { code: 131, format: "ulaw", listed: '"8-BIT ULAW",(8000)' },
  ],
  reports: "RbdsqlHhu",
  framesKeys: false,
  dleRings: false,
  callerIdSpace: " ",
  offHookEcho: "H",
  refusesZeroTone: true,
};

/** Zoom 3095, a Conexant chip with its own firmware. */
export const zoom: Dialect = {
  ...conexant,
  name: "zoom",
  identity: { "0": ["56000"], "3": ["V2.210-V92_Zoom 3095"] },
  manufacturer: "ZOOM",
  model: "Zoom 3095",
  forgetsCallerId: false,
  frenchCallerId: null,
  longEnding: true,
};

/** MT9234ZBA-USB and MT9234MU. Reports no hang-up at all. */
export const multitech: Dialect = {
  ...generic,
  name: "multitech",
  identity: { "0": ["MT9234ZBA-USB-V92"], "3": ["MT9234ZBA-USB-V92 1.25q"] },
  manufacturer: "Multi-Tech Systems",
  model: "MT9234ZBA-USB-V92",
  samples: [
    { code: 128, format: "u8", listed: '"8-BIT LINEAR",(7200,8000,11025)' },
    { code: 130, format: "alaw", listed: '"8-BIT ALAW",(8000)' },
    { code: 131, format: "ulaw", listed: '"8-BIT ULAW",(8000)' },
  ],
  reports: "Rsqu",
  dleRings: false,
  callerIdSpace: "",
};

export const dialects: Readonly<Record<string, Dialect>> = { generic, conexant, usrobotics, zoom, multitech };
