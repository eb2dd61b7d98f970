import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { project } from "./built-page.ts";

const program = join(import.meta.dirname, "../../src/app/permanence.js");

export interface Appliance {
  readonly url: string;
  readonly folder: string;
  close(): Promise<void>;
}

/** The appliance as its user starts it, with its simulator in a process of its own. */
export async function startAppliance(office: object, config: object = {}): Promise<Appliance> {
  const folder = await mkdtemp(join(tmpdir(), "permanence-page-"));
  const web = { host: "127.0.0.1", port: 0, mdns: null };
  await writeFile(join(folder, "office.json"), JSON.stringify(office));
  await writeFile(join(folder, "config.json"), JSON.stringify({ web, ...config }));
  await promisify(execFile)(process.execPath, [program, "import", join(folder, "office.json"), "--data", folder]);
  const child: ChildProcess = spawn(process.execPath, [program, "start", "--no-demo", "--data", folder], {
    cwd: project,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.once("exit", () => reject(new Error(`the appliance ended:\n${said}`)));
    child.stdout?.on("data", (text) => {
      said += text;
      const told = /try it with: (\S+)\/phone/.exec(said)?.[1];
      if (told) resolve(told);
    });
  });
  return {
    url,
    folder,
    async close() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
