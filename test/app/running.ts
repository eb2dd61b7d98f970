import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");

/** `permanence start` in a process of its own, on a free port of this machine. */
export class Running {
  said = "";
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (this.said += text));
  }

  /** With its page served. `node`: options of Node itself, in each of its processes. `config.json` says on which port. */
  static async start(
    folder: string,
    { node = "", umask = "022", program = PROGRAM, env = {} as Readonly<Record<string, string>> } = {},
  ): Promise<Running> {
    const words = [program, "start", "--no-demo", "--data", folder].map((word) => `"${word}"`).join(" ");
    const command = `umask ${umask}; exec "${process.execPath}" ${words}`;
    const child = spawn("/bin/sh", ["-c", command], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env, NODE_OPTIONS: node },
    });
    const running = new Running(child, folder);
    await running.until(/The page: .*\n/);
    return running;
  }

  async until(words: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = words.exec(this.said);
      if (found) return found;
      assert.equal(this.#child.exitCode, null, `the appliance ended:\n${this.said}`);
      await wait(20);
    }
  }

  /** Words that were said after these. */
  async next(words: RegExp, after: number): Promise<void> {
    await until(
      () => words.test(this.said.slice(after)),
      () => `${words} after:\n${this.said.slice(after)}`,
    );
  }

  /** One of its processes, by the lock that it holds; null while there is none. */
  async pid(name: "telephone" | "office"): Promise<number | null> {
    const text = await readFile(join(this.#folder, `${name}.pid`), "utf8").catch(() => "");
    const pid = Number(text.split(" ")[0]);
    return pid > 0 && isAlive(pid) ? pid : null;
  }

  /** Kills one of its processes, as nothing in it can foresee. */
  async kill(name: "telephone" | "office", signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
    const pid = await this.pid(name);
    if (pid !== null) process.kill(pid, signal);
    return pid;
  }

  /** The reader of all that it says goes away. */
  deafen(): void {
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  get launcher(): number {
    return this.#child.pid ?? 0;
  }

  client(): Client {
    return new Client(`http://127.0.0.1:${/The page: \w+:\/\/[\w.-]+:(\d+)/.exec(this.said)?.[1]}`);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    const others = await Promise.all([this.pid("telephone"), this.pid("office")]);
    this.#child.kill(signal);
    await ended;
    // A launcher that was killed can't wait for those that it started: they go by themselves.
    await until(
      () => others.every((pid) => pid === null || !isAlive(pid)),
      () => "its processes are gone",
    );
  }
}

/** One that has ended and that nobody has asked about yet is not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Of a folder for `Running`. */
export const pageHere = { host: "127.0.0.1", port: 0, mdns: null };
