import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { getPriority, setPriority } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { Fault } from "../kernel/fault.ts";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** Given on standard input. */
  readonly input: string;
}

/** More than this of sound is no announcement: 64 MB. */
const MOST_OUTPUT = 64 * 1024 * 1024;
const MOST_COMPLAINT = 500;

/** Speech is made beside calls: it must never take the processor from their sound. So much nicer than who asks for it. */
const NICER = 5;
const NICEST = 19;

/**
 * Runs a program without a shell and gives what it wrote. Ended at once when `signal` aborts.
 * Faults: `announcements.engine` when it can't be started, fails, or writes too much.
 */
export function run({ command, args, input }: Program, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const failed = (why: string, cause?: unknown): void =>
      reject(new Fault("announcements.engine", `${command} ${why}`, cause));
    if (signal.aborted) return failed("was not started in time", signal.reason);
    const child = spawn(command, [...args], { stdio: "pipe", signal, killSignal: "SIGKILL" });
    // First of all: one for which no descriptor is left has no streams, and says so by this.
    child.on("error", (thrown) => failed(signal.aborted ? "took too long" : "can't be run", thrown));
    if (!child.stdout) return;
    const output: Buffer[] = [];
    let size = 0;
    let complaint = "";
    child.stdout.on("data", (part: Buffer) => {
      size += part.length;
      if (size > MOST_OUTPUT) child.kill("SIGKILL");
      else output.push(part);
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      complaint = (complaint + part).slice(0, MOST_COMPLAINT);
    });
    child.on("spawn", () => lowerPriority(child.pid));
    child.on("close", (code, ended) => {
      if (code === 0) resolve(Buffer.concat(output));
      else failed(`ended with ${code ?? ended}${complaint && `: ${complaint.trim()}`}`);
    });
    // A program that ends without reading all of its input closes the pipe: its exit says the rest.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

export function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(NICEST, getPriority() + NICER));
  } catch {
    // It has ended already, or the system has no priorities: it runs as it is.
  }
}

/** Where a program is: a path as it stands, a name along `path`; null when it isn't there or can't be run. */
export async function findProgram(name: string, path: string): Promise<string | null> {
  const places = isAbsolute(name) ? [name] : path.split(delimiter).map((folder) => join(folder, name));
  for (const place of places) {
    const runnable = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runnable) return place;
  }
  return null;
}
