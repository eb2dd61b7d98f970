import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instant } from "../kernel/units.ts";

/** A row that somebody keeps outside of the database: what comes up to it can't be cut off or written anew. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

const fileIn = (folder: string): string => join(folder, "seals.anchors");

/**
 * The newest row of the chain, kept beside the database at each sealing: a database whose end was cut off, or that was
 * written anew as a whole, does not agree with it. A line each: `number hash instant`. Whoever wants a witness that this
 * machine can't alter notes a line elsewhere.
 */
export async function dropAnchor(folder: string, { seq, hash, at }: Anchor & { readonly at: Instant }): Promise<void> {
  const known = await readAnchors(folder);
  if (known.some((anchor) => anchor.seq === seq && anchor.hash === hash)) return;
  await appendFile(fileIn(folder), `${seq} ${hash} ${new Date(at).toISOString()}\n`, { mode: 0o600 });
}

/** None where there is no such file. Lines that are no anchor are passed over. */
export async function readAnchors(folder: string): Promise<readonly Anchor[]> {
  const text = await readFile(fileIn(folder), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => anchorOf(line) ?? []);
}

/** `12 5c0e…` or `12:5c0e…`, as it is printed; null for anything else. */
export function anchorOf(line: string): Anchor | null {
  const [, seq, hash] = /^\s*(\d{1,15})[ :]([0-9a-f]{64})\b/.exec(line) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}
