import type { ServerResponse } from "node:http";

/** A listener that falls this far behind is let go, and what it listens to with it. Bytes. */
const TOO_MUCH = 1024 * 1024;

/** Lines of JSON to somebody's browser. */
export interface Ndjson<T> {
  /** What is put before it is open goes first. */
  put(sign: T): void;
  open(): void;
  end(): void;
}

export function ndjson<T>(raw: ServerResponse): Ndjson<T> {
  let waiting: string[] | null = [];
  const write = (line: string): void => {
    if (raw.writableEnded || raw.destroyed) return;
    raw.write(line);
    if (raw.writableLength > TOO_MUCH) raw.destroy();
  };
  return {
    put(sign) {
      const line = `${JSON.stringify(sign)}\n`;
      if (waiting) waiting.push(line);
      else write(line);
    },
    open() {
      raw.writeHead(200, {
        "content-type": "application/x-ndjson; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      const first = waiting ?? [];
      waiting = null;
      for (const line of first) write(line);
    },
    end: (): void => void raw.end(),
  };
}
