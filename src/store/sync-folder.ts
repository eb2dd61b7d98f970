import { open } from "node:fs/promises";

/** Puts a rename on the disk: without it, a power cut may bring the old name back. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
