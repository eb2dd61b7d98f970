import { z } from "zod";
import { Fault } from "../../kernel/fault.ts";
import { isDigit } from "../../kernel/phone-number.ts";
import type { MobileState } from "../exchange/calls.ts";
import { type GsmFaultName, gsmFaultNames } from "../modems/gsm/gsm-faults.ts";
import { type FaultName, faultNames } from "../modems/v253/modem-faults.ts";

/** Requests and answers are JSON, one a line. Times are in milliseconds, sounds are paths of WAV files. */

const time = z
  .number()
  .min(0)
  .max(24 * 3_600_000);
const path = z.string().min(1).max(4096);
const number = z.string().regex(/^\+?[0-9*#]{1,20}$/, "a number is made of digits, with + before them or not");
const key = z.string().refine(isDigit, "a key is one of 0-9, *, #, A-D");
const press = z.strictObject({ key, after: time });

const behaviour = z.strictObject({
  after: time,
  does: z.enum(["answer", "refuse", "ignore", "voicemail", "busy"]),
  presses: z.array(press).optional(),
  says: path.optional(),
  hangsUpAfter: time.optional(),
  tonesOf: z.string().optional(),
});

const request = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("call"),
    /** null: withheld. */
    from: z.string().max(400).nullable(),
    name: z.string().max(400).optional(),
    /** A line's name or number. Default: the first line. */
    to: z.string().max(40).optional(),
    /** Said after the beep, then the caller hangs up, unless told otherwise. */
    says: path.optional(),
    /** So long after the answer instead of after the beep. */
    saysAfter: time.optional(),
    /** Each so long after the answer. */
    keys: z.array(press).optional(),
    /** So long after the answer. Default: a second after having spoken; one who says nothing waits for the other. */
    hangUpAfter: time.optional(),
    /** How long it rings, unanswered, at most. */
    givesUpAfter: time.optional(),
    /** Where to save what the caller heard. */
    save: path.optional(),
  }),
  /**
   * A call made now: what the caller hears is told as it is heard, and the next four kinds of request on the same
   * connection go to it. It is hung up when the connection ends.
   */
  z.strictObject({
    do: z.literal("live"),
    from: z.string().max(400).nullable(),
    to: z.string().max(40).optional(),
    /** Answered by hand for as long as the connection is open; created if need be. */
    mobiles: z.array(number).max(100),
    /** What those say to a caller put through to them. */
    hello: path.optional(),
  }),
  z.strictObject({ do: z.literal("key"), key }),
  /** One of both: a file, or µ-law samples in base64, a minute at most. */
  z.strictObject({
    do: z.literal("say"),
    path: path.optional(),
    ulaw: z.base64().max(640_000).optional(),
  }),
  z.strictObject({
    do: z.literal("hand"),
    number,
    order: z.discriminatedUnion("act", [
      z.strictObject({ act: z.enum(["answer", "refuse", "hang-up"]) }),
      z.strictObject({ act: z.literal("key"), key }),
    ]),
  }),
  z.strictObject({ do: z.literal("hang-up") }),
  z.strictObject({
    do: z.literal("mobile"),
    number,
    /** Used call by call; the last one for all further calls. */
    behaviour: z.union([behaviour, z.array(behaviour).min(1)]),
  }),
  z.strictObject({
    do: z.literal("fault"),
    /** Default: the first line. */
    line: z.string().max(40).optional(),
    add: z.enum([...new Set([...faultNames, ...gsmFaultNames])]).optional(),
    times: z.int().min(1).max(1000).optional(),
    remove: z.enum([...new Set([...faultNames, ...gsmFaultNames])]).optional(),
  }),
  z.strictObject({
    do: z.literal("telephone"),
    /** The telephone that hangs on the same wires as the modem. Default: that of the first line. */
    line: z.string().max(40).optional(),
    act: z.enum(["lift", "put-down"]),
    /** What is said when it is lifted. */
    says: path.optional(),
  }),
  /** Somebody writes to a line's SIM by text message. */
  z.strictObject({
    do: z.literal("text"),
    from: number,
    /** A line's name or number. Default: the first line. */
    to: z.string().max(40).optional(),
    body: z.string().min(1).max(2000),
  }),
  /** What came to telephones other than SIMs in modules. */
  z.strictObject({ do: z.literal("texts") }),
  z.strictObject({ do: z.literal("status") }),
]);

export type ControlRequest = z.input<typeof request>;
export type CallOrder = Extract<ControlRequest, { do: "call" }>;
export type CheckedRequest = z.output<typeof request>;
export type MobileOrder = z.output<typeof behaviour>;

export interface SimulatorStatus {
  readonly lines: readonly {
    readonly name: string;
    readonly number: string;
    readonly dialect: string;
    /** Where a client finds the modem. */
    readonly port: string;
    readonly hook: "on" | "off";
    readonly faults: readonly (FaultName | GsmFaultName)[];
    readonly forwarding: Readonly<Record<string, string>>;
    readonly underruns: number;
    readonly overflowed: number;
  }[];
  readonly mobiles: readonly {
    readonly number: string;
    readonly ringing: boolean;
    /** Epoch milliseconds of each time that it began to ring. */
    readonly rung: readonly number[];
  }[];
}

/** A text message as it stands on a simulated telephone. */
export interface SimulatedText {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: number;
}

/** What a live call tells besides its story. */
export type LiveAnswer =
  /** What the caller heard, of the ringing before the answer too: µ-law samples in base64, 8000 a second. */
  | { readonly of: "heard"; readonly ulaw: string }
  /** How the mobiles stand, at first and whenever that changes. */
  | { readonly of: "mobiles"; readonly mobiles: readonly { readonly number: string; readonly state: MobileState }[] };

/** What comes back, a line each. A call gives many, and `ended` last. */
export type ControlAnswer =
  | { readonly of: "call"; readonly event: string; readonly at: number; readonly detail: string | null }
  | {
      readonly of: "ended";
      /** Who or what ended it: `caller`, `called`, `busy`, `no-answer`, `unobtainable`. */
      readonly end: string;
      readonly answered: boolean;
      readonly connectedTo: string | null;
      readonly heardSeconds: number;
      /** The WAV file with all that the caller heard from the answer on. */
      readonly saved: string | null;
    }
  | LiveAnswer
  | { readonly of: "done" }
  | { readonly of: "status"; readonly status: SimulatorStatus }
  /** Oldest first. `at`: epoch milliseconds. */
  | { readonly of: "texts"; readonly texts: readonly SimulatedText[] }
  | { readonly of: "error"; readonly sentence: string };

/** Reads a line that a client sent. Fault `simulator.bad-request`, whose sentence says what is wrong. */
export function readRequest(line: string): CheckedRequest {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new Fault("simulator.bad-request", "The request is not JSON.", cause);
  }
  const read = request.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".");
  throw new Fault(
    "simulator.bad-request",
    `The request can't be used${where ? ` at "${where}"` : ""}: ${issue?.message ?? "unknown form"}.`,
  );
}
