import type { Instant } from "../kernel/units.ts";
import { minutes } from "../kernel/units.ts";
import type { NeedOwner } from "../needs/need.ts";
import type { TakeUp, TakeUpHow } from "../needs/take-up.ts";
import type { Reading } from "./database.ts";

/** By what it is known that somebody is there. */
export interface Deed {
  readonly at: Instant;
  readonly how: TakeUpHow;
  readonly by: NeedOwner;
}

/** A caller to be called back by this shift may have been waiting for so long. */
const WAITED = minutes(14 * 24 * 60);

/**
 * The first thing that this person did in their shift which is done on duty: took a caller with a key, or a caller to be
 * called back, by a key, a link or a text of their own. Without keys a mobile's voicemail takes callers too, and is nobody.
 */
export async function deedOf(from: Reading, takeUp: TakeUp, at: Instant, keys: boolean): Promise<Deed | null> {
  const { person, name } = takeUp;
  const span = [takeUp.from, Math.min(at + 1, takeUp.until), person] as const;
  const call = keys
    ? await from.get<{ at: Instant | null }>(
        `SELECT min(at) AS at FROM step WHERE what = 'attempt' AND at >= ? AND at < ?
           AND detail ->> 'person' = ? AND detail ->> 'outcome' = 'accepted'`,
        span,
      )
    : undefined;
  const need = await from.get<{ at: Instant | null }>(
    `SELECT min(event.at) AS at FROM need JOIN need_event AS event ON event.need = need.id
     WHERE event.what = 'taken' AND event.at >= ? AND event.at < ? AND event.detail ->> '$.by.id' = ?
       AND event.detail ->> 'how' IN ('key', 'link', 'text') AND need.opened_at >= ?`,
    [...span, takeUp.from - WAITED],
  );
  const deeds = [
    { at: call?.at ?? null, how: "call" as const },
    { at: need?.at ?? null, how: "need" as const },
  ].flatMap((deed) => (deed.at === null ? [] : [{ at: deed.at, how: deed.how, by: { id: person, name } }]));
  return deeds.toSorted((a, b) => a.at - b.at)[0] ?? null;
}
