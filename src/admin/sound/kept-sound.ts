import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "../../store/store.ts";

/**
 * The file of a sound that a call remembers by its version: one that an engine spoke, or a recording, by the beginning of its
 * hash. Null when it is not kept any more.
 */
export async function keptSound(folder: string, store: Store, version: string): Promise<string | null> {
  if (!/^[0-9a-f]{16}$/.test(version)) return null;
  const spoken = join(folder, "speech", `${version}.wav`);
  if (await isThere(spoken)) return spoken;
  const recorded = await store.announcements.recording(version);
  return recorded !== null && (await isThere(recorded)) ? recorded : null;
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
