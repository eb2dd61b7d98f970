import type { Instant } from "../../../kernel/units.ts";
import type { TextOnAir } from "../../exchange/texts.ts";
import { bitsOf, inCodes, outOfCodes, valuesOf } from "./sms-bits.ts";

const hexOf = (octets: readonly number[]): string =>
  octets.map((octet) => octet.toString(16).padStart(2, "0").toUpperCase()).join("");

/** Two digits an octet, turned round. */
const turned = (digits: string): readonly number[] =>
  (digits.length % 2 === 0 ? digits : `${digits}F`)
    .match(/../g)
    ?.map((two) => Number.parseInt(`${two[1]}${two[0]}`, 16)) ?? [];

function address(who: string): readonly number[] {
  const digits = who.replace(/^\+/, "");
  if (/^\d+$/.test(digits)) return [digits.length, who.startsWith("+") ? 0x91 : 0xa1, ...turned(digits)];
  const data = valuesOf(bitsOf(inCodes(who) ?? [], 7), 8);
  return [data.length * 2, 0xd0, ...data];
}

function stamp(at: Instant): readonly number[] {
  const iso = new Date(at).toISOString().replace(/\D/g, "");
  return [...turned(iso.slice(2, 14)), 0];
}

/** What a module hands over of a text for its SIM (23.040, SMS-DELIVER). */
export function delivering({ from, at, body, part }: TextOnAir): string {
  const header = part ? [5, 0, 3, part.reference, part.of, part.n] : [];
  const codes = inCodes(body);
  const head = [part ? 0x44 : 0x04, ...address(from), 0, codes ? 0 : 8, ...stamp(at)];
  if (codes) {
    const fill = part ? "0" : "";
    const data = valuesOf(bitsOf(header, 8) + fill + bitsOf(codes, 7), 8);
    return `00${hexOf([...head, codes.length + (part ? 7 : 0), ...data])}`;
  }
  const data = [...header, ...Buffer.from(body, "utf16le").swap16()];
  return `00${hexOf([...head, data.length, ...data])}`;
}

/** SMS-STATUS-REPORT: it arrived. */
export const reporting = (reference: number, to: string, at: Instant): string =>
  `00${hexOf([0x06, reference, ...address(to), ...stamp(at), ...stamp(at), 0])}`;

export interface Submitted {
  readonly text: Omit<TextOnAir, "from" | "at">;
  readonly report: boolean;
}

/** What a module is told to send (SMS-SUBMIT); null when it is none, or not as long as was said. */
export function submitted(hex: string, length: number): Submitted | null {
  if (!/^(?:[0-9A-F]{2})+$/i.test(hex)) return null;
  const octets = [...Buffer.from(hex, "hex")];
  const centre = octets.shift() ?? 0;
  octets.splice(0, centre);
  if (octets.length !== length) return null;
  const first = octets.shift() ?? 0;
  if ((first & 3) !== 1) return null;
  octets.shift();
  const digits = octets.shift() ?? 0;
  const type = octets.shift() ?? 0;
  const number = hexOf(octets.splice(0, Math.ceil(digits / 2)))
    .replace(/(.)(.)/g, "$2$1")
    .slice(0, digits);
  const [, coding] = octets.splice(0, 2);
  octets.splice(0, [0, 7, 1, 7][(first >> 3) & 3]);
  const size = octets.shift() ?? 0;
  const headed = (first & 0x40) !== 0 ? 1 + (octets[0] ?? 0) : 0;
  const header = octets.slice(0, headed);
  if (size > 160 || (coding === 8 && size !== octets.length)) return null;
  const skipped = Math.ceil((headed * 8) / 7);
  const body =
    coding === 8
      ? Buffer.from(octets.slice(headed)).swap16().toString("utf16le")
      : outOfCodes(valuesOf(bitsOf(octets, 8), 7).slice(skipped, size));
  const [, , , reference = 0, of = 1, n = 1] = header;
  const part = headed > 0 ? { reference, of, n } : null;
  return { text: { to: (type === 0x91 ? "+" : "") + number, body, part }, report: (first & 0x20) !== 0 };
}
