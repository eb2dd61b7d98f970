import { lettersOf, unpacked } from "./pdu-alphabet.ts";

/** What a module hands over in PDU mode (23.040, 9.2.2). */
export type Handed = DeliveredPart | StatusReport;

export interface DeliveredPart {
  readonly kind: "text";
  /** A number as the network has it (`+33…` when international), or the name that a sender has instead. */
  readonly from: { readonly number: string | null; readonly name: string | null };
  /** By the service centre's clock; null when that is no time. Milliseconds since 1970. */
  readonly sentAt: number | null;
  readonly body: string;
  /** Which of how many; null when it is whole. */
  readonly part: { readonly reference: number; readonly of: number; readonly n: number } | null;
}

export interface StatusReport {
  readonly kind: "report";
  /** The number that the network gave to what was sent (TP-MR). */
  readonly reference: number;
  /** 23.040, 9.2.3.15: below 0x20 it arrived, below 0x40 it is tried on, from there on it is given up. */
  readonly outcome: "arrived" | "on-its-way" | "given-up";
}

const HEX = /^(?:[0-9A-F]{2}){8,200}$/i;
const NAME = 0x50;
const INTERNATIONAL = 0x10;

/** Null for whatever is none, cut off, or in an alphabet that is not known here. Never throws. */
export function readPdu(hex: string): Handed | null {
  if (!HEX.test(hex)) return null;
  const octets = Buffer.from(hex, "hex");
  const start = 1 + (octets[0] ?? 0);
  const first = octets[start];
  if (first === undefined) return null;
  const kind = first & 3;
  if (kind === 0) return delivered(octets, start + 1, (first & 0x40) !== 0);
  return kind === 2 ? report(octets, start + 1) : null;
}

function delivered(octets: Buffer, at: number, isHeaded: boolean): DeliveredPart | null {
  const from = address(octets, at);
  if (!from) return null;
  const coding = octets[from.next + 1];
  const length = octets[from.next + 9];
  const alphabet = coding === undefined ? null : alphabetOf(coding);
  if (length === undefined || alphabet === null) return null;
  const data = octets.subarray(from.next + 10);
  const headed = isHeaded ? 1 + (data[0] ?? 0) : 0;
  if (headed > data.length || headed > length) return null;
  const body = alphabet === "wide" ? wide(data.subarray(headed, length)) : narrow(data, length, headed);
  const { number, name } = from;
  const sentAt = timeOf(octets.subarray(from.next + 2, from.next + 9));
  return { kind: "text", from: { number, name }, sentAt, body, part: partOf(data.subarray(1, headed)) };
}

function report(octets: Buffer, at: number): StatusReport | null {
  const reference = octets[at];
  const to = address(octets, at + 1);
  const status = to ? octets[to.next + 14] : undefined;
  if (!to || status === undefined || reference === undefined) return null;
  return {
    kind: "report",
    reference,
    outcome: status < 0x20 ? "arrived" : status < 0x40 ? "on-its-way" : "given-up",
  };
}

interface Address {
  readonly number: string | null;
  readonly name: string | null;
  readonly next: number;
}

function address(octets: Buffer, at: number): Address | null {
  const [digits, type] = [octets[at], octets[at + 1]];
  if (digits === undefined || type === undefined || digits > 20) return null;
  const next = at + 2 + Math.ceil(digits / 2);
  if (next > octets.length) return null;
  const data = octets.subarray(at + 2, next);
  if ((type & 0x70) === NAME)
    return { number: null, name: lettersOf(unpacked(data, Math.floor((digits * 4) / 7))).trim() || null, next };
  const text = swapped(data).slice(0, digits).toUpperCase();
  const number = text.replace(/A/g, "*").replace(/B/g, "#");
  const isNumber = /^[\d*#]+$/.test(number);
  return { number: isNumber ? ((type & 0x70) === INTERNATIONAL ? "+" : "") + number : null, name: null, next };
}

const swapped = (data: Buffer): string => data.toString("hex").replace(/(.)(.)/g, "$2$1");

/** 23.038, clause 4: by the groups of the data coding scheme. Compressed text and data are not read. */
function alphabetOf(coding: number): "narrow" | "wide" | null {
  const group = coding >> 4;
  if (group < 8) {
    if ((coding & 0x20) !== 0) return null;
    const letters = (coding >> 2) & 3;
    return letters === 2 ? "wide" : letters === 1 ? null : "narrow";
  }
  if (group === 0xe) return "wide";
  if (group === 0xf) return (coding & 4) === 0 ? "narrow" : null;
  return "narrow";
}

const narrow = (data: Buffer, length: number, headed: number): string => {
  const skipped = Math.ceil((headed * 8) / 7);
  return lettersOf(unpacked(data, Math.max(0, length - skipped), skipped * 7));
};

/** UTF-16 in truth: telephones send what is beyond the plane of UCS-2 as pairs. */
function wide(data: Buffer): string {
  let text = "";
  for (let at = 0; at + 1 < data.length; at += 2) text += String.fromCharCode(data.readUInt16BE(at));
  return text;
}

/** Of the user data header the parts of a long text alone (23.040, 9.2.3.24.1 and .8). */
function partOf(header: Buffer): DeliveredPart["part"] {
  for (let at = 0; at + 1 < header.length; ) {
    const [element, size] = [header[at] ?? 0, header[at + 1] ?? 0];
    const data = header.subarray(at + 2, at + 2 + size);
    if (data.length < size) return null;
    if ((element === 0 && size === 3) || (element === 8 && size === 4)) {
      const reference = element === 0 ? (data[0] ?? 0) : data.readUInt16BE(0);
      const [of, n] = [data[size - 2] ?? 0, data[size - 1] ?? 0];
      return of > 1 && n >= 1 && n <= of ? { reference, of, n } : null;
    }
    at += 2 + size;
  }
  return null;
}

/** `yyMMddhhmmss` and the offset in quarters of an hour, digits swapped (23.040, 9.2.3.11). */
function timeOf(stamp: Buffer): number | null {
  if (stamp.length < 7) return null;
  const offset = stamp[6] ?? 0;
  const quarters = (offset & 7) * 10 + (offset >> 4);
  const digits = swapped(stamp.subarray(0, 6));
  const [year, month, day, hour, minute, second] = (digits.match(/../g) ?? []).map(Number);
  if (!/^\d{12}$/.test(digits) || quarters > 79) return null;
  if (!month || month > 12 || !day || day > 31 || (hour ?? 24) > 23 || (minute ?? 60) > 59) return null;
  const local = Date.UTC(2000 + (year ?? 0), month - 1, day, hour, minute, second);
  const ahead = quarters * 15 * 60_000;
  return (offset & 8) === 0 ? local - ahead : local + ahead;
}
