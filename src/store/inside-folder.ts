import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** Paths of files in the data folder, which may be another tomorrow: kept as they are within it, and told as they are now. */
export interface InsideFolder {
  /** As a row keeps it; one outside of the folder as it is. */
  kept(path: string): string;
  /** Where the file is. Nothing stays nothing. */
  found(kept: string): string;
}

export function insideFolder(folder: string): InsideFolder {
  const root = resolve(folder);
  return {
    kept(path) {
      if (!isAbsolute(path)) return path;
      const within = relative(root, path);
      return within === "" || within === ".." || within.startsWith(`..${sep}`) ? path : within;
    },
    found: (kept) => (kept === "" || isAbsolute(kept) ? kept : join(root, kept)),
  };
}
