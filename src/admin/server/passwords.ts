import { hash, verify } from "@node-rs/argon2";

/** argon2id with 19 MiB and two passes, what OWASP asks for at least: about 0.1 s on a Raspberry Pi, off the event loop. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes its memory: several at once would take it from the calls. */
const AT_ONCE = 2;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long when there is no such user (`null`), so that names can't be found out by the clock. */
  fits(password: string, hashed: string | null): Promise<boolean>;
}

export function createPasswords(): Passwords {
  let nobody: Promise<string> | null = null;
  const inTurn = turns(AT_ONCE);
  const made = (password: string) => inTurn(() => hash(password.normalize("NFKC"), strength));
  return {
    hash: made,
    async fits(password, hashed) {
      nobody ??= made("nobody's password");
      const against = hashed ?? (await nobody);
      const fits = await inTurn(() => verify(against, password.normalize("NFKC")));
      return fits && hashed !== null;
    },
  };
}

/** Lets so many run at once; the others wait in order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
