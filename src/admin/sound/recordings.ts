import { createHash, randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isWordless } from "../../attendant/announcement-kinds.ts";
import type { Announcement } from "../../attendant/plan.ts";
import { checkWavHeader } from "../../audio/wav-header.ts";
import { Fault } from "../../kernel/fault.ts";
import { minutes } from "../../kernel/units.ts";
import { blamesDisk, storeFault } from "../../store/sqlite-fault.ts";
import { fillingOf } from "../sentences/fillings.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Workshop } from "../server/workshop.ts";
import type { Converted, Cut } from "./convert-sound.ts";

const converter = new URL("./convert-worker.js", import.meta.url);

/** What is cut from may be longer than what callers hear; hours of it are nobody's announcement. */
const LONGEST_UPLOAD = minutes(10);

/** By the header alone, before anything is done with it. */
function checkLength(upload: Uint8Array): void {
  try {
    checkWavHeader(upload, LONGEST_UPLOAD);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== "audio.too-long") throw thrown;
    throw new Refused("too-long", String(LONGEST_UPLOAD / 1000), {}, thrown);
  }
}

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
  workshop: Workshop,
): Promise<Kept> {
  checkLength(upload);
  // In a thread: the sums of a minute of sound would hold up everybody else meanwhile.
  const converted = await workshop.run<Converted>(
    converter,
    { upload, cut: { ...cut, music: isWordless(kind) } },
    upload,
  );
  if ("refused" in converted) throw new Refused(converted.refused, converted.what);
  const { wav } = converted;
  const sha256 = createHash("sha256").update(wav).digest("hex");
  const into = join(folder, "announcements");
  const name = `${kind.replace(".", "-")}${urgent ? "-urgent" : ""}-${language}-${sha256.slice(0, 16)}.wav`;
  await mkdir(into, { recursive: true });
  const part = join(into, `${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(part, wav, { flush: true });
    await rename(part, join(into, name));
  } catch (thrown) {
    await rm(part, { force: true });
    const fault = storeFault(thrown);
    throw blamesDisk(fault) ? fault : new Refused("disk", fillingOf(new Fault("store.disk", "", thrown)), {}, thrown);
  }
  return { file: join(into, name), sha256 };
}
