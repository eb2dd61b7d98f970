import { createHash, randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Announcement } from "../../attendant/plan.ts";
import { Fault } from "../../kernel/fault.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Converted, Cut } from "./convert-sound.ts";

const converter = fileURLToPath(new URL("./convert-worker.js", import.meta.url));

/** What was recorded, as it is kept: never overwritten, for a call of last month played it (G14). */
export interface Kept {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Makes an upload fit for the telephone and keeps it.
 * Faults: `admin.not-a-sound`, `admin.no-speech`, `admin.too-long`, and those of the disk.
 */
export async function keepRecording(
  folder: string,
  { kind, language, urgent }: Announcement,
  upload: Uint8Array,
  cut: Cut,
): Promise<Kept> {
  const converted = await convert(upload, cut);
  if ("refused" in converted) throw new Refused(converted.refused, converted.what);
  const { wav } = converted;
  const sha256 = createHash("sha256").update(wav).digest("hex");
  const into = join(folder, "announcements");
  const name = `${kind}${urgent ? "-urgent" : ""}-${language}-${sha256.slice(0, 16)}.wav`;
  await mkdir(into, { recursive: true });
  const part = join(into, `${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(part, wav, { flush: true });
    await rename(part, join(into, name));
  } catch (thrown) {
    await rm(part, { force: true });
    throw new Refused("disk", thrown instanceof Error ? thrown.message : "", {}, thrown);
  }
  return { file: join(into, name), sha256 };
}

/** In a thread of its own: the sums of a minute of sound would hold up every call meanwhile. */
function convert(upload: Uint8Array, cut: Cut): Promise<Converted> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(converter, {
      workerData: { upload, cut },
      // What unpacks to more than that is no announcement.
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.once("message", resolve);
    worker.once("error", (cause) => reject(new Fault("admin.convert", "The recording could not be converted", cause)));
    worker.once("exit", () => reject(new Fault("admin.convert", "The recording could not be converted")));
  });
}
