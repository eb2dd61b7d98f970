import { FRAME, RATE } from "../pcm.ts";

/** The programs of Debian's `alsa-utils`, as they are started: one for what is heard, one for what is said. */

/** Pieces of 20 ms, and room for a moment in which this program does something else. */
const PERIOD_US = FRAME * 1000;
const BUFFER_US = 8 * PERIOD_US;
/** What is said begins when so much is there. */
const START_US = 2 * PERIOD_US;

const common = (device: string): readonly string[] => [
  // Its setup is told, and nothing of its progress.
  ...["-q", "-v", "-D", device, "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", `${RATE}`],
  ...["-F", `${PERIOD_US}`, "-B", `${BUFFER_US}`],
];

/** Whatever becomes of this process, its children end with it: a card that is held is one that no next process can use. */
export const WITH_US = "setpriv";
const withUs = (program: string, words: readonly string[]) => ["--pdeathsig", "KILL", program, ...words];

export const recording = (device: string): readonly string[] => withUs("arecord", [...common(device), "-"]);
export const playing = (device: string): readonly string[] =>
  withUs("aplay", [...common(device), "-R", `${START_US}`, "-"]);

/** What they say is read by a program, so they say it in English. */
export const envOf = (config: string | undefined): NodeJS.ProcessEnv => ({
  ...process.env,
  LC_ALL: "C",
  ...(config !== undefined && { ALSA_CONFIG_PATH: config }),
});
