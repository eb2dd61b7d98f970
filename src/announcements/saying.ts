import { z } from "zod";
import type { Language } from "../duty/office.ts";

/** How fast a voice speaks, in percent of its own pace: whole, 50 to 150. */
export type Speed = number;

/** What a spoken sound is made of, and so known by. */
export interface Saying {
  readonly text: string;
  readonly language: Language;
  readonly speed: Speed;
}

/** What an office may choose. */
export const SLOWEST: Speed = 50;
export const FASTEST: Speed = 150;

const speed = z.int().min(SLOWEST).max(FASTEST);
/** The two paces of an office: the one for everybody, and that for callers who are hard of hearing, never faster. */
export const speedsSchema = z.strictObject({ usual: speed, slow: speed }).refine(({ usual, slow }) => slow <= usual, {
  path: ["slow"],
  error: "the slower voice is not faster than the usual one",
});
export type Speeds = Readonly<z.infer<typeof speedsSchema>>;

/** A little slower than the voice's own: many callers are old, and a telephone carries half of a voice. */
export const defaultSpeeds: Speeds = { usual: 90, slow: 75 };

/** The key of the setting that has them. */
export const VOICE_SETTING = "voice";

/** What was kept under that key, or what a new office has. */
export const readSpeeds = (kept: unknown): Speeds => speedsSchema.safeParse(kept).data ?? defaultSpeeds;
