import { inUtf8OrLatin1 } from "../../serial/text-line.ts";

/** What the data of a caller id say, as far as they do; as the fields of the lines in which modems word them. */
export interface FrameFields {
  readonly number: string | null;
  readonly name: string | null;
}

const SET_UP = 0x80;
const NUMBER = 0x02;
/** By itself a whole message of the older kind (date and number), within another the reason why there is no number. */
const OLD_OR_REASON = 0x04;
const NAME = 0x07;
const NO_NAME = 0x08;
/** Month, day, hour and minute, two digits each, before the number. */
const DATE_DIGITS = 8;

/**
 * The data themselves (ETSI EN 300 659-3, Bellcore GR-30), as a modem gives them in hexadecimal after `MESG`: a whole
 * message (type, length, parameters) or parameters alone. Of what is cut short, the parameters that are whole count.
 * Null for what is none.
 */
export function readFrame(hex: string): FrameFields | null {
  const digits = hex.replace(/\s/g, "");
  if (!/^(?:[0-9A-F]{2}){3,512}$/i.test(digits)) return null;
  const bytes = Buffer.from(digits, "hex");
  const isSetUp = bytes[0] === SET_UP;
  const parameters = parametersOf(isSetUp ? bytes.subarray(2, 2 + (bytes[1] ?? 0)) : bytes);
  let fields: FrameFields = { number: null, name: null };
  for (const { type, value } of parameters) {
    const text = inUtf8OrLatin1(value);
    if (type === NUMBER) fields = { ...fields, number: fields.number ?? text };
    else if (type === NAME) fields = { ...fields, name: fields.name ?? text };
    else if (type === NO_NAME) continue;
    else if (type === OLD_OR_REASON) {
      const told = value.length > DATE_DIGITS ? text.slice(DATE_DIGITS) : text;
      fields = { ...fields, number: fields.number ?? told };
    }
  }
  return fields.number === null && fields.name === null ? null : fields;
}

function parametersOf(bytes: Uint8Array): { readonly type: number; readonly value: Uint8Array }[] {
  const parameters: { type: number; value: Uint8Array }[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const [type = 0, length = 0] = bytes.subarray(at, at + 2);
    const value = bytes.subarray(at + 2, at + 2 + length);
    if (value.length < length || length === 0) break;
    parameters.push({ type, value });
    at += 2 + length;
  }
  return parameters;
}
