import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Speaking } from "../announcements/engines.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { seconds } from "../kernel/units.ts";
import { readSound } from "./border/sound-in-letters.ts";
import type { TelephoneEnd } from "./border/telephone-end.ts";

/** Which engines have spoken what is kept, best first in each language. Written by the office, read by the telephone. */
export interface EngineNames {
  readonly fr: string[];
  readonly en: string[];
}

const names = z.object({ fr: z.array(z.string()), en: z.array(z.string()) });
const fileIn = (folder: string): string => join(folder, "engines.json");
/** An engine takes half a minute at most; whoever waits for a sound gives up before. */
const SPEAK_WITHIN = seconds(30);

/** None where there is no list: nothing was spoken yet. */
export async function readEngineNames(folder: string): Promise<EngineNames> {
  const text = await readFile(fileIn(folder), "utf8").catch(() => "null");
  try {
    return names.parse(JSON.parse(text));
  } catch {
    return { fr: [], en: [] };
  }
}

/** Beside the sounds themselves; a disk that can't be written has no sounds either. */
export async function keepEngineNames(folder: string, engines: EngineNames, log: Log): Promise<void> {
  try {
    const file = fileIn(folder);
    await writeFile(`${file}.new`, JSON.stringify(engines), { mode: 0o600 });
    await rename(`${file}.new`, file);
  } catch (thrown) {
    log.warn("app.engines-not-kept", { why: explain(thrown) });
  }
}

/** The office's voice, as the telephone has it: its sounds are files, and what was never spoken is asked for. */
export function officeVoice(border: Pick<TelephoneEnd, "ask">, engines: () => EngineNames): Speaking {
  return {
    names: (language) => engines()[language],
    async speak(saying, signal) {
      const { engine, sound } = await border.ask("speak", saying, { within: SPEAK_WITHIN, signal });
      return { engine, pcm: readSound(sound) };
    },
    close: () => undefined,
  };
}
