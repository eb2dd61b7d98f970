import { stat, statfs } from "node:fs/promises";
import { Fault } from "../kernel/fault.ts";

/** Kept free for the calls that come meanwhile: three hours of messages. Bytes. */
const FOR_CALLS = 200 * 1024 * 1024;

/** Faults: `backup.no-room` where the disk has no room for so many bytes, and some more for what callers say. */
export async function needRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < bytes + FOR_CALLS)
    throw new Fault(
      "backup.no-room",
      `${megabytes(bytes + FOR_CALLS)} must be free on the disk, ${megabytes(free)} are`,
    );
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** 0 where there is no file. */
export const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
