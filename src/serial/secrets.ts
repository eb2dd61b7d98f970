/** Commands that carry a PIN or a password; these go into no log, transcript or fault. */
const secret = /(\+(?:CPIN2?|CPWD|CLCK|SPIC)\s*=).*/i;

/** What came from a modem, with whatever may be a key of a telephone as `?`. */
export function withoutKeys<Entry extends { readonly kind: string }>(entry: Entry): Entry {
  if (!("bytes" in entry) || !("side" in entry) || entry.side !== "<") return entry;
  const text = Buffer.from(entry.bytes as Uint8Array).toString("latin1");
  return { ...entry, bytes: Buffer.from(text.replaceAll(/[0-9*#]/g, "?"), "latin1") };
}

/** A command as it may be shown: `AT+CPIN=****`. */
export const withoutSecrets = (command: string): string => command.replace(secret, "$1****");
