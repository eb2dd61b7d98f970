import { statfs } from "node:fs/promises";

/** Bytes that the appliance may still write there; null where the disk does not say. */
export const freeOn = (folder: string): Promise<number | null> =>
  statfs(folder).then(
    // A network's or a container's own file system may say nothing.
    ({ bavail, bsize, blocks }) => (blocks > 0 ? bavail * bsize : null),
    () => null,
  );
