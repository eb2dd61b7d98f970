import { z } from "zod";
import { type Clock, within } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Millis, minutes, seconds } from "../kernel/units.ts";
import type { Letter } from "./letter.ts";
import { mailFault } from "./mail-fault.ts";
import type { MailSettings } from "./mail-settings.ts";
import { oneLine } from "./when-and-who.ts";

export interface Envelope {
  /** The same on every attempt, so that a letter that went out twice is shown once. */
  readonly id: string;
  readonly fromName: string;
  readonly to: string;
  readonly attachment: { readonly name: string; readonly file: string } | null;
}

export interface Post {
  /** Resolves when the server has taken the letter. Faults: `notify.*`, see `mail-fault.ts`. */
  send(letter: Letter, envelope: Envelope): Promise<void>;
}

const address = z.email().max(254);
/** For a server that says nothing. */
const PATIENCE = seconds(30);
/** For one that says something now and then. */
const LONGEST = minutes(5);

/** Reads the mail library: a tenth of the start, and no modem waits for it. */
export const readMailer = () => import("nodemailer");

/** A connection for each letter: a few a day do not need one that is kept. */
export function openPost(mail: MailSettings, clock: Clock, patience: Millis = PATIENCE): Post {
  const loopback = /^(localhost|127\.|::1$)/.test(mail.host);
  const send = async (letter: Letter, { id, fromName, to, attachment }: Envelope): Promise<void> => {
    if (!address.safeParse(to).success)
      throw new Fault("notify.bad-address", `"${oneLine(to, 60)}" is not an e-mail address`);
    const { createTransport } = await readMailer();
    const transport = createTransport({
      host: mail.host,
      port: mail.port,
      secure: mail.secure,
      requireTLS: mail.password !== undefined && !loopback,
      ...(mail.user === undefined ? {} : { auth: { user: mail.user, pass: mail.password ?? "" } }),
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      dnsTimeout: patience,
      disableUrlAccess: true,
    });
    const late = (): Fault => new Fault("notify.slow", "The mail server took too long over a letter");
    try {
      await within(clock, LONGEST, late, () =>
        transport.sendMail({
          messageId: `<${id}@${mail.from.split("@").at(-1)}>`,
          from: { name: oneLine(fromName, 80), address: mail.from },
          to: { name: "", address: to },
          subject: oneLine(letter.subject, 200),
          text: letter.text,
          html: letter.html,
          // So that no out-of-office reply comes back (RFC 3834).
          headers: { "Auto-Submitted": "auto-generated" },
          ...(attachment
            ? { attachments: [{ filename: attachment.name, path: attachment.file, contentType: "audio/wav" }] }
            : {}),
        }),
      );
    } catch (thrown) {
      throw mailFault(thrown);
    } finally {
      transport.close();
    }
  };
  return { send };
}
