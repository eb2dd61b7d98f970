import { createHash, timingSafeEqual } from "node:crypto";
import { type Instant, instant } from "../kernel/units.ts";
import type { Secret } from "./secret.ts";

/** What a link stands for: this person, and what it is about. */
export interface SignedLink {
  readonly about: string;
  readonly person: string;
  readonly until: Instant;
}

/**
 * Links by which whoever has a letter acts without a password. Nothing of them is kept: a link is what it stands for,
 * signed with the box's own key for one purpose, so that none can be made by anybody else, and none serves another.
 */
export interface SignedLinks {
  /** What goes at the end of the address, at most 110 letters of a URL. */
  tokenFor(link: SignedLink): Promise<string>;
  /** Null for what this box never gave away. `until` may have passed. */
  read(token: string): Promise<SignedLink | null>;
}

export function createSignedLinks(secret: Secret, purpose: string): SignedLinks {
  const signed = async (text: string): Promise<string> =>
    createHash("sha256")
      .update(await secret.hash(purpose, text))
      .digest("base64url")
      .slice(0, 22);
  return {
    async tokenFor({ about, person, until }) {
      const text = `${about}~${person}~${until.toString(36)}`;
      return `${text}~${await signed(text)}`;
    },
    async read(token) {
      const [, text, about, person, until, mark] =
        /^(([\w-]{1,40})~([a-z0-9-]{1,40})~([0-9a-z]{1,9}))~([\w-]{22})$/.exec(token) ?? [];
      if (text === undefined || about === undefined || person === undefined || until === undefined) return null;
      const [ours, theirs] = [await signed(text), mark ?? ""].map((each) => Buffer.from(each));
      if (!ours || !theirs || ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null;
      return { about, person, until: instant(Number.parseInt(until, 36)) };
    },
  };
}
