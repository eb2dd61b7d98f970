import { open } from "node:fs/promises";

/** File systems that keep names by themselves (FAT, some network shares) refuse to sync a folder. */
const refusals: readonly unknown[] = ["EINVAL", "ENOTSUP", "EPERM"];

/** Puts a rename on the disk: without it, a power cut may bring the old name back. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (thrown) {
    if (!refusals.includes((thrown as NodeJS.ErrnoException).code)) throw thrown;
  } finally {
    await handle.close();
  }
}
