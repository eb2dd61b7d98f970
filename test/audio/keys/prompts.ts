import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/app/paths.ts";
import type { Pcm } from "../../../src/audio/pcm.ts";
import { readWav } from "../../../src/audio/wav.ts";
import { inTurn } from "../sounds.ts";

const NAMES = ["closed", "menu", "info", "holiday", "leave-message", "absence"];

/** Announcements as the box plays them, one after the other. */
export async function prompts(): Promise<Pcm> {
  const parts = await Promise.all(
    NAMES.map(async (name) => readWav(await readFile(join(projectRoot, "audio", "fr", `${name}.wav`)))),
  );
  return inTurn(...parts);
}
