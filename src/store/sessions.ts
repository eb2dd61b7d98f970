import type { Clock } from "../kernel/clock.ts";
import { type Instant, type Millis, plus } from "../kernel/units.ts";
import { believed, surely } from "./clock-doubts.ts";
import type { Database, Reading } from "./database.ts";
import { selectUsers, type User, userOf } from "./users.ts";

export interface UserSession {
  readonly user: User;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
}

/** Sessions by the hash of their token. */
export interface SessionStore {
  begin(token: string, user: number): Promise<void>;
  /**
   * Whether or not it has expired: whoever asks knows for how long one lasts. What a clock stamped that was not to be
   * believed is told as of when it was right again.
   */
  get(token: string): Promise<UserSession | null>;
  /** It is in use; written down not more often than told. */
  seen(token: string, session: UserSession, every: Millis): Promise<void>;
  end(token: string): Promise<void>;
  /** Removes what was begun, or last seen, before these. */
  clean(begunBefore: Instant, seenBefore: Instant): Promise<void>;
}

export function createSessionStore(write: Database, read: Reading, clock: Clock): SessionStore {
  return {
    async begin(token, user) {
      const now = clock.now();
      await write.run("INSERT INTO session (token, user, created_at, seen_at) VALUES (?, ?, ?, ?)", [
        ...[token, user, now, now],
      ]);
    },
    async get(token) {
      const row = await read.get<Parameters<typeof userOf>[0] & { begun: Instant; seen: Instant }>(
        `SELECT user.*, begun, seen FROM (SELECT user AS id, ${surely("created_at", "?2")} AS begun,
             ${surely("seen_at", "?2")} AS seen FROM session WHERE token = ?1)
         JOIN (${selectUsers}) AS user USING (id)`,
        [token, clock.now()],
      );
      return row ? { user: userOf(row), createdAt: row.begun, seenAt: row.seen } : null;
    },
    async seen(token, session, every) {
      const now = clock.now();
      if (now < plus(session.seenAt, every)) return;
      await write.run("UPDATE session SET seen_at = ? WHERE token = ?", [now, token]);
    },
    async end(token) {
      await write.run("DELETE FROM session WHERE token = ?", [token]);
    },
    async clean(begunBefore, seenBefore) {
      await write.run(
        `DELETE FROM session WHERE (created_at < ? OR seen_at < ?) AND ${believed("created_at")} AND ${believed("seen_at")}`,
        [begunBefore, seenBefore],
      );
    },
  };
}
