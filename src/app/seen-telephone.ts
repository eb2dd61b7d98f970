import type { Clock } from "../kernel/clock.ts";
import type { Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, seconds } from "../kernel/units.ts";
import type { Told } from "../reception/call-entry.ts";
import type { Store } from "../store/store.ts";
import { read, readHappening } from "./border/happenings.ts";
import { noTelephone, type OfficeEnd, openOfficeEnd } from "./border/office-end.ts";
import type { Answers, Peer } from "./border/peer.ts";
import type { OfficeWords, TelephoneWords } from "./border/words.ts";
import { type Lasting, lasting } from "./lasting.ts";
import { createWatchers, type Watchers } from "./watchers.ts";

export interface SeenTelephoneParts {
  readonly folder: string;
  readonly lines: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly answers: Answers<TelephoneWords>;
  /** Each time that it comes. `database`: the file that it has open; null for none. */
  readonly here: (peer: Peer<OfficeWords>, database: number | null) => void;
  readonly outbox: () => void;
  /** To look up what was missed; null until it is open. */
  readonly store: () => Store | null;
}

/** The telephone process as the office sees it. */
export interface SeenTelephone {
  readonly border: OfficeEnd;
  readonly watchers: Watchers;
  readonly troubles: () => readonly Fault[];
  readonly forwards: (line: string) => boolean;
  readonly transcripts: Map<string, () => Lasting>;
  /** When it has said for the first time how it stands. */
  readonly known: Promise<void>;
}

/** The calls of a gap are looked for among so many. */
const MISSED = 50;
/** Clocks of two processes are one, but what is told takes its time. */
const TOLERANCE = seconds(2);

/** Keeps up what the telephone tells, and makes up for what was missed while it could not be heard. */
export function seeTelephone(parts: SeenTelephoneParts): SeenTelephone {
  const { clock, log } = parts;
  const watchers = createWatchers(() => undefined, log);
  const transcripts = new Map<string, () => Lasting>();
  const forwards = new Map<string, boolean>();
  let troubles: readonly Fault[] = [];
  let heardUntil: Instant | null = null;
  let first = () => {};
  const known = new Promise<void>((resolve) => {
    first = resolve;
  });
  let peer: Peer<OfficeWords> | null = null;

  /** Calls that ended unheard, as they were written down. */
  async function makeUp(since: Instant): Promise<void> {
    const open = new Set(watchers.standing().flatMap((told) => (told.of === "call" ? [told.call.id] : [])));
    for (const call of (await parts.store()?.calls.list({ limit: MISSED })) ?? []) {
      const { id, line, at, caller, endedAt, outcome } = call;
      if (endedAt === null || outcome === null) continue;
      if (!open.has(id) && endedAt < since - TOLERANCE) continue;
      watchers.tell({ of: "end", call: { id, line, at, caller, plan: null }, at: endedAt, outcome } as Told);
    }
  }
  const madeUp = (since: Instant): void =>
    void makeUp(since).catch((why) => log.warn("app.missed", { why: String(why) }));

  const border = openOfficeEnd({
    folder: parts.folder,
    clock,
    log,
    answers: parts.answers,
    hears: {
      here(told) {
        troubles = told.troubles.map(read);
        for (const { name, forwards: does, transcript } of told.lines) {
          forwards.set(name, does);
          transcripts.set(name, lasting(clock, transcript));
        }
        if (heardUntil !== null) madeUp(heardUntil);
        heardUntil = clock.now();
        if (peer) parts.here(peer, told.database);
        first();
      },
      happening(told) {
        heardUntil = clock.now();
        watchers.tell(readHappening(told));
      },
      missed: () => madeUp(heardUntil ?? clock.now()),
      outbox: parts.outbox,
    },
    here(now) {
      peer = now;
    },
    away() {
      for (const line of parts.lines) watchers.tell({ of: "line", line, at: clock.now(), trouble: noTelephone() });
    },
  });
  return {
    border,
    watchers,
    transcripts,
    known,
    troubles: () => troubles,
    forwards: (line) => forwards.get(line) ?? false,
  };
}
