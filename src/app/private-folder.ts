import { chmod, lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";

/** What others than the owner may do. */
const OTHERS = 0o077;

/**
 * Takes from everybody but its owner what a data folder holds: a release of before, or a copy put there by hand, may have
 * left it readable. The folder itself comes first, and closes all that is in it; the rest for the day it is moved.
 * What is not ours to change is logged once and stays.
 */
export async function keepPrivate(folder: string, log: Log): Promise<void> {
  const refused: string[] = [];
  const mend = async (path: string): Promise<void> => {
    const { mode } = await lstat(path);
    if ((mode & OTHERS) !== 0) await chmod(path, mode & 0o7777 & ~OTHERS);
  };
  const walk = async (path: string): Promise<void> => {
    try {
      const found = await lstat(path);
      // Of a link only what it leads to has rights, and that may lie anywhere.
      if (found.isSymbolicLink()) return;
      await mend(path);
      if (found.isDirectory()) for (const name of await readdir(path)) await walk(join(path, name));
    } catch (thrown) {
      // One that is gone by now is nobody's.
      if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") refused.push(`${path}: ${explain(thrown)}`);
    }
  };
  await walk(folder);
  if (refused.length > 0) log.warn("app.readable-by-others", { files: refused.length, first: refused[0] });
}
