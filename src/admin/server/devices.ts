import { timingSafeEqual } from "node:crypto";
import type { Secret } from "../../store/secret.ts";

export const DEVICE_COOKIE = "permanence-device";
/** As long as browsers keep one. Seconds. */
export const DEVICE_AGE = 400 * 24 * 3600;

/**
 * Browsers on which somebody has signed in before. Their next try is counted by itself: whatever strangers guess under
 * the same name, from however many addresses, keeps nobody out where they are at home.
 */
export interface Devices {
  /** The cookie of a browser on which this user has just signed in. */
  cookieFor(user: number): Promise<string>;
  /** Whose it is; null for one that was not made here. */
  userOf(cookie: string | undefined): Promise<number | null>;
}

export function createDevices(secret: Secret): Devices {
  const sealed = async (user: string): Promise<string> => (await secret.hash("device", user)).slice(0, 43);
  return {
    cookieFor: async (user) => `${user}.${await sealed(String(user))}`,
    async userOf(cookie) {
      const [, user, seal] = /^(\d{1,15})\.([0-9a-f]{43})$/.exec(cookie ?? "") ?? [];
      if (user === undefined || seal === undefined) return null;
      return timingSafeEqual(Buffer.from(seal), Buffer.from(await sealed(user))) ? Number(user) : null;
    },
  };
}
