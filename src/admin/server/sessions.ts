import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Instant, type Millis, millis, minutes, plus } from "../../kernel/units.ts";
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

/** When a session was begun and last used, by the time that passes: whoever sets the clock ends none. */
interface Age {
  readonly begun: Millis;
  seen: Millis;
}

/** `settled`: whether the hour may be gone by for what was stamped before this process began. */
export function createSessions(
  store: SessionStore,
  clock: Clock,
  log: Log,
  settled: () => boolean = () => true,
): Sessions {
  const ages = new Map<string, Age>();
  const ageOf = (token: string, { createdAt, seenAt }: UserSession): Age => {
    const known = ages.get(token);
    if (known) return known;
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const ago = (at: Instant) => millis(elapsed - (settled() ? Math.max(0, now - at) : 0));
    const age = { begun: ago(createdAt), seen: ago(seenAt) };
    ages.set(token, age);
    return age;
  };
  /** What is left of both spans. */
  const leftOf = ({ begun, seen }: Age): { readonly whole: Millis; readonly idle: Millis } => {
    const elapsed = clock.elapsed();
    return { whole: millis(Math.round(begun + LONGEST - elapsed)), idle: millis(Math.round(seen + IDLE - elapsed)) };
  };
  const visitor = (cookie: string, user: User, age: Age): Visitor => {
    const { whole, idle } = leftOf(age);
    const now = clock.now();
    return {
      user,
      csrf: csrfOf(cookie),
      token: hashed(cookie),
      expiresAt: plus(now, whole),
      idleUntil: plus(now, idle),
    };
  };
  const followed = new Set<{ readonly token: string; readonly ended: () => void }>();
  const tell = (token: string): void => {
    for (const each of followed)
      if (each.token === token) {
        followed.delete(each);
        each.ended();
      }
  };
  const lasts = (age: Age): boolean => {
    const { whole, idle } = leftOf(age);
    return whole > 0 && idle > 0;
  };
  return {
    async begin(user) {
      const now = clock.now();
      const cookie = randomBytes(32).toString("base64url");
      if (settled()) await store.clean(plus(now, millis(-LONGEST)), plus(now, millis(-IDLE)));
      await store.begin(hashed(cookie), user.id);
      const age = { begun: clock.elapsed(), seen: clock.elapsed() };
      ages.set(hashed(cookie), age);
      return { cookie, visitor: visitor(cookie, user, age) };
    },
    async of(cookie) {
      if (cookie === undefined || !/^[\w-]{43}$/.test(cookie)) return null;
      const token = hashed(cookie);
      const session = await store.get(token);
      if (!session) {
        ages.delete(token);
        return null;
      }
      const age = ageOf(token, session);
      if (!lasts(age)) {
        ages.delete(token);
        await store.end(token);
        tell(token);
        return null;
      }
      age.seen = clock.elapsed();
      // A disk that can't be written keeps nobody out.
      store
        .seen(token, session, SEEN_EVERY)
        .catch((thrown) => log.warn("admin.session-unwritten", { why: explain(thrown) }));
      return visitor(cookie, session.user, age);
    },
    async end({ token }) {
      ages.delete(token);
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
        if (!session || !lasts(ageOf(token, session))) tell(token);
      }
    },
  };
}

/** Whoever reads the database can't sign in with what it holds. */
const hashed = (cookie: string): string => createHash("sha256").update(cookie).digest("hex");
/** Bound to the session: nobody who can't read the cookie can tell it. */
const csrfOf = (cookie: string): string => createHash("sha256").update(`csrf ${cookie}`).digest("base64url");
