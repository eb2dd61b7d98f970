import { appendFile, readFile } from "node:fs/promises";
import type { Instant } from "../kernel/units.ts";
import type { Anchor } from "../store/verify-seals.ts";

/**
 * The newest row of the chain, kept beside the database at each sealing: a database whose end was cut off, or that was
 * written anew as a whole, does not agree with it. A line each: `number hash instant`. Whoever wants a witness that this
 * machine can't alter notes a line elsewhere.
 */
export async function dropAnchor(file: string, { seq, hash, at }: Anchor & { readonly at: Instant }): Promise<void> {
  const known = await readAnchors(file);
  if (known.some((anchor) => anchor.seq === seq && anchor.hash === hash)) return;
  await appendFile(file, `${seq} ${hash} ${new Date(at).toISOString()}\n`, { mode: 0o600 });
}

/** None where there is no such file. Lines that are no anchor are passed over. */
export async function readAnchors(file: string): Promise<readonly Anchor[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => anchorOf(line) ?? []);
}

/** `12 5c0e…` or `12:5c0e…`, as it is printed; null for anything else. */
export function anchorOf(line: string): Anchor | null {
  const [, seq, hash] = /^\s*(\d{1,15})[ :]([0-9a-f]{64})\b/.exec(line) ?? [];
  return seq === undefined || hash === undefined ? null : { seq: Number(seq), hash };
}
