import { hash, verify } from "@node-rs/argon2";
import { createTurns } from "./turns.ts";

/** argon2id with 19 MiB and two passes, what OWASP asks for at least: about 0.1 s on a Raspberry Pi, off the event loop. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes its memory: several at once would take it from the calls. */
const AT_ONCE = 2;
/** A few seconds of work: whoever guesses in hundreds fills no memory with what waits. */
const MOST_WAITING = 24;

export interface Passwords {
  /** Faults: `admin.busy`, as the next. */
  hash(password: string): Promise<string>;
  /**
   * Takes as long when there is no such user (`null`), so that names can't be found out by the clock. `first`: of
   * somebody who was here before, and waits for no stranger.
   */
  fits(password: string, hashed: string | null, first?: boolean): Promise<boolean>;
}

export function createPasswords(): Passwords {
  let nobody: Promise<string> | null = null;
  const turns = createTurns(AT_ONCE, MOST_WAITING);
  const made = (password: string) => turns.take(() => hash(password.normalize("NFKC"), strength), true);
  return {
    hash: made,
    async fits(password, hashed, first = false) {
      nobody ??= made("nobody's password");
      nobody.catch(() => (nobody = null));
      const against = hashed ?? (await nobody);
      const fits = await turns.take(() => verify(against, password.normalize("NFKC")), first);
      return fits && hashed !== null;
    },
  };
}
