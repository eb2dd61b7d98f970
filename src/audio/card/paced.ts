import type { Clock } from "../../kernel/clock.ts";
import { millis } from "../../kernel/units.ts";
import type { Backlog } from "./backlog.ts";

const LOOK_EVERY = millis(250);
/** So much may wait to be played; of more, silence is left out. 100 ms. */
const MOST_BEHIND = 1600;

/** What is said to a card, held to its pace. */
export interface Paced {
  /** Resolves when the card has taken them, or takes what it is given in time. */
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes of silence. */
  leftOut(): number;
  /** Whoever still waits need not any more. */
  close(): void;
}

/**
 * Where the card that plays has a slower clock than the one that is heard, or this program came late, what waits would
 * only grow, and everything be said later: of more than a moment of it, silence is left out. A card that takes nothing at
 * all is waited for, so that whoever writes knows.
 */
export function paced(give: (bytes: Uint8Array) => void, backlog: Backlog, clock: Clock): Paced {
  const closing = new AbortController();
  const waiting: { readonly until: number; readonly isTaken: () => void }[] = [];
  let given = 0;
  let behind = 0;
  let taken = 0;
  let takes = true;
  let leftOut = 0;
  const watch = async () => {
    for (;;) {
      await clock.sleep(LOOK_EVERY, closing.signal);
      const until = given;
      behind = (await backlog(until)) ?? 0;
      takes = until - behind > taken;
      taken = until - behind;
      while (waiting[0] && waiting[0].until <= taken) waiting.shift()?.isTaken();
    }
  };
  void watch().catch(() => {
    for (const { isTaken } of waiting.splice(0)) isTaken();
  });
  return {
    leftOut: () => leftOut,
    close: () => closing.abort(),
    write(bytes) {
      if (closing.signal.aborted) return Promise.resolve();
      const isBehind = behind > MOST_BEHIND;
      if (isBehind && takes && bytes.every((byte) => byte === 0)) {
        behind -= bytes.length;
        leftOut += bytes.length;
        return Promise.resolve();
      }
      given += bytes.length;
      give(bytes);
      if (!isBehind) return Promise.resolve();
      return new Promise((isTaken) => waiting.push({ until: given, isTaken }));
    },
  };
}
