import { open } from "node:fs/promises";

/** Makes the names in a folder outlive a power cut: a file's own fsync doesn't promise that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
