import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../kernel/clock.ts";
import { type Program, program } from "./program.ts";
import { recording, WITH_US } from "./programs.ts";

const RECORDER = fileURLToPath(new URL("./recorder.cjs", import.meta.url));

/**
 * Hears a card, through node-record-lpcm16. What it throws in starting is thrown on; what it does later (`error` on the
 * stream as a text, on the child where the program is not found, at each `stop` too) is the program's end, and no more.
 */
export async function capture(
  device: string,
  env: NodeJS.ProcessEnv,
  clock: Clock,
  hear: (bytes: Uint8Array) => void,
): Promise<Program> {
  const { default: recorder } = await import("node-record-lpcm16");
  // Where no process can be started at all it throws before it shows the child, whose `error` comes all the same.
  const mind = (message: unknown) => {
    (message as { readonly process: ChildProcess }).process.on("error", () => undefined);
  };
  subscribe("child_process", mind);
  try {
    const options = { recorder: RECORDER, program: WITH_US, words: recording(device), env };
    const started = recorder.record(options);
    // In the same tick: its own listener has the sound flow already.
    started.stream().on("data", hear);
    started.stream().on("error", () => undefined);
    return program(started.process, clock);
  } finally {
    unsubscribe("child_process", mind);
  }
}
