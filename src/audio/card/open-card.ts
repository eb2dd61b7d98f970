import { Channel } from "../../kernel/channel.ts";
import { type Clock, within } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { millis, seconds } from "../../kernel/units.ts";
import { type Backlog, backlogOf } from "./backlog.ts";
import { capture } from "./capture.ts";
import { deviceOf } from "./card-name.ts";
import { cardFault } from "./card-words.ts";
import { type Playback, playback } from "./playback.ts";
import { isRight, type Program } from "./program.ts";
import { envOf } from "./programs.ts";

/** Which card. */
export interface Card {
  /** As ALSA calls it. */
  readonly name: string;
  /** The file of ALSA's configuration that knows it; the machine's own by default. */
  readonly config?: string;
}

/** Sound of a card in both directions, as bytes: S16LE, 8 kHz, one channel. */
export interface OpenCard {
  /** Ends at `close`; throws a Fault when the card, or the program at it, is no more. */
  readonly incoming: AsyncIterable<Uint8Array>;
  /** Resolves when the card has taken them, as far as the system tells. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const OPENS_WITHIN = seconds(3);
const LOOK_EVERY = millis(250);
/** So much may wait to be played; of more, silence is left out. 100 ms. */
const MOST_BEHIND = 1600;

/**
 * Opens a sound card for one call: two programs, which end with it, or with this process however it ends. Faults:
 * `audio.card-busy`, `audio.card-forbidden`, `audio.card-gone`, `audio.card-stopped`, `audio.card-unfit`,
 * `audio.no-card-programs`.
 */
export async function openCard(card: Card, clock: Clock, log: Log): Promise<OpenCard> {
  const device = deviceOf(card.name);
  const env = envOf(card.config);
  const heard = new Channel<Uint8Array>();
  let isOpen = false;
  let closed = false;
  // What came while the other direction was still being opened is of the past.
  const hear = (bytes: Uint8Array) => isOpen && heard.put(bytes);
  const say = playback(device, env, clock);
  let listen: Program | null = null;
  const end = async () => void (await Promise.all([say.end(), listen?.end()]));
  try {
    listen = await capture(device, env, clock, hear);
    const late = () => new Fault("audio.card-stopped", `The sound card ${device} can't be opened in time.`);
    const both = [say, listen];
    await within(clock, OPENS_WITHIN, late, () => Promise.all(both.map((each) => isUp(each, device))));
  } catch (thrown) {
    await end();
    throw asFault(thrown, "audio.card-stopped");
  }
  for (const { over } of [say, listen])
    void over.then((words) => {
      if (!closed) heard.fail(cardFault(device, words));
    });
  isOpen = true;
  const writer = paced(say, clock);
  const counts = listen;
  return {
    incoming: heard,
    write: writer.write,
    async close() {
      if (closed) return;
      closed = true;
      heard.close();
      writer.close();
      await end();
      const figures = { late: say.late() + counts.late(), left_out_ms: writer.leftOut() / 16 };
      if (figures.late > 0 || figures.left_out_ms > 0) log.info("audio.card", { device, ...figures });
    },
  };
}

async function isUp({ running, over }: Program, device: string): Promise<void> {
  const rate = await running;
  if (rate === null) throw cardFault(device, await over);
  if (!isRight(rate)) throw cardFault(device, `rate ${rate}`);
}

/**
 * Writes to a card, and waits for it. Where its clock is slower than that of the card which is heard, what waits would
 * grow by and by, and everything be said later: of that, silence is left out.
 */
function paced(say: Playback, clock: Clock) {
  const backlog: Backlog = backlogOf(say.pid);
  const closing = new AbortController();
  const waiting: { readonly until: number; readonly isTaken: () => void }[] = [];
  let given = 0;
  let behind = 0;
  let taken = 0;
  let takes = true;
  let leftOut = 0;
  const look = async () => {
    const now = await backlog(given);
    behind = now ?? 0;
    takes = given - behind > taken;
    taken = given - behind;
    while (waiting[0] && waiting[0].until <= taken) waiting.shift()?.isTaken();
  };
  const watch = async () => {
    for (;;) {
      await clock.sleep(LOOK_EVERY, closing.signal);
      await look();
    }
  };
  void watch().catch(() => {
    for (const { isTaken } of waiting.splice(0)) isTaken();
  });
  return {
    leftOut: () => leftOut,
    close: () => closing.abort(),
    write(bytes: Uint8Array): Promise<void> {
      if (closing.signal.aborted) return Promise.resolve();
      // Of a card that takes nothing at all it would hide that.
      if (takes && behind > MOST_BEHIND && bytes.every((byte) => byte === 0)) {
        behind -= bytes.length;
        leftOut += bytes.length;
        return Promise.resolve();
      }
      given += bytes.length;
      say.write(bytes);
      return new Promise((isTaken) => waiting.push({ until: given, isTaken }));
    },
  };
}
