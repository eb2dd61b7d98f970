import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Instant, millis, minutes, plus } from "../../kernel/units.ts";
import type { SessionStore, UserSession } from "../../store/sessions.ts";
import type { User } from "../../store/users.ts";

/** A session ends after so long without a question, and after so long whatever is done. */
const IDLE = minutes(12 * 60);
const LONGEST = minutes(7 * 24 * 60);
/** How exactly the last question is written down: the disk is not asked each time. */
const SEEN_EVERY = minutes(5);
export const COOKIE = "permanence";

/** Someone who is signed in. */
export interface Visitor {
  readonly user: User;
  /** Goes into the header `x-csrf` of everything that changes something. */
  readonly csrf: string;
  readonly expiresAt: Instant;
  readonly idleUntil: Instant;
  /** By which their session is known to the store. */
  readonly token: string;
}

export interface Sessions {
  /** The new cookie's value, and who it is for. */
  begin(user: User): Promise<{ readonly cookie: string; readonly visitor: Visitor }>;
  /** Null without a cookie, or with one that is of no use any more. */
  of(cookie: string | undefined): Promise<Visitor | null>;
  end(visitor: Visitor): Promise<void>;
  /** Calls back when this session is found to have ended, unless the function that it gives is called before. */
  follow(visitor: Visitor, ended: () => void): () => void;
  /** After something that may have ended sessions: those that are followed are looked at again. */
  lookAgain(): Promise<void>;
}

export function createSessions(store: SessionStore, clock: Clock, log: Log): Sessions {
  const visitor = (cookie: string, { user, createdAt, seenAt }: UserSession): Visitor => ({
    user,
    csrf: csrfOf(cookie),
    expiresAt: plus(createdAt, LONGEST),
    idleUntil: plus(seenAt, IDLE),
    token: hashed(cookie),
  });
  const followed = new Set<{ readonly token: string; readonly ended: () => void }>();
  const tell = (token: string): void => {
    for (const each of followed)
      if (each.token === token) {
        followed.delete(each);
        each.ended();
      }
  };
  const lasts = ({ createdAt, seenAt }: UserSession): boolean =>
    clock.now() < plus(createdAt, LONGEST) && clock.now() < plus(seenAt, IDLE);
  return {
    async begin(user) {
      const now = clock.now();
      const cookie = randomBytes(32).toString("base64url");
      await store.clean(plus(now, millis(-LONGEST)), plus(now, millis(-IDLE)));
      await store.begin(hashed(cookie), user.id);
      return { cookie, visitor: visitor(cookie, { user, createdAt: now, seenAt: now }) };
    },
    async of(cookie) {
      if (cookie === undefined || !/^[\w-]{43}$/.test(cookie)) return null;
      const session = await store.get(hashed(cookie));
      if (!session) return null;
      const found = visitor(cookie, session);
      const now = clock.now();
      if (!lasts(session)) {
        await store.end(found.token);
        tell(found.token);
        return null;
      }
      // A disk that can't be written keeps nobody out.
      store
        .seen(found.token, session, SEEN_EVERY)
        .catch((thrown) => log.warn("admin.session-unwritten", { why: explain(thrown) }));
      return { ...found, idleUntil: plus(now, IDLE) };
    },
    async end({ token }) {
      await store.end(token);
      tell(token);
    },
    follow({ token }, ended) {
      const each = { token, ended };
      followed.add(each);
      return () => void followed.delete(each);
    },
    async lookAgain() {
      for (const token of new Set([...followed].map((each) => each.token))) {
        const session = await store.get(token);
        if (!session || !lasts(session)) tell(token);
      }
    },
  };
}

/** Whoever reads the database can't sign in with what it holds. */
const hashed = (cookie: string): string => createHash("sha256").update(cookie).digest("hex");
/** Bound to the session: nobody who can't read the cookie can tell it. */
const csrfOf = (cookie: string): string => createHash("sha256").update(`csrf ${cookie}`).digest("base64url");
