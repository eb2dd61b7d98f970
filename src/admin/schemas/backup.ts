import { z } from "zod";
import { at } from "./common.ts";

const contents = z.object({ calls: z.int(), messages: z.int(), announcements: z.int(), users: z.int() });
const password = z.string().min(1).max(200).nullable();

/** How backups stand: asked again and again while one is made or restored. */
export const backup = z.object({
  /** Null when nobody ever made one. */
  last: z.object({ at, by: z.string() }).nullable(),
  making: z.object({ bytes: z.number(), total: z.number() }).nullable(),
  /** One that can be downloaded. */
  ready: z.object({ name: z.string(), size: z.number(), encrypted: z.boolean(), at, contents }).nullable(),
  /** Why the last one was not made. */
  failed: z.string().nullable(),
  restore: z
    .discriminatedUnion("at", [
      z.object({ at: z.literal("receiving"), size: z.number(), received: z.number() }),
      z.object({ at: z.literal("checking"), size: z.number(), bytes: z.number() }),
      /** `code`: `backup.needs-password` and `backup.wrong-password` ask for another try. */
      z.object({ at: z.literal("refused"), code: z.string(), sentence: z.string() }),
      z.object({
        at: z.literal("checked"),
        token: z.string(),
        madeAt: at,
        office: z.string().nullable(),
        release: z.string(),
        contents,
        unsent: z.int(),
        /** It has a technician's settings that differ from those of this box. */
        otherConfig: z.boolean(),
        /** What came since, and is not in it. */
        lost: z.object({ calls: z.int(), messages: z.int() }),
      }),
      z.object({ at: z.literal("replacing") }),
    ])
    .nullable(),
});

/** A file comes in parts, each asked for on its own, so that a slow network keeps no question open for long. Bytes. */
export const PART = 4 * 1024 * 1024;

export const makeBackup = z.object({ password: z.string().min(8).max(200).nullable() });
export const beginRestore = z.object({ name: z.string().max(200), size: z.int().min(1) });
/** Of how many bytes each part is, but for the last. */
export const restoreBegun = z.object({ part: z.int() });
export const partQuery = z.object({ at: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });
export const partTaken = z.object({ received: z.int() });
export const checkRestore = z.object({ password });
export const replaceAll = z.object({ token: z.string().max(64), config: z.boolean().default(true) });

export type BackupView = z.infer<typeof backup>;
export type RestoreView = NonNullable<BackupView["restore"]>;
