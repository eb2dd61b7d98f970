import { createHash, timingSafeEqual } from "node:crypto";
import { type Instant, instant, minutes, plus } from "../kernel/units.ts";
import type { Secret } from "./secret.ts";

/** What the link of a letter stands for: this person takes this need. */
export interface NeedLink {
  readonly need: string;
  readonly person: string;
  readonly until: Instant;
}

/**
 * Links by which whoever is asked says, without a password, that they have it. Nothing of them is kept: a link is what it
 * stands for, signed with the box's own key, so that none can be made by anybody else.
 */
export interface NeedLinks {
  /** What goes at the end of the address, at most 95 letters of a URL. */
  tokenFor(need: string, person: string, now: Instant): Promise<{ readonly token: string; readonly until: Instant }>;
  /** Null for what this box never gave away. `until` may have passed. */
  read(token: string): Promise<NeedLink | null>;
}

/** A letter is read after the week-end too. */
const LASTS = minutes(7 * 24 * 60);

export function createNeedLinks(secret: Secret): NeedLinks {
  const signed = async (text: string): Promise<string> =>
    createHash("sha256")
      .update(await secret.hash("need-link", text))
      .digest("base64url")
      .slice(0, 22);
  return {
    async tokenFor(need, person, now) {
      const until = plus(now, LASTS);
      const text = `${need}~${person}~${until.toString(36)}`;
      return { token: `${text}~${await signed(text)}`, until };
    },
    async read(token) {
      const [, text, need, person, until, mark] =
        /^(([\w-]{1,40})~([a-z0-9-]{1,40})~([0-9a-z]{1,9}))~([\w-]{22})$/.exec(token) ?? [];
      if (text === undefined || need === undefined || person === undefined || until === undefined) return null;
      const [ours, theirs] = [await signed(text), mark ?? ""].map((each) => Buffer.from(each));
      if (!ours || !theirs || ours.length !== theirs.length || !timingSafeEqual(ours, theirs)) return null;
      return { need, person, until: instant(Number.parseInt(until, 36)) };
    },
  };
}
