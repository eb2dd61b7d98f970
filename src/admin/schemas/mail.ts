import { z } from "zod";

/** How mail leaves the appliance, and who is told of everything. */

const host = z
  .string()
  .trim()
  .regex(/^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:]{2,45}$/, "not the name of a server");
const port = z.int().min(1).max(65_535);
const address = z.email().max(200);
/** No line may be smuggled into what is said to the server. */
const word = z
  .string()
  .max(200)
  .regex(/^[^\r\n\0]*$/, "a single line");

export const mailForm = z.strictObject({
  host,
  port,
  /** TLS from the first byte (port 465); otherwise STARTTLS, and always before a password is sent. */
  secure: z.boolean(),
  /** Empty for a server that asks for none. */
  user: word.trim(),
  /** Left out: the one that is kept, for the same server and user. */
  password: word.optional(),
  from: address,
  /** Told of every message and missed call, beside the person on duty. */
  to: z.array(address).max(20),
});

/** The password goes in, and never comes out. */
export const mailView = z.object({
  /** Who set what is used now: an admin in the page, a technician in `config.json`, or nobody. */
  by: z.enum(["page", "technician", "nobody"]),
  settings: mailForm
    .omit({ password: true })
    .extend({ host: z.string(), user: z.string(), from: z.string(), to: z.array(z.string()), hasPassword: z.boolean() })
    .nullable(),
  /** Whether a technician's settings are there to go back to. */
  technician: z.boolean(),
  /** What a change says it is based on. */
  revision: z.string(),
  /** Letters that wait to be sent. */
  waiting: z.int(),
});

/** Null: none of the page's own any more. */
export const saveMail = z.strictObject({ based: z.string().max(64), mail: mailForm.nullable() });
/** `mail`: what is in the form; without it, what is used. */
export const testMail = z.object({ to: address, mail: mailForm.optional() });

export type MailForm = z.infer<typeof mailForm>;
export type MailView = z.infer<typeof mailView>;
