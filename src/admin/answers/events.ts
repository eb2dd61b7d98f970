import type { FastifyRequest } from "fastify";
import { explain } from "../../kernel/fault.ts";
import { seconds } from "../../kernel/units.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import { countedAs } from "../server/addresses.ts";
import type { Board } from "../server/board.ts";
import type { Discretion } from "../server/discretion.ts";
import type { Listener } from "../server/listeners.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { COOKIE, type Sessions, type Visitor } from "../server/sessions.ts";
import { hourNow } from "../views/hour-now.ts";

/** Pages at once; each costs a socket. */
const MOST = 200;
/** Windows of one browser, and browsers of one address. */
const MOST_OF_SESSION = 60;
const MOST_OF_ADDRESS = 120;
/** Proxies and telephones let a silent connection go after half a minute or so. */
export const BEAT = seconds(20);
/** How soon a browser comes back. Milliseconds. */
const RETRY = 2000;

export function eventsAnswers(
  parts: AdminParts,
  board: Board,
  live: Live,
  sessions: Sessions,
  discretion: Discretion,
  closing: AbortSignal,
): Answers<"events"> {
  const { clock, log } = parts;
  const open: { readonly token: string; readonly address: string }[] = [];

  /** Faults: `admin.too-many`, `admin.signed-out`. */
  function admit(visitor: Visitor | null, request: FastifyRequest): (typeof open)[number] {
    if (!visitor) throw new Refused("signed-out");
    const one = { token: visitor.token, address: countedAs(request.ip) };
    const ofSession = open.filter(({ token }) => token === one.token).length;
    const ofAddress = open.filter(({ address }) => address === one.address).length;
    if (open.length >= MOST || ofSession >= MOST_OF_SESSION || ofAddress >= MOST_OF_ADDRESS)
      throw new Refused("too-many", "60");
    open.push(one);
    return one;
  }

  return {
    async events({ language, request, reply, visitor, by }) {
      const one = admit(visitor, request);
      const gone = new AbortController();
      const signal = AbortSignal.any([gone.signal, closing]);
      reply.hijack();
      const { raw } = reply;
      const listener: Listener = {
        language,
        isOwed: () => discretion.isOwed(by),
        write: (text) => void raw.write(text),
        waiting: () => raw.writableLength,
        close: () => raw.destroy(),
      };
      raw.on("close", () => gone.abort());
      raw.on("error", () => gone.abort());
      signal.addEventListener("abort", () => {
        open.splice(open.indexOf(one), 1);
        live.listeners.remove(listener);
        raw.end();
      });
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      raw.write(`retry: ${RETRY}\n\n`);
      const lastId = request.headers["last-event-id"];
      const { missed, resume } = live.listeners.add(listener, typeof lastId === "string" ? lastId : null);
      const calls = board.calls().map(({ id }) => id);
      live.listeners.greet(listener, "hello", { now: hourNow(parts), missed, calls });
      resume();
      void beat(listener, request.cookies[COOKIE], signal);
      return reply;
    },
  };

  /** Whoever has signed out meanwhile, or was signed out, hears nothing more. */
  async function beat(listener: Listener, cookie: string | undefined, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        await clock.sleep(BEAT, signal);
        if (!(await sessions.of(cookie))) return listener.close();
        live.listeners.greet(listener, "beat", { now: hourNow(parts) });
      }
    } catch (thrown) {
      // The page was closed, or the appliance is; else the browser comes back by itself, and is asked who it is again.
      if (!signal.aborted) log.warn("admin.beat", { why: explain(thrown) });
      listener.close();
    }
  }
}
