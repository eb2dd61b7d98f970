import { join } from "node:path";
import { type KeptSound, keepSound } from "../../announcements/keep-sound.ts";
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

/**
 * Makes an upload fit for the telephone and keeps it.
 * Faults: `admin.not-a-sound`, `admin.no-speech`, `admin.too-long`, and those of the disk.
 */
export async function keepRecording(
  folder: string,
  which: Announcement,
  upload: Uint8Array,
  cut: Cut,
  workshop: Workshop,
): Promise<KeptSound> {
  checkLength(upload);
  // In a thread: the sums of a minute of sound would hold up everybody else meanwhile.
  const converted = await workshop.run<Converted>(
    converter,
    { upload, cut: { ...cut, music: isWordless(which.kind) } },
    upload,
  );
  if ("refused" in converted) throw new Refused(converted.refused, converted.what);
  try {
    return await keepSound(join(folder, "announcements"), which, converted.wav);
  } catch (thrown) {
    const fault = storeFault(thrown);
    throw blamesDisk(fault) ? fault : new Refused("disk", fillingOf(new Fault("store.disk", "", thrown)), {}, thrown);
  }
}
