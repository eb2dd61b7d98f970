import { readdirSync } from "node:fs";
import type { Profile } from "./profile.ts";
import { generic } from "./profiles/generic.ts";

const folder = new URL("./profiles/", import.meta.url);

/** One file of the folder: whatever it exports is a profile. */
async function profilesIn(file: string): Promise<readonly Profile[]> {
  const exported = (await import(new URL(file, folder).href)) as Readonly<Record<string, Profile>>;
  return Object.values(exported);
}

const files = readdirSync(folder).filter((name) => /(?<!\.d)\.[jt]s$/.test(name));

/**
 * Each file of the folder `profiles`, in the order in which they are tried: the first whose pattern fits is taken. To
 * know another make, put a file there, and a transcript into `test/transcripts`.
 */
export const profiles: readonly Profile[] = (await Promise.all(files.map(profilesIn)))
  .flat()
  .sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));

export const profileNames: readonly string[] = profiles.map(({ name }) => name);

/** Asked to know the modem: ATI0 gives a product code, ATI3 a name. */
export const IDENTIFY: readonly string[] = ["ATI0", "ATI3"];

/** The profile by name, or by what the modem said of itself; `generic` for a stranger. */
export function profileFor(said: readonly string[], name?: string): Profile {
  const text = said.map((line) => line.trim()).join("\n");
  const fits = (profile: Profile) => (name === undefined ? profile.identify?.test(text) : profile.name === name);
  return profiles.find(fits) ?? generic;
}
