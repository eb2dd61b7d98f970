/** Commands that carry a PIN or a password; these go into no log, transcript or fault. */
const secret = /(\+(?:CPIN2?|CPWD|CLCK|SPIC)\s*=).*/i;

/** What came from a modem, with whatever may be a key of a telephone as `?`. */
export function withoutKeys<Entry extends { readonly kind: string }>(entry: Entry): Entry {
  if (!("bytes" in entry) || !("side" in entry) || entry.side !== "<") return entry;
  const text = Buffer.from(entry.bytes as Uint8Array).toString("latin1");
  return { ...entry, bytes: Buffer.from(text.replaceAll(/[0-9*#]/g, "?"), "latin1") };
}

/** Of a text: hexadecimal digits, as a module takes and gives it. */
const PDU = /\b[0-9A-F]{16,}\b/gi;
/** Nothing else that a modem is told or says has so many digits. */
const NUMBER = /\+?\d[\d .-]{3,}\d/g;
/** Who calls, by name. */
const NAME = /^(NAME\s*=|\+(?:CLIP|CCWA|CNAP|CLCC|CMT|CMGL|CDS|CPBR):).*/i;

/** What was said, as it may stand in a log or a fault: no PIN, nobody's number, name or text. */
export const forLog = (text: string): string =>
  withoutSecrets(text).replace(NAME, "$1 ****").replace(PDU, "****").replace(NUMBER, "****");

/** A command as it may be shown: `AT+CPIN=****`. */
export const withoutSecrets = (command: string): string => command.replace(secret, "$1****");
