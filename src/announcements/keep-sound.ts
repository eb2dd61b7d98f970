import { createHash, randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Announcement } from "../attendant/plan.ts";

/** What was recorded, as it is kept: never overwritten, for a call of last month played it (G14). */
export interface KeptSound {
  readonly file: string;
  readonly sha256: string;
}

/** Keeps a recorded announcement in this folder, there whole or not at all. Faults: those of the disk. */
export async function keepSound(
  folder: string,
  { kind, language, urgent }: Announcement,
  wav: Uint8Array,
): Promise<KeptSound> {
  const sha256 = createHash("sha256").update(wav).digest("hex");
  const name = `${kind.replace(".", "-")}${urgent ? "-urgent" : ""}-${language}-${sha256.slice(0, 16)}.wav`;
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${randomBytes(6).toString("hex")}.part`);
  try {
    await writeFile(part, wav, { flush: true });
    await rename(part, join(folder, name));
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
  return { file: join(folder, name), sha256 };
}
