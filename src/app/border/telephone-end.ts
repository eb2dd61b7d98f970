import { chmod, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import type { Clock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { seconds } from "../../kernel/units.ts";
import type { Told } from "../../reception/call-entry.ts";
import { spellHappening } from "./happenings.ts";
import { type Answers, type Hears, openPeer, type Peer } from "./peer.ts";
import { places } from "./place.ts";
import { type OfficeWords, officeWords, type TelephoneWords, telephoneWords } from "./words.ts";

export interface TelephoneEndParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly hears: Hears<OfficeWords>;
  readonly answers: Answers<OfficeWords>;
  /** What an office that comes is told first. */
  readonly greet: (peer: Peer<TelephoneWords>) => void;
}

/** The telephone's side of the border: where the office comes to, and comes back to. */
export interface TelephoneEnd {
  /** False when nobody is there, or does not read: no call waits for it. */
  readonly say: Peer<TelephoneWords>["say"];
  readonly ask: Peer<TelephoneWords>["ask"];
  happened(told: Told): void;
  /** When the office of now is gone; at once where there is none. */
  left(): Promise<void>;
  close(): Promise<void>;
}

const ALIVE_EACH = seconds(2);

/** Listens on a local socket that is this user's alone. Without one the telephone works all the same, and says so. */
export async function openTelephoneEnd(parts: TelephoneEndParts): Promise<TelephoneEnd> {
  const { clock, log } = parts;
  const closing = new AbortController();
  let office: Peer<TelephoneWords> | null = null;
  let missed = 0;
  let leaving: (() => void)[] = [];

  const come = (socket: Socket): void => {
    // The newest is the one that lives: one before that was killed may not have been noticed yet.
    office?.close();
    const peer: Peer<TelephoneWords> = openPeer<TelephoneWords, OfficeWords>({
      socket,
      mine: telephoneWords,
      theirs: officeWords,
      clock,
      log,
      hears: parts.hears,
      answers: parts.answers,
      gone() {
        if (office === peer) office = null;
        for (const left of leaving) left();
        leaving = [];
      },
    });
    office = peer;
    missed = 0;
    parts.greet(peer);
  };
  const listening = await listen(parts.folder, come, log);

  const say: TelephoneEnd["say"] = (kind, body) => office?.say(kind, body) ?? false;
  const living = (async () => {
    while (!closing.signal.aborted) {
      await clock.sleep(ALIVE_EACH, closing.signal).catch(() => undefined);
      say("alive", {});
    }
  })();
  return {
    say,
    ask: async (kind, body, options) => {
      if (!office) throw new Fault("app.no-office", "The office process is away.");
      return office.ask(kind, body, options);
    },
    happened(told) {
      if (!office) return;
      if (missed > 0 && office.say("missed", { count: missed })) missed = 0;
      if (!office.say("happening", spellHappening(told))) missed++;
    },
    left: () => new Promise((resolve) => (office ? leaving.push(resolve) : resolve())),
    async close() {
      closing.abort();
      office?.close();
      await living;
      await listening?.close();
    },
  };
}

async function listen(folder: string, come: (socket: Socket) => void, log: Log) {
  for await (const place of places(folder)) {
    try {
      // Whoever has the lock of the telephone is the only one: one that is there was left behind.
      await rm(place.path, { force: true });
      const server = createServer(come);
      await bind(server, place.path);
      // No descriptor is left for one who comes: they come again.
      server.on("error", (thrown) => log.warn("app.border", { why: explain(thrown) }));
      return {
        async close() {
          server.close();
          await rm(place.path, { force: true }).catch(() => undefined);
          await place.close();
        },
      };
    } catch (thrown) {
      log.warn("app.border", { why: explain(thrown), place: place.path });
      await place.close();
    }
  }
  log.error("app.no-border", { sentence: "Calls are answered; the page can't see them." });
  return null;
}

/** For nobody else from its first moment on. */
async function bind(server: Server, path: string): Promise<void> {
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } finally {
    process.umask(mask);
  }
  await chmod(path, 0o600);
}
