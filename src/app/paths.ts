import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

/** The project's own folder: where `audio/` and `package.json` are, above the sources or the build. */
export const projectRoot = (() => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json")) || !existsSync(join(folder, "audio"))) {
    const parent = dirname(folder);
    if (parent === folder) return import.meta.dirname;
    folder = parent;
  }
  return folder;
})();

/** Where one appliance keeps everything: `--data`, else `PERMANENCE_DATA`, else `var/` beside the sources. */
export const dataFolder = (given?: string): string =>
  resolve(given ?? process.env.PERMANENCE_DATA ?? join(projectRoot, "var"));

/** The variable that says what kind the line is which stands for those that no configuration names. */
export const LINES_UNTOLD = "PERMANENCE_LINES";

export const inside = (folder: string) => ({
  config: join(folder, "config.json"),
  database: join(folder, "permanence.db"),
  messages: join(folder, "messages"),
  announcements: join(folder, "announcements"),
  speech: join(folder, "speech"),
  simulator: join(folder, "simulator"),
  transcripts: join(folder, "transcripts"),
});

/** Where the simulator puts the pseudo-terminal of a line. */
export const simulatedPort = (folder: string, line: string): string => join(inside(folder).simulator, `${line}.tty`);

/** And that of its sound, where the line is a mobile one. */
export const soundPortOf = (port: string): string => port.replace(/\.tty$/, ".sound.tty");

/** Of one whose sound is analog: the sound card at its pins, as the simulator makes it. */
export const simulatedCard = (port: string) => ({
  name: "simulated",
  config: port.replace(/\.tty$/, ".card/asound.conf"),
});

/** A sound of the demonstration: `caller-fr`, `mobile-fr`, … */
export const demoSound = (name: string): string => join(projectRoot, "audio", "demo", `${name}.wav`);

/** This release, as `package.json` has it. */
export async function releaseName(): Promise<string> {
  const text = await readFile(join(projectRoot, "package.json"), "utf8").catch(() => "{}");
  const { version } = JSON.parse(text) as { readonly version?: string };
  return version ?? "unknown";
}
