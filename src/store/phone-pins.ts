import type { Clock } from "../kernel/clock.ts";
import type { Instant } from "../kernel/units.ts";
import type { Database, Queries, Reading } from "./database.ts";
import type { Journal } from "./journal.ts";

/** Whoever calls from a number that is nobody's of the team; they are counted together. */
export const STRANGERS = "";

/** After so many wrong tries. */
export const MOST_WRONG = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 3_600_000;

/** Doubled with each lock: 15 minutes, 30, an hour … a day. */
const lockFor = (locks: number): number => Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** locks);

/** The key of the setting that lets anybody press the key: `{ anyone: boolean }`. */
export const BY_PHONE_SETTING = "by-phone";

export const readByPhone = (kept: unknown): { readonly anyone: boolean } => ({
  anyone: typeof kept === "object" && kept !== null && "anyone" in kept && kept.anyone === true,
});

export interface PhonePin {
  readonly person: string;
  readonly setAt: Instant;
  readonly lockedUntil: Instant | null;
}

export interface PhoneLock {
  /** The id of the person; `STRANGERS` for all others. */
  readonly who: string;
  readonly since: Instant;
  readonly until: Instant;
}

/** The codes with which people of the team open their menu by telephone. */
export interface PhonePins {
  /** Who has one. */
  list(): Promise<PhonePin[]>;
  /** Sets or takes away (null); what was tried in vain is forgotten. Journalled without the hash. */
  set(person: { readonly id: string; readonly name: string }, hash: string | null, by: string): Promise<void>;
  /** The hashes of these people; of all, for null. */
  hashes(people: readonly string[] | null): Promise<readonly { readonly person: string; readonly hash: string }[]>;
  /** Counts a try before it is looked at, so that none made at the same time is free; the fifth locks. Which of them may be looked at. */
  begin(who: readonly string[]): Promise<readonly string[]>;
  /** It was right, and this person's: what was counted of these is forgotten. Journalled. */
  right(who: readonly string[], person: { readonly id: string; readonly name: string }): Promise<void>;
  /** It was wrong; where that has locked them, it is journalled. */
  wrong(who: readonly string[]): Promise<void>;
  /** Those that are locked now. */
  locked(): Promise<readonly PhoneLock[]>;
}

interface TryRow {
  readonly who: string;
  readonly wrong: number;
  readonly locks: number;
  readonly locked_at: Instant | null;
  readonly locked_until: Instant | null;
}

export function createPhonePins(write: Database, read: Reading, journal: Journal, clock: Clock): PhonePins {
  const triesOf = (from: Reading, who: string) => from.get<TryRow>("SELECT * FROM phone_try WHERE who = ?", [who]);
  const forget = (tx: Queries, who: string) => tx.run("DELETE FROM phone_try WHERE who = ?", [who]);
  const isLocked = (row: TryRow | undefined): boolean =>
    row !== undefined && row.locked_until !== null && row.locked_until > clock.now();

  return {
    async list() {
      const rows = await read.all<{ person: string; set_at: Instant; locked_until: Instant | null }>(
        "SELECT person, set_at, locked_until FROM phone_pin LEFT JOIN phone_try ON who = person ORDER BY person",
      );
      return rows.map(({ person, set_at, locked_until }) => ({
        person,
        setAt: set_at,
        lockedUntil: locked_until !== null && locked_until > clock.now() ? locked_until : null,
      }));
    },
    set: ({ id, name }, hash, by) =>
      write.transaction(async (tx) => {
        const had = (await tx.get("SELECT 1 FROM phone_pin WHERE person = ?", [id])) !== undefined;
        await forget(tx, id);
        // Whoever has left the team has no way in.
        await tx.run("DELETE FROM phone_pin WHERE person NOT IN (SELECT id FROM person)");
        if (hash === null) await tx.run("DELETE FROM phone_pin WHERE person = ?", [id]);
        else await tx.insert("phone_pin", { person: id, hash, set_at: clock.now(), set_by: by }, "replace");
        if (hash === null && !had) return;
        const what = hash === null ? "phone-pin.remove" : "phone-pin.set";
        await journal.add({ by, what, before: had ? { name } : null, after: hash === null ? null : { name } }, tx);
      }),
    hashes: (people) =>
      people === null
        ? read.all("SELECT person, hash FROM phone_pin WHERE person IN (SELECT id FROM person) ORDER BY person")
        : read.all(
            `SELECT person, hash FROM phone_pin WHERE person IN (${people.map(() => "?").join(", ")}) ORDER BY person`,
            people,
          ),
    begin: (whose) =>
      write.transaction(async (tx) => {
        const open: string[] = [];
        for (const who of whose) {
          const row = await triesOf(tx, who);
          if (isLocked(row)) continue;
          // After a lock they are counted anew.
          const wrong = row === undefined || row.locked_until !== null ? 0 : row.wrong;
          open.push(who);
          // Locked by the last try before it is looked at: a power cut in between leaves a lock that ends.
          const isLast = wrong + 1 >= MOST_WRONG;
          const now = clock.now();
          const locks = row?.locks ?? 0;
          await tx.insert(
            "phone_try",
            {
              who,
              wrong: wrong + 1,
              locks: isLast ? locks + 1 : locks,
              locked_at: isLast ? now : null,
              locked_until: isLast ? now + lockFor(locks) : null,
            },
            "replace",
          );
        }
        return open;
      }),
    right: (whose, { name }) =>
      write.transaction(async (tx) => {
        for (const who of whose) await forget(tx, who);
        await journal.add({ by: name, what: "phone-pin.enter", before: null, after: { name } }, tx);
      }),
    wrong: (whose) =>
      write.transaction(async (tx) => {
        for (const who of whose) {
          const row = await triesOf(tx, who);
          if (!row || !isLocked(row)) continue;
          // Of those made at the same time one says so.
          const told = "UPDATE phone_try SET wrong = wrong + 1 WHERE who = ? AND wrong = ?";
          if ((await tx.run(told, [who, MOST_WRONG])).changes === 0) continue;
          const until = row.locked_until;
          const person = await tx.get<{ name: string }>("SELECT name FROM person WHERE id = ?", [who]);
          const after = { name: person?.name ?? null, until };
          await journal.add({ by: "permanence", what: "phone-pin.lock", before: null, after }, tx);
        }
      }),
    async locked() {
      const rows = await read.all<TryRow>("SELECT * FROM phone_try WHERE locked_until > ? ORDER BY locked_at", [
        clock.now(),
      ]);
      return rows.flatMap(({ who, locked_at, locked_until }) =>
        locked_at === null || locked_until === null ? [] : [{ who, since: locked_at, until: locked_until }],
      );
    },
  };
}
