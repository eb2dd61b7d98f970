import { join } from "node:path";
import { z } from "zod";

/**
 * What a backup is: a tar of `permanence.db`, `config.json` where there is one, `messages/*.wav`, `announcements/*.wav`
 * and, last, `manifest.json`, which names all of them. Last, so that each file is read once and its sum is that of the
 * very bytes that were packed; a backup that was cut short has none. Not compressed: telephone sound shrinks by a
 * quarter at ten times the work, and what is not compressed can't unpack to more than it is. With a password all of it
 * is within one `age` file, which any `age` program opens.
 */
export const FORMAT = 1;
export const MANIFEST = "manifest.json";
export const DATABASE = "permanence.db";
export const CONFIG = "config.json";

/** Three hundred hours of messages: more than any office keeps, and an upload of it ends on the same day. Bytes. */
export const LARGEST = 16 * 1024 ** 3;

/** Logarithm of the effort to try a password: 256 MB and a second of a quick machine, as of every `age` program. */
export const WORK_FACTOR = 18;

const file = z.strictObject({ name: z.string(), size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

export const manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** UTC epoch milliseconds. */
  madeAt: z.int().min(0),
  /** Null where none was set up. */
  office: z.string().nullable(),
  /** The release that made it. */
  release: z.string(),
  /** The database's version. */
  schema: z.int().min(0),
  files: z.array(file),
});

export type Manifest = z.infer<typeof manifest>;
export type PackedFile = z.infer<typeof file>;

/** The only names there are in a backup: none leads out of the folder it is unpacked into. */
export const isPackable = (name: string): boolean =>
  [DATABASE, CONFIG].includes(name) ||
  /^messages\/[\w-]{1,64}\.wav$/.test(name) ||
  /^announcements\/[\w-]{1,80}\.wav$/.test(name);

/** Where a data folder has what is packed. */
export const placesIn = (folder: string) => ({
  database: join(folder, DATABASE),
  config: join(folder, CONFIG),
  messages: join(folder, "messages"),
  announcements: join(folder, "announcements"),
});
