import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isWordless } from "../attendant/announcement-kinds.ts";
import type { Pcm } from "../audio/pcm.ts";
import { beep } from "../audio/tones.ts";
import { readWav } from "../audio/wav.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Spoken, textKey } from "./spoken.ts";

/** A sound from a file or from the last resort, with what it is known by. */
export interface Found {
  readonly pcm: Pcm;
  readonly version: string;
}

/**
 * A WAV file as telephone sound. It was levelled when it was made: that takes too long while a caller waits.
 * Faults: `audio.*` when it is no WAV, `announcements.empty`, the system's own when it can't be read.
 */
export async function soundFile(file: string): Promise<Found> {
  const bytes = await readFile(file);
  const pcm = readWav(bytes);
  if (pcm.length === 0) throw new Fault("announcements.empty", "There is no sound in this file");
  return { pcm, version: createHash("sha256").update(bytes).digest("hex").slice(0, 16) };
}

/** The shipped sound that names no agency; where that is missing too, a beep: a caller never hears nothing. */
export async function lastResort(
  spoken: Spoken,
  shipped: string,
  log: Log,
): Promise<Found & { readonly origin: "shipped" | "tone" }> {
  // Music is the same in every language.
  const file = join(shipped, isWordless(spoken.kind) ? "" : spoken.language, `${textKey(spoken)}.wav`);
  try {
    return { ...(await soundFile(file)), origin: "shipped" };
  } catch (thrown) {
    log.error("announcements.shipped", { file, why: explain(thrown) });
    return { pcm: beep(), version: "tone", origin: "tone" };
  }
}
