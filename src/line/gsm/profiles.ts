import { readdirSync } from "node:fs";
import type { GsmProfile } from "./profile.ts";
import { generic } from "./profiles/generic.ts";

const folder = new URL("./profiles/", import.meta.url);

/** One file of the folder: whatever it exports is a profile. */
async function profilesIn(file: string): Promise<readonly GsmProfile[]> {
  const exported = (await import(new URL(file, folder).href)) as Readonly<Record<string, GsmProfile>>;
  return Object.values(exported);
}

const files = readdirSync(folder).filter((name) => /(?<!\.d)\.[jt]s$/.test(name));

/**
 * Each file of the folder `profiles`, in the order in which they are tried: the first whose pattern fits is taken. To
 * know another module, put a file there, and a transcript into `test/transcripts`.
 */
export const gsmProfiles: readonly GsmProfile[] = (await Promise.all(files.map(profilesIn)))
  .flat()
  .sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));

export const gsmProfileNames: readonly string[] = gsmProfiles.map(({ name }) => name);

/** Asked to know the module. */
export const IDENTIFY: readonly string[] = ["ATI", "AT+CGMM"];

/** The profile by name, or by what the modem said of itself; `gsm` for a stranger. */
export function gsmProfileFor(said: readonly string[], name?: string): GsmProfile {
  const text = said.map((line) => line.trim()).join("\n");
  const fits = (profile: GsmProfile) => (name === undefined ? profile.identify?.test(text) : profile.name === name);
  return gsmProfiles.find(fits) ?? generic;
}

/** Of makers that make nothing else; and whatever is known here. */
const MAKERS = /SIMCOM|QUECTEL/i;

/** Whether what a modem said of itself is what a mobile module says. */
export function isMobile(said: readonly string[]): boolean {
  const text = said.join(" ");
  return MAKERS.test(text) || gsmProfiles.some(({ identify }) => identify?.test(text));
}
