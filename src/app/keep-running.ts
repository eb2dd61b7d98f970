import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import type { Clock } from "../kernel/clock.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Millis, millis, minutes, seconds } from "../kernel/units.ts";
import { ENDED } from "./last-resort.ts";
import { type LaunchedSays, readLaunched } from "./launched.ts";

export interface KeptParts {
  readonly name: string;
  /** Of Node, then of the program. */
  readonly words: readonly string[];
  /** What each start in a row waits before it; the last of them for all further ones. */
  readonly pauses: readonly Millis[];
  /** It says that it lives; without a word for so long it is killed, and started again. */
  readonly silentFor?: Millis;
  readonly stdin?: "ignore" | "pipe";
  readonly clock: Clock;
  readonly log: Log;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly heard?: (says: LaunchedSays) => void;
  /** Beside the launcher's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** It ended and will not be started again, for it would not help. */
  readonly hopeless?: () => void;
}

/** A process that is started again whenever it ends. */
export interface Kept {
  readonly pid: () => number | null;
  /** Tells it to stop, kills it when it does not, and starts it no more. */
  stop(how: (child: ChildProcess) => void): Promise<void>;
}

/** One that lived for so long has not failed at its start: it begins with the first pause again. */
const LIVED = minutes(1);
/** The same of one that said it was ready. */
const WORKED = seconds(5);
const STOP_WITHIN = seconds(25);
const LOOK = seconds(5);

/** Starts it at once, and keeps it running. Never throws: what can't be started now is tried again. */
export function keepRunning(parts: KeptParts): Kept {
  const { name, clock, log, pauses } = parts;
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  let heardAt = clock.elapsed();
  let wasReady = false;

  /** Its exit code; null when it was killed or could not be started. */
  const runOnce = (): Promise<number | null> =>
    new Promise((resolve) => {
      const failed = (thrown: unknown) => {
        log.error("app.not-launched", { name, why: explain(thrown) });
        resolve(null);
      };
      try {
        const stdio: SpawnOptions["stdio"] = [parts.stdin ?? "ignore", "pipe", "pipe", "ipc"];
        const env = { ...process.env, ...parts.env };
        const started = spawn(process.execPath, [...parts.words], { stdio, env });
        started.on("error", failed);
        // Closed rather than ended: what it said last has been read by then.
        started.on("close", (code) => resolve(code));
        // Without descriptors there are no pipes; its error says so.
        started.stdin?.on("error", () => undefined);
        started.stdout?.setEncoding("utf8").on("data", parts.out);
        started.stderr?.setEncoding("utf8").on("data", parts.err);
        started.on("message", (message) => {
          heardAt = clock.elapsed();
          // `node --watch` asks each process which files it has read.
          if (process.env.WATCH_REPORT_DEPENDENCIES) process.send?.(message, undefined, undefined, () => undefined);
          const says = readLaunched(message);
          wasReady ||= says?.is === "ready";
          if (says) parts.heard?.(says);
        });
        child = started;
      } catch (thrown) {
        failed(thrown);
      }
    });

  async function running(): Promise<void> {
    for (let starts = 0; !stopping.signal.aborted; starts++) {
      const since = clock.elapsed();
      heardAt = since;
      wasReady = false;
      const code = await runOnce();
      child = null;
      if (stopping.signal.aborted) return;
      if (code === ENDED.hopeless && starts === 0) return parts.hopeless?.();
      if (clock.elapsed() - since > (wasReady ? WORKED : LIVED)) starts = 0;
      const pause = code === ENDED.again ? millis(0) : (pauses[Math.min(starts, pauses.length - 1)] ?? millis(0));
      log.warn("app.launched-again", { name, code: code ?? "killed", after: pause });
      await clock.sleep(pause, stopping.signal).catch(() => undefined);
    }
  }

  async function watching(silentFor: Millis): Promise<void> {
    while (!stopping.signal.aborted) {
      const before = clock.elapsed();
      await clock.sleep(LOOK, stopping.signal).catch(() => undefined);
      // The launcher itself was held up: what was said meanwhile is not read yet.
      if (clock.elapsed() - before > LOOK * 2) heardAt = clock.elapsed();
      if (!child || clock.elapsed() - heardAt < silentFor) continue;
      log.error("app.silent", { name, sentence: "It says nothing any more, and is killed and started again." });
      child.kill("SIGKILL");
    }
  }

  const whole = running();
  if (parts.silentFor !== undefined) void watching(parts.silentFor);
  return {
    pid: () => child?.pid ?? null,
    async stop(how) {
      stopping.abort();
      if (child) how(child);
      const late = new AbortController();
      clock.sleep(STOP_WITHIN, late.signal).then(
        () => child?.kill("SIGKILL"),
        () => undefined,
      );
      await whole;
      late.abort();
    },
  };
}
