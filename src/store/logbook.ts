import type { Clock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import type { Instant } from "../kernel/units.ts";
import type { Came } from "../needs/came.ts";
import type { TakenHow } from "../needs/need.ts";
import type { Database, Reading, Transaction } from "./database.ts";
import { addEntry, type LogEntry, readEntries } from "./log-entry.ts";
import type { FollowUps } from "./need-keeper.ts";
import type { NewOutboxEntry } from "./outbox.ts";
import { addLetter } from "./outbox.ts";

/** What somebody says came of a call. */
export interface Said {
  readonly came: Came;
  readonly note: string | null;
  readonly by: string;
  /** The id of a person of the office, where that is known. */
  readonly person: string | null;
  readonly how: TakenHow;
}

/** The logbook of on-call. It only grows: what is said anew stands beside what was said before. */
export interface Logbook {
  /** What tells of the time from one instant up to another, in its order; calls with all that was said of them. */
  list(from: Instant, until: Instant): Promise<LogEntry[]>;
  get(id: number): Promise<LogEntry | null>;
  /** What was written of a call: that somebody took it, and what came of it, oldest first. */
  ofCall(call: string): Promise<LogEntry[]>;
  /**
   * What came of a call that somebody took; what is said already is not written twice. "Follow up" opens, or joins, what
   * the caller is owed; saying something else afterwards takes that back, as long as nobody has it. Faults: `store.no-call`.
   */
  say(call: string, said: Said): Promise<LogEntry>;
  /** `corrects`: an entry of before that is said anew. Faults: `store.no-log-entry`. */
  write(entry: {
    readonly text: string;
    readonly by: string;
    readonly person: string | null;
    readonly aboutAt?: Instant | undefined;
    readonly corrects?: number | null | undefined;
  }): Promise<LogEntry>;
  /** Until when shifts have been handed over; null before the first look. */
  handedOverUntil(): Promise<Instant | null>;
  /** They are handed over until then, by these letters. */
  handOver(until: Instant, letters: readonly NewOutboxEntry[]): Promise<void>;
  /** Another text whenever something was written. */
  mark(): Promise<string>;
}

interface Parts {
  readonly write: Database;
  /** For the questions of people who look. */
  readonly look: Reading;
  readonly clock: Clock;
  readonly needs: FollowUps;
}

interface OfCall {
  readonly at: Instant;
  readonly zone: string;
  readonly ended_at: Instant | null;
  readonly forgotten_at: Instant | null;
}

export function createLogbook({ write, look, clock, needs }: Parts): Logbook {
  const one = async (from: Reading, id: number): Promise<LogEntry | null> =>
    (await readEntries(from, "logbook.id = ?", [id]))[0] ?? null;
  const there = async (tx: Transaction, id: number): Promise<LogEntry> => {
    const entry = await one(tx, id);
    if (!entry) throw new Fault("store.no-log-entry", `There is no entry ${id} in the logbook`);
    return entry;
  };

  return {
    list: (from, until) => readEntries(look, "logbook.about_at >= ? AND logbook.about_at < ?", [from, until]),
    get: (id) => one(look, id),
    ofCall: (call) => readEntries(look, "logbook.call = ?", [call]),
    say: (id, { came, note, by, person, how }) =>
      write.transaction(async (tx) => {
        const call = await tx.get<OfCall>("SELECT at, zone, ended_at, forgotten_at FROM call WHERE id = ?", [id]);
        if (!call || call.ended_at === null || call.forgotten_at !== null)
          throw new Fault("store.no-call", `There is no call ${id} of which something can be said`);
        const before = await readEntries(tx, "logbook.call = ?", [id]);
        const last = before.findLast(({ kind }) => kind === "came");
        if (last && last.came === came && (last.text ?? "") === (note ?? "") && last.by === by) return last;
        const at = clock.now();
        const service = before.find(({ kind }) => kind === "call")?.service ?? null;
        const need = came === "follow-up" ? (await needs.followUp(tx, id, { by, note }, at)).id : (last?.need ?? null);
        if (came !== "follow-up" && last?.came === "follow-up") await needs.noFollowUp(tx, id, by, at);
        const { at: aboutAt, zone } = call;
        const said = { kind: "came", call: id, need, service, person, by, how, came, text: note } as const;
        return there(tx, await addEntry(tx, { at, aboutAt, zone, ...said, corrects: last?.id ?? null }));
      }),
    write: ({ text, by, person, aboutAt, corrects = null }) =>
      write.transaction(async (tx) => {
        const at = clock.now();
        const before = corrects === null ? null : await there(tx, corrects);
        if (before && before.kind !== "free")
          throw new Fault("store.no-log-entry", `Entry ${corrects} of the logbook is not to be said anew`);
        const zone = before?.zone ?? (await tx.get<{ zone: string }>("SELECT zone FROM office"))?.zone ?? "UTC";
        const about = before?.aboutAt ?? aboutAt ?? at;
        return there(tx, await addEntry(tx, { at, aboutAt: about, zone, kind: "free", by, person, corrects, text }));
      }),
    async handedOverUntil() {
      const row = await look.get<{ until: Instant }>("SELECT done_until AS until FROM hand_over");
      return row?.until ?? null;
    },
    handOver: (until, letters) =>
      write.transaction(async (tx) => {
        await tx.insert("hand_over", { id: 1, done_until: until }, "replace");
        for (const each of letters) await addLetter(tx, each, clock.now());
      }),
    async mark() {
      const row = await look.get<{ id: number | null }>("SELECT max(id) AS id FROM logbook");
      return String(row?.id ?? 0);
    },
  };
}
