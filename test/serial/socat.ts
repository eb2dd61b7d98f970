import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A real pseudo-terminal: what is opened at `path` talks to `write` and `heard`. */
export interface Pty {
  readonly path: string;
  write(bytes: Uint8Array): void;
  /** Resolves once this holds for everything heard so far. */
  until(enough: (heard: Buffer) => boolean): Promise<Buffer>;
  /** Takes the pseudo-terminal away, as unplugging does. */
  unplug(): Promise<void>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

export function freshPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "serial-"));
  folders.add(folder);
  return join(folder, "modem");
}

/** `path` is a link; the same one again is the modem that returns. `modem` is a socat address: who is behind it. */
export async function socatPty(path: string = freshPath(), modem = "STDIO"): Promise<Pty> {
  const child = spawn("socat", [`PTY,link=${path},rawer`, modem], { stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let heard = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
  });
  while (!existsSync(path)) {
    if (child.exitCode !== null) throw new Error("socat did not start");
    await pause(5);
  }
  return {
    path,
    write: (bytes) => void child.stdin.write(bytes),
    async until(enough) {
      while (!enough(heard)) await once(child.stdout, "data");
      return heard;
    },
    async unplug() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}

export function unplugAll(): void {
  for (const child of running) child.kill();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
