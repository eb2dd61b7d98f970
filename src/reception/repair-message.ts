import { readFile } from "node:fs/promises";
import { repairRecording } from "../audio/repair-recording.ts";
import { readWav } from "../audio/wav.ts";
import { weigh } from "../audio/weigh.ts";
import type { Repair } from "../store/recover.ts";

/** A recording that was cut off, made valid and weighed. Whatever is in it is kept: nobody was asked whether that was all. */
export const repairMessage: Repair = async (path) => {
  const repaired = await repairRecording(path);
  if (repaired === null) return null;
  const { sound } = await weigh(readWav(await readFile(path)));
  return { duration: repaired.duration, hardlyAudible: sound !== "voice" };
};
