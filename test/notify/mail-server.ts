import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
}

export interface MailServer {
  readonly port: number;
  readonly letters: Received[];
  close(): Promise<void>;
}

/** A real SMTP server on loopback. */
export async function mailServer(options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const letters: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    closeTimeout: 50,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString("latin1"),
        });
        done();
      });
    },
    ...options,
  });
  // Connections that break are the tests' own doing.
  server.on("error", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export const headers = (raw: string): string => raw.slice(0, raw.indexOf("\r\n\r\n"));

/** The readable text of a letter. */
export function body(raw: string): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)(\r\n--|$)/.exec(raw)?.[1] ?? "";
  const encoding = /text\/plain[\s\S]*?Content-Transfer-Encoding: (\S+)/.exec(raw)?.[1];
  if (encoding === "base64") return Buffer.from(part, "base64").toString("utf8");
  const bytes = part
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8").replace(/\r\n/g, "\n");
}

/** The bytes of the attached sound; null when there is none. */
export function attachment(raw: string): Buffer | null {
  const part = /Content-Type: audio\/wav[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(raw)?.[1];
  return part === undefined ? null : Buffer.from(part, "base64");
}

/** A header with its encoded words decoded. */
export function header(raw: string, name: string): string {
  const line = new RegExp(String.raw`^${name}: ([\s\S]*?)\r\n(?! )`, "im").exec(`${headers(raw)}\r\n`)?.[1] ?? "";
  return line
    .replace(/\r\n\s+/g, " ")
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      how.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("utf8")
        : Buffer.from(
            text
              .replaceAll("_", " ")
              .replace(/=([0-9A-F]{2})/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            "latin1",
          ).toString("utf8"),
    );
}
