import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../src/app/paths.ts";
import type { Contact, Plan, Step } from "../../src/attendant/plan.ts";
import { FRAME_SAMPLES, type Pcm } from "../../src/audio/pcm.ts";
import { readWav } from "../../src/audio/wav.ts";
import type { Office } from "../../src/duty/office.ts";
import { unknownCaller } from "../../src/kernel/caller-id.ts";
import { type Instant, instant, seconds } from "../../src/kernel/units.ts";
import type { Call } from "../../src/reception/reception.ts";

/** Monday 23 November 2026, 10:00 in Paris: duty hours. */
export const MORNING = instant(Date.parse("2026-11-23T09:00:00Z"));
/** The same day, 20:00. */
export const EVENING = instant(Date.parse("2026-11-23T19:00:00Z"));

export const aCall = (changes: Partial<Call> = {}): Call => ({
  id: "20261123-090000-a1b2",
  line: "line-1",
  at: MORNING,
  caller: unknownCaller,
  plan: null,
  ...changes,
});

export const planOf = (...steps: readonly Step[]): Plan => ({ answerAfter: 2, steps, because: [] });

export function contact(office: Office, id: string): Contact {
  const person = office.people.find((each) => each.id === id);
  const number = person?.numbers[0];
  if (person === undefined || number === undefined) throw new Error(`nobody is called ${id}`);
  return { person: id, name: person.name, number, language: person.language };
}

export const forwardTo = (office: Office, ...ids: readonly string[]): Step => ({
  do: "forward",
  to: ids.map((id) => contact(office, id)),
  ringFor: seconds(25),
  screen: true,
  hold: { kind: "hold", language: "fr" },
  via: "duty",
});

/** Someone's voice, recorded, in frames as a line gives them. */
export async function voiceFrames(): Promise<readonly Pcm[]> {
  const sound = readWav(await readFile(join(projectRoot, "audio", "demo", "caller-fr.wav")));
  return Array.from({ length: Math.ceil(sound.length / FRAME_SAMPLES) }, (_, n) =>
    sound.subarray(n * FRAME_SAMPLES, (n + 1) * FRAME_SAMPLES),
  );
}

export const later = (at: Instant, s: number): Instant => instant(at + s * 1000);
