import { readFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { countedAs } from "./addresses.ts";

/** Browsers of one office, each with its six and an event stream. */
const MOST = 400;
/** A proxy before the box has them all from one address. */
const MOST_OF_ONE = 200;
/** Of the descriptors that the process may have, so much is for visitors: the rest is for files, mail and the database. */
const SHARE = 0.5;
const WARN_EVERY_MS = 60_000;

/**
 * Bounds how many connections there are, in total and of one address. Where one is too many, the one that has been
 * silent for longest is let go, and the new one taken: connections that are only held open keep nobody out. A
 * connection that could not be taken is logged, and ends nothing.
 */
export function boundConnections(server: Server, log: Log, most = mostByLimit()): void {
  const all = new Map<Socket, string>();
  /** Without a question under way, in the order in which they fell silent. */
  const silent = new Set<Socket>();
  let warned = Number.NEGATIVE_INFINITY;

  const warn = (why: string, address: string | null): void => {
    const now = performance.now();
    if (now - warned < WARN_EVERY_MS) return;
    warned = now;
    log.warn("admin.connections", { why, address, open: all.size });
  };
  const drop = (from: Iterable<Socket>, address: string | null): boolean => {
    for (const socket of from)
      if (address === null || all.get(socket) === address) {
        all.delete(socket);
        silent.delete(socket);
        socket.destroy();
        return true;
      }
    return false;
  };

  server.on("connection", (socket: Socket) => {
    const address = countedAs(socket.remoteAddress);
    const ofOne = [...all.values()].filter((each) => each === address).length;
    const crowd = ofOne >= Math.min(MOST_OF_ONE, most) ? address : all.size >= most ? null : undefined;
    if (crowd !== undefined) {
      warn("too many", crowd);
      if (!drop(silent, crowd)) return void socket.destroy();
    }
    all.set(socket, address);
    silent.add(socket);
    socket.once("close", () => {
      all.delete(socket);
      silent.delete(socket);
    });
  });
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.once("close", () => {
      if (all.has(socket)) silent.add(socket);
    });
  });
  server.on("error", (thrown) => warn(explain(thrown), null));
}

/** By the limit that Linux tells of this process; elsewhere as many as an office needs. */
function mostByLimit(): number {
  try {
    const open = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return open === undefined ? MOST : Math.max(16, Math.min(MOST, Math.floor(Number(open) * SHARE)));
  } catch {
    return MOST;
  }
}
