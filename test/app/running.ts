import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "../admin/client.ts";

const PROGRAM = join(import.meta.dirname, "..", "..", "src", "app", "permanence.js");

/** `permanence start` in a process of its own, on a free port of this machine. */
export class Running {
  said = "";
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (this.said += text));
  }

  /** With its page served. `node`: options of Node itself, in each of its processes. `config.json` says on which port. */
  static async start(folder: string, { node = "", umask = "022" } = {}): Promise<Running> {
    const words = [PROGRAM, "start", "--no-demo", "--data", folder].map((word) => `"${word}"`).join(" ");
    const command = `umask ${umask}; exec "${process.execPath}" ${words}`;
    const running = new Running(
      spawn("/bin/sh", ["-c", command], {
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, NODE_OPTIONS: node },
      }),
    );
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

  client(): Client {
    return new Client(`http://127.0.0.1:${/The page: \w+:\/\/[\w.-]+:(\d+)/.exec(this.said)?.[1]}`);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }
}

/** Of a folder for `Running`. */
export const pageHere = { host: "127.0.0.1", port: 0, mdns: null };
