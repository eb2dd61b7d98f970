/**
 * What came of a call that somebody took, as they say it: dealt with by telephone, a visit is needed or was made, handed
 * on to the emergency services, the office is to follow it up, a wrong number or nobody's matter.
 */
export const cames = ["by-telephone", "visit", "emergency", "follow-up", "not-concerned"] as const;
export type Came = (typeof cames)[number];
