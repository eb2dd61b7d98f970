import { randomInt, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { type Instant, millis, minutes, plus } from "../../kernel/units.ts";
import type { SetUpMark } from "../../store/set-up-mark.ts";
import type { UserStore } from "../../store/users.ts";
import { isLocal } from "./addresses.ts";

/** After the start, whoever is in the office's network may set the first password. */
const OPEN_FOR = minutes(30);
/** Without letters and digits that are taken for each other. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** There is no default password: the first visitor sets one. Once there was one, only the box's own code lets in. */
export interface FirstPassword {
  /** Printed at the start; lets in from anywhere and at any time, until someone is there. */
  readonly code: string;
  state(address: string): Promise<{
    readonly needed: boolean;
    readonly by: "open" | "code" | null;
    readonly openUntil: Instant | null;
  }>;
  /** Whether this visitor may. */
  mayBy(address: string, code: string | undefined): boolean;
  /** Somebody has. */
  done(): Promise<void>;
}

interface FirstPasswordParts {
  readonly users: Pick<UserStore, "count">;
  readonly clock: Clock;
  readonly log: Log;
  readonly mark: SetUpMark;
  /** Users may have been among what a damaged or unreadable database has lost. */
  readonly lost: boolean;
}

export async function openFirstPassword({ users, clock, log, mark, lost }: FirstPasswordParts): Promise<FirstPassword> {
  const start = clock.elapsed();
  const code = newCode();
  let settled = lost || mark.isThere();
  const done = async () => {
    settled = true;
    await mark.make().catch((thrown) => log.warn("admin.set-up-unmarked", { why: explain(thrown) }));
  };
  // Of a release that made no mark, or whose mark was never written.
  if (lost || (await users.count()) > 0) await done();

  const left = () => Math.max(0, Math.ceil(OPEN_FOR - (clock.elapsed() - start)));
  const isOpen = (address: string) => !settled && !mark.isThere() && isLocal(address) && left() > 0;
  return {
    code,
    async state(address) {
      if ((await users.count()) > 0) return { needed: false, by: null, openUntil: null };
      const open = isOpen(address);
      return { needed: true, by: open ? "open" : "code", openUntil: open ? plus(clock.now(), millis(left())) : null };
    },
    mayBy: (address, given) => isOpen(address) || (given !== undefined && same(plain(given), plain(code))),
    done,
  };
}

/** Twelve letters of 31: 59 bits, and few tries. */
const newCode = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("")).join(
    "-",
  );

const plain = (code: string): string => code.toLowerCase().replace(/[\s-]/g, "");

function same(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
