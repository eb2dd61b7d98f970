import type { Instant } from "../kernel/units.ts";
import type { AlarmState } from "../watch/tell.ts";
import type { Database } from "./database.ts";
import type { NewOutboxEntry, Outbox } from "./outbox.ts";

/** What the watch over the coming days has seen and told. */
export interface AlarmStore {
  all(): Promise<AlarmState[]>;
  /**
   * Keeps how all of them stand, with the letters that tell of them: both or neither. Those that were gone before
   * `forgetBefore` are forgotten. `letterOf`: the letter of Thursday that was due then is done with.
   */
  keep(
    states: readonly AlarmState[],
    letters: readonly NewOutboxEntry[],
    also: { readonly forgetBefore: Instant; readonly letterOf: Instant | null },
  ): Promise<void>;
  /** When the last letter of Thursday that is done with was due; null before the first. */
  lastLetter(): Promise<Instant | null>;
  /** Of each number that was rung since then, what came of it, oldest first. */
  attemptsSince(at: Instant): Promise<{ readonly number: string; readonly outcome: string }[]>;
}

interface AlarmRow {
  readonly key: string;
  readonly kind: AlarmState["kind"];
  readonly first_seen_at: Instant;
  readonly seen_at: Instant;
  readonly gone_at: Instant | null;
  readonly told_at: Instant | null;
  readonly told: string;
}

const LETTER = "watch.letter";

export function createAlarmStore(write: Database, read: Database, outbox: Pick<Outbox, "add">): AlarmStore {
  return {
    async all() {
      const rows = await read.all<AlarmRow>("SELECT * FROM alarm ORDER BY key");
      return rows.map(({ key, kind, first_seen_at, seen_at, gone_at, told_at, told }) => ({
        key,
        kind,
        firstSeenAt: first_seen_at,
        seenAt: seen_at,
        goneAt: gone_at,
        toldAt: told_at,
        told: JSON.parse(told),
      }));
    },
    keep: (states, letters, { forgetBefore, letterOf }) =>
      write.transaction(async (tx) => {
        for (const { key, kind, firstSeenAt, seenAt, goneAt, toldAt, told } of states)
          await tx.insert(
            "alarm",
            {
              key,
              kind,
              first_seen_at: firstSeenAt,
              seen_at: seenAt,
              gone_at: goneAt,
              told_at: toldAt,
              told: JSON.stringify(told),
            },
            "replace",
          );
        await tx.run("DELETE FROM alarm WHERE gone_at < ?", [forgetBefore]);
        for (const letter of letters) await outbox.add(letter, tx);
        if (letterOf !== null) await tx.insert("setting", { key: LETTER, value: JSON.stringify(letterOf) }, "replace");
      }),
    async lastLetter() {
      const row = await read.get<{ value: string }>("SELECT value FROM setting WHERE key = ?", [LETTER]);
      const at: unknown = row ? JSON.parse(row.value) : null;
      return typeof at === "number" ? (at as Instant) : null;
    },
    attemptsSince: (at) =>
      read.all(
        "SELECT detail ->> 'number' AS number, detail ->> 'outcome' AS outcome FROM step WHERE what = 'attempt' AND at >= ? ORDER BY at",
        [at],
      ),
  };
}
