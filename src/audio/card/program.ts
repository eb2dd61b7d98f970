import type { ChildProcess } from "node:child_process";
import type { Clock } from "../../kernel/clock.ts";
import { millis } from "../../kernel/units.ts";
import { RATE } from "../pcm.ts";

/** A program of ALSA at work on a card. */
export interface Program {
  readonly pid: number | undefined;
  /** It has the card, and runs at this many samples a second; null: it ended before that. */
  readonly running: Promise<number | null>;
  /** It ended, by itself or not: its last words. */
  readonly over: Promise<string>;
  /** How often it came too late for the card. */
  readonly late: () => number;
  /** Ends it, for sure. */
  end(): Promise<void>;
}

/** A device that does not answer any more may hold its program up. */
const ENDS_WITHIN = millis(200);
const DIES_WITHIN = millis(1000);
/** Of what it says. */
const MOST_SAID = 4000;

const RATE_TOLD = /^\s*rate\s*:\s*(\d+)/m;

/**
 * Minds a child that was started in this same tick. Nothing that it does is an error that nobody hears: it may not be
 * found, end at any time, or say what it likes.
 */
export function program(child: ChildProcess, clock: Clock): Program {
  let said = "";
  let late = 0;
  let isOver = false;
  let isRunning: (rate: number | null) => void = () => undefined;
  const running = new Promise<number | null>((resolve) => {
    isRunning = resolve;
  });
  child.stderr?.on("data", (bytes) => {
    const text = String(bytes);
    late += text.split(/(?:und|ov)errun!!!/).length - 1;
    said = `${said}${text}`.slice(-MOST_SAID);
    // The line after it is there too: its number is whole.
    const [, rate] = RATE_TOLD.exec(said.slice(0, said.lastIndexOf("\n"))) ?? [];
    if (rate !== undefined) isRunning(Number(rate));
  });
  child.stderr?.on("error", () => undefined);
  const over = new Promise<string>((resolve) => {
    const end = (how: string) => {
      isOver = true;
      isRunning(null);
      resolve(`${lastWords(said)}${how}`.trim());
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code, signal) => end(said.includes("error") ? "" : `it ended with ${signal ?? code}`));
  });
  return {
    pid: child.pid,
    running,
    over,
    late: () => late,
    async end() {
      // One that never began has the number 0 for the system, which is this process and all that were started with it.
      if (child.pid === undefined) return;
      for (const [signal, within] of [
        ["SIGTERM", ENDS_WITHIN],
        ["SIGKILL", DIES_WITHIN],
      ] as const) {
        if (isOver) return;
        child.kill(signal);
        const waited = new AbortController();
        await Promise.race([over, clock.sleep(within, waited.signal).catch(() => undefined)]);
        waited.abort();
      }
    },
  };
}

/** What went wrong, without the setup that it told before. */
const lastWords = (said: string): string =>
  said
    .split("\n")
    .filter((line) => /error|failed|busy|invalid|unknown|unable|cannot|can't|denied|available|warning/i.test(line))
    .slice(-3)
    .map((line) => `${line.trim()} `)
    .join("");

export const isRight = (rate: number): boolean => rate === RATE;
