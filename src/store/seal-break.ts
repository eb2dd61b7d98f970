import type { Instant } from "../kernel/units.ts";
import type { Reading, Transaction } from "./database.ts";
import { type Anchor, readAnchors } from "./seal-anchors.ts";
import { append, type SealRow } from "./seal-chain.ts";

/**
 * The chain says of itself that it is not the one that was here before: a backup was put in place, from which it goes on,
 * or the example was left, after which it begins anew. What was sealed meanwhile is not in it, and was not cut off.
 */
export interface SealBreak {
  readonly why: "restore" | "example";
  readonly by: string;
  /** When the backup was made; null for none. */
  readonly madeAt: Instant | null;
  /** The witnesses of what was here before and is not in this chain, its end among them. */
  readonly left: readonly Anchor[];
}

/** The newest row; null while there is none. Of a database of any release. */
export async function endOfChain(from: Reading): Promise<Anchor | null> {
  if (!(await from.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seal'"))) return null;
  return (await from.get<Anchor>("SELECT seq, hash FROM seal ORDER BY seq DESC LIMIT 1")) ?? null;
}

/** `folder`: whose witnesses are there. `end`: of the chain that was there. `tx`: has the chain that takes its place. */
export async function sealBreak(
  tx: Transaction,
  at: Instant,
  { folder, end, ...said }: Omit<SealBreak, "left"> & { readonly folder: string; readonly end: Anchor | null },
): Promise<void> {
  const left = new Map<string, Anchor>();
  for (const { seq, hash } of [...(await readAnchors(folder)), ...(end ? [end] : [])]) {
    const here = await tx.get<Pick<SealRow, "hash">>("SELECT hash FROM seal WHERE seq = ?", [seq]);
    if (here?.hash !== hash) left.set(keyOf({ seq, hash }), { seq, hash });
  }
  const value: SealBreak = { ...said, left: [...left.values()] };
  await append(tx, { at, kind: "break", subject: said.why, value });
}

export const keyOf = ({ seq, hash }: Anchor): string => `${seq}:${hash}`;

/** What a row of this kind says; null for bytes that say nothing of the kind. */
export function breakOf(value: unknown): SealBreak | null {
  const { why, by, madeAt, left } = (value ?? {}) as Partial<SealBreak>;
  if ((why !== "restore" && why !== "example") || typeof by !== "string" || !Array.isArray(left)) return null;
  return { why, by, madeAt: madeAt ?? null, left };
}
