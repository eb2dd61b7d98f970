import { Fault } from "../kernel/fault.ts";
import { type Millis, millis } from "../kernel/units.ts";

/** `>` goes to the modem, `<` comes from it. */
export type Side = ">" | "<";

/** What went over a serial line, one entry a line of text; `at` is the time since the start. */
export type TranscriptEntry =
  | { readonly kind: "bytes"; readonly at: Millis; readonly side: Side; readonly bytes: Uint8Array }
  /** So many bytes of audio, as shielded on the wire; which, was not written down. */
  | { readonly kind: "audio"; readonly at: Millis; readonly side: Side; readonly count: number };

/** An entry with the number of the line it stands in, from 1. */
export type ReadEntry = TranscriptEntry & { readonly line: number };

export const transcriptHeading = "# ms since the start; > to the modem, < from it";

/** An entry as a line of text, without the line end: `    1200 > AT+VLS=1\r`. */
export function formatEntry(entry: TranscriptEntry): string {
  const body = entry.kind === "audio" ? `<${entry.count} bytes of audio>` : escapeBytes(entry.bytes);
  return `${String(Math.round(entry.at)).padStart(8)} ${entry.side} ${body}`;
}

/** Printable ASCII as it is, except `\` and `<`; the rest as `\r`, `\n` or `\xNN`. */
export function escapeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[^\x20-\x5b\x5d-\x7e]|[<]|\\| $/g, escapeOne);
}

function escapeOne(char: string): string {
  if (char === "\r") return "\\r";
  if (char === "\n") return "\\n";
  if (char === "\\") return "\\\\";
  return `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function unescapeBytes(body: string): Uint8Array | null {
  if (/\\(?!r|n|\\|x[0-9a-fA-F]{2})/.test(body.replaceAll("\\\\", "")) || /[^\x20-\x7e]/.test(body)) return null;
  const plain = body.replace(/\\(r|n|\\|x..)/g, (_, name: string) => {
    if (name === "r") return "\r";
    if (name === "n") return "\n";
    return name === "\\" ? "\\" : String.fromCharCode(Number.parseInt(name.slice(1), 16));
  });
  return new Uint8Array(Buffer.from(plain, "latin1"));
}

/** Reads a transcript. Empty lines and those with `#` say nothing. Throws `serial.bad-transcript`, naming the line. */
export function readTranscript(text: string): ReadEntry[] {
  return text.split(/\r?\n/).flatMap((row, index): ReadEntry[] => {
    if (row.trim() === "" || row.startsWith("#")) return [];
    const line = index + 1;
    const [, time, side, body] = /^\s*(\d+) ([<>]) (.*)$/.exec(row) ?? [];
    if (time === undefined || body === undefined || (side !== ">" && side !== "<")) {
      throw new Fault(
        "serial.bad-transcript",
        `Line ${line} of the transcript is not "<ms> > bytes" or "<ms> < bytes".`,
      );
    }
    const at = millis(Number(time));
    const count = /^<(\d+) bytes of audio>$/.exec(body)?.[1];
    if (count !== undefined) return [{ kind: "audio", line, at, side, count: Number(count) }];
    const bytes = unescapeBytes(body);
    if (bytes === null) {
      throw new Fault("serial.bad-transcript", `Line ${line} of the transcript has an escape that means nothing.`);
    }
    return [{ kind: "bytes", line, at, side, bytes }];
  });
}
