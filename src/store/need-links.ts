import { type Instant, minutes, plus } from "../kernel/units.ts";
import type { Secret } from "./secret.ts";
import { createSignedLinks, type SignedLink } from "./signed-links.ts";

/** What the link of a letter stands for: this person takes this need. */
export interface NeedLink {
  readonly need: string;
  readonly person: string;
  readonly until: Instant;
}

/** Links by which whoever is asked says, without a password, that they have it. */
export interface NeedLinks {
  /** What goes at the end of the address, at most 95 letters of a URL. */
  tokenFor(need: string, person: string, now: Instant): Promise<{ readonly token: string; readonly until: Instant }>;
  /** Null for what this box never gave away. `until` may have passed. */
  read(token: string): Promise<NeedLink | null>;
}

/** A letter is read after the week-end too. */
const LASTS = minutes(7 * 24 * 60);

export function createNeedLinks(secret: Secret): NeedLinks {
  const links = createSignedLinks(secret, "need-link");
  return {
    async tokenFor(need, person, now) {
      const until = plus(now, LASTS);
      return { token: await links.tokenFor({ about: need, person, until }), until };
    },
    async read(token) {
      const link = await links.read(token);
      return link && { need: link.about, person: link.person, until: link.until };
    },
  };
}

/** Links by which whoever took a call says what came of it; `about` is the call. */
export interface CallLinks {
  tokenFor(call: string, person: string, now: Instant): Promise<{ readonly token: string; readonly until: Instant }>;
  read(token: string): Promise<SignedLink | null>;
}

export function createCallLinks(secret: Secret): CallLinks {
  const links = createSignedLinks(secret, "call-link");
  return {
    async tokenFor(call, person, now) {
      const until = plus(now, LASTS);
      return { token: await links.tokenFor({ about: call, person, until }), until };
    },
    read: (token) => links.read(token),
  };
}
