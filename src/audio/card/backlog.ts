import { readFile } from "node:fs/promises";

/** How many bytes a program has not taken yet of what it was given; null where the kernel does not tell. */
export type Backlog = (given: number) => Promise<number | null>;

/**
 * By the kernel's count of what a process read (proc_pid_io(5)): between two programs it keeps a quarter of a megabyte,
 * 13 s of sound, and nothing else shows how much of it waits. What was read before the first look is the program itself.
 */
export function backlogOf(pid: number | undefined): Backlog {
  let first: { readonly given: number; readonly read: number } | null = null;
  return async (given) => {
    const text = pid === undefined ? "" : await readFile(`/proc/${pid}/io`, "utf8").catch(() => "");
    const [, count] = /^rchar: (\d+)/m.exec(text) ?? [];
    if (count === undefined) return null;
    const read = Number(count);
    first ??= { given, read };
    return Math.max(0, given - first.given - (read - first.read));
  };
}
