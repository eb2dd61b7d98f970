import { type ChildProcess, spawn } from "node:child_process";
import type { Clock } from "../../kernel/clock.ts";
import { type Program, program } from "./program.ts";
import { playing, WITH_US } from "./programs.ts";

export interface Playback extends Program {
  /** Hands bytes over; the system keeps what the program has not taken yet. */
  write(bytes: Uint8Array): void;
}

/** Speaks to a card, through `aplay`. What comes late, or to one that has ended, is lost: its end is told by `over`. */
export function playback(device: string, env: NodeJS.ProcessEnv, clock: Clock): Playback {
  const child: ChildProcess = spawn(WITH_US, playing(device), {
    stdio: ["pipe", "ignore", "pipe"],
    env,
    // Ctrl-C at a terminal must not take the sound away before the caller was told.
    detached: true,
  });
  const minded = program(child, clock);
  // Where no process can be started at all it has none.
  const { stdin } = child;
  stdin?.on("error", () => undefined);
  return {
    ...minded,
    // It waits for more, and hears no signal in that.
    end() {
      stdin?.destroy();
      return minded.end();
    },
    write(bytes) {
      if (stdin?.writable) stdin.write(bytes);
    },
  };
}
