import type { Pcm } from "../../audio/pcm.ts";

/** A sound that can be played from its beginning again, though its source gives each piece once. */
export interface Replayable extends AsyncIterable<Pcm> {
  /** Nobody plays it any more: the source is let go. */
  close(): void;
}

export function replayable(sound: AsyncIterable<Pcm>): Replayable {
  const source = sound[Symbol.asyncIterator]();
  const kept: Pcm[] = [];
  let ended = false;
  let coming: Promise<void> | null = null;

  /** One piece more, for whoever waits for it: a player that was stopped may still be waiting beside the next. */
  const more = (): Promise<void> => {
    coming ??= source.next().then(
      ({ done, value }) => {
        coming = null;
        if (done) ended = true;
        else kept.push(value);
      },
      (thrown) => {
        coming = null;
        throw thrown;
      },
    );
    return coming;
  };

  return {
    async *[Symbol.asyncIterator]() {
      for (let at = 0; ; ) {
        const piece = kept[at];
        if (piece) {
          at++;
          yield piece;
        } else if (ended) return;
        else await more();
      }
    },
    close() {
      if (!ended) source.return?.().catch(() => undefined);
      ended = true;
    },
  };
}
