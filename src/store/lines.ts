import type { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database } from "./database.ts";
import type { WriteQueue } from "./write-queue.ts";

/** A moment at which a line became able to take calls, or unable and why. */
export interface LineState {
  readonly line: string;
  readonly at: Instant;
  readonly state: "ready" | "trouble";
  /** The fault's code and sentence. */
  readonly code: string | null;
  readonly sentence: string | null;
}

/** `ready` and `trouble` return at once and are written in order, as calls are. */
export interface LineStore {
  ready(line: string, at: Instant): void;
  trouble(line: string, at: Instant, fault: Fault): void;
  /** Newest first. */
  history(line: string, limit?: number): Promise<LineState[]>;
  /** The last state of every line ever seen. */
  current(): Promise<LineState[]>;
}

export function createLineStore(queue: WriteQueue, read: Database): LineStore {
  const note = (row: LineState) =>
    queue.put(`line ${row.state}`, async (tx) => {
      await tx.insert("line_event", { ...row });
    });
  return {
    ready: (line, at) => note({ line, at, state: "ready", code: null, sentence: null }),
    trouble: (line, at, fault) => note({ line, at, state: "trouble", code: fault.code, sentence: fault.message }),
    history: (line, limit = 100) =>
      read.all("SELECT line, at, state, code, sentence FROM line_event WHERE line = ? ORDER BY id DESC LIMIT ?", [
        line,
        limit,
      ]),
    current: () =>
      read.all(
        `SELECT line, at, state, code, sentence FROM line_event
         WHERE id IN (SELECT max(id) FROM line_event GROUP BY line) ORDER BY line`,
      ),
  };
}
