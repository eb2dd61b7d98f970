import { createConnection, type Socket } from "node:net";
import type { Clock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Millis, millis, seconds } from "../../kernel/units.ts";
import { type Answers, type Hears, openPeer, type Peer } from "./peer.ts";
import { places } from "./place.ts";
import { type OfficeWords, officeWords, type TelephoneWords, telephoneWords } from "./words.ts";

export interface OfficeEndParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly hears: Omit<Hears<TelephoneWords>, "alive">;
  readonly answers: Answers<TelephoneWords>;
  /** The telephone is there: what it is to know. */
  readonly here: (peer: Peer<OfficeWords>) => void;
  /** It was not there, or said nothing, for longer than a restart takes. */
  readonly away: () => void;
}

/** The office's side of the border: it comes, and comes back. */
export interface OfficeEnd {
  readonly say: Peer<OfficeWords>["say"];
  /** Faults: `app.no-telephone`, those of the telephone's answer. */
  readonly ask: Peer<OfficeWords>["ask"];
  readonly isHere: () => boolean;
  close(): Promise<void>;
}

const AGAIN = millis(250);
/** A telephone that is started again is back by then. */
const AWAY_AFTER = seconds(3);
/** It says that it lives every two seconds. */
const SILENT_AFTER = seconds(10);
const LOOK = seconds(1);

export function noTelephone(): Fault {
  return new Fault(
    "app.no-telephone",
    "The part of the box that answers calls is away: no call is taken. It is being started again.",
  );
}

export function openOfficeEnd(parts: OfficeEndParts): OfficeEnd {
  const { clock, log } = parts;
  const closing = new AbortController();
  let telephone: Peer<OfficeWords> | null = null;
  let heardAt: Millis = clock.elapsed();
  let toldAway = false;

  const stay = (socket: Socket): Promise<void> =>
    new Promise((resolve) => {
      const leave = () => void socket.destroy();
      closing.signal.addEventListener("abort", leave, { once: true });
      const peer: Peer<OfficeWords> = openPeer<OfficeWords, TelephoneWords>({
        socket,
        mine: officeWords,
        theirs: telephoneWords,
        clock,
        log,
        answers: parts.answers,
        hears: hearing(parts.hears, (kind) => {
          heardAt = clock.elapsed();
          if (kind !== "here") return;
          // Only now: the socket of a process that hangs can be connected to as well.
          [telephone, toldAway] = [peer, false];
          parts.here(peer);
        }),
        gone() {
          if (telephone === peer) [telephone, heardAt] = [null, clock.elapsed()];
          closing.signal.removeEventListener("abort", leave);
          resolve();
        },
      });
    });

  async function coming(): Promise<void> {
    while (!closing.signal.aborted) {
      const socket = await connect(parts.folder);
      if (socket && closing.signal.aborted) socket.destroy();
      else if (socket) await stay(socket);
      await clock.sleep(AGAIN, closing.signal).catch(() => undefined);
    }
  }
  async function looking(): Promise<void> {
    while (!closing.signal.aborted) {
      const before = clock.elapsed();
      await clock.sleep(LOOK, closing.signal).catch(() => undefined);
      // Held up itself: what was said meanwhile is still to be read.
      if (clock.elapsed() - before > 3 * LOOK) heardAt = clock.elapsed();
      if (closing.signal.aborted || toldAway) continue;
      if (clock.elapsed() - heardAt < (telephone ? SILENT_AFTER : AWAY_AFTER)) continue;
      toldAway = true;
      log.error("app.no-telephone", { why: noTelephone().message });
      // One that hangs holds its end open.
      telephone?.close();
      parts.away();
    }
  }
  const running = [coming(), looking()].map((work) =>
    work.catch((thrown) => log.error("app.border", { why: explain(thrown) })),
  );
  return {
    say: (kind, body) => telephone?.say(kind, body) ?? false,
    async ask(kind, body, options) {
      if (!telephone) throw noTelephone();
      try {
        return await telephone.ask(kind, body, options);
      } catch (thrown) {
        throw thrown instanceof Fault && thrown.code === "app.border-gone" ? noTelephone() : thrown;
      }
    },
    isHere: () => telephone !== null && !toldAway,
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Tells of each notice before it is heard. */
function hearing(hears: OfficeEndParts["hears"], first: (kind: string) => void): Hears<TelephoneWords> {
  const all = Object.entries({ ...hears, alive: () => undefined }).map(([kind, hear]) => [
    kind,
    (body: never) => {
      first(kind);
      (hear as (body: never) => void)(body);
    },
  ]);
  return Object.fromEntries(all);
}

/** Null when nobody is there. */
async function connect(folder: string): Promise<Socket | null> {
  for await (const place of places(folder)) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const trying = createConnection(place.path);
      trying.once("error", () => resolve(null));
      trying.once("connect", () => resolve(trying));
    });
    await place.close();
    if (socket) return socket;
  }
  return null;
}
