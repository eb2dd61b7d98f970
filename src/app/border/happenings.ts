import { z } from "zod";
import type { CallNote } from "../../call/call.ts";
import { Fault, type FaultCode } from "../../kernel/fault.ts";
import { instant } from "../../kernel/units.ts";
import type { Told } from "../../reception/call-entry.ts";
import type { Call } from "../../reception/reception.ts";

/** What happens, on its way from the telephone to the office. */

export const at = z.int().transform(instant);
export const fault = z.object({ code: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/), sentence: z.string() });

const text = z.string();
const count = z.int();
const caller = z.looseObject({ presentation: text, number: text.nullable(), name: text.nullable() });
const contact = z.looseObject({ person: text, name: text, number: text, language: text });
const announcement = z.looseObject({ kind: text, language: text });
const plan = z.looseObject({ steps: z.array(z.unknown()), because: z.array(z.looseObject({})) });

/** What each note can't do without. The compiler finds a kind that is missing here. */
const notes = {
  rang: { rings: count },
  caller: { caller },
  planned: { plan },
  answered: { rings: count },
  announcing: { announcement },
  key: { digit: text, known: z.boolean() },
  "no-key": {},
  ringing: { contact },
  "picked-up": { contact },
  attempt: { contact, outcome: text },
  "put-through": { contact },
  way: { way: text, outcome: text },
  waiting: {},
  place: { place: count },
  waited: { how: text },
  recording: {},
  "recording-ended": { by: text },
  "hung-up": { by: text, sign: text.nullable() },
  "taken-here": {},
  "let-in": { person: text, name: text },
  "not-let-in": {},
  knocked: {},
  held: {},
  fault: { sentence: text },
} as const satisfies Readonly<Record<CallNote["what"], z.ZodRawShape>>;

const note = z
  .looseObject({ what: text })
  .refine(({ what, ...rest }) => {
    const shape = Object.hasOwn(notes, what) ? notes[what as CallNote["what"]] : null;
    return shape !== null && z.looseObject(shape).safeParse(rest).success;
  }, "no note of a call")
  .transform((told) => told as unknown as CallNote);

/** Without its plan: that is in the note that tells it. */
const call = z
  .object({ id: text, line: text, at, caller })
  .transform((told) => ({ ...told, plan: null }) as unknown as Call);

export const happening = z.discriminatedUnion("of", [
  z.object({ of: z.literal("call"), call, at, note }),
  z.object({ of: z.literal("end"), call, at, outcome: text }),
  z.object({ of: z.literal("line"), line: text, at, trouble: fault.nullable() }),
]);

export const spell = ({ code, message }: Fault): z.input<typeof fault> => ({ code, sentence: message });
export const read = ({ code, sentence }: z.output<typeof fault>): Fault => new Fault(code as FaultCode, sentence);

export function spellHappening(told: Told): z.input<typeof happening> {
  if (told.of === "line") return { ...told, trouble: told.trouble && spell(told.trouble) };
  const { id, line, at: began, caller: who } = told.call;
  const spelt = { id, line, at: began, caller: { ...who } };
  return told.of === "end" ? { ...told, call: spelt } : { ...told, call: spelt, note: { ...told.note } };
}

export function readHappening(told: z.output<typeof happening>): Told {
  return (told.of === "line" ? { ...told, trouble: told.trouble && read(told.trouble) } : told) as Told;
}
