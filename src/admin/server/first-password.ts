import { randomInt, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { type Instant, minutes, plus } from "../../kernel/units.ts";
import type { UserStore } from "../../store/users.ts";
import { isLocal } from "./addresses.ts";

/** After the start, whoever is in the office's network may set the first password. */
const OPEN_FOR = minutes(30);
/** Without letters and digits that are taken for each other. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** There is no default password: the first visitor sets one. */
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
}

export function createFirstPassword(users: UserStore, clock: Clock): FirstPassword {
  const openUntil = plus(clock.now(), OPEN_FOR);
  const code = newCode();
  const isOpen = (address: string) => isLocal(address) && clock.now() < openUntil;
  return {
    code,
    async state(address) {
      if ((await users.count()) > 0) return { needed: false, by: null, openUntil: null };
      const open = isOpen(address);
      return { needed: true, by: open ? "open" : "code", openUntil: open ? openUntil : null };
    },
    mayBy: (address, given) => isOpen(address) || (given !== undefined && same(plain(given), plain(code))),
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
