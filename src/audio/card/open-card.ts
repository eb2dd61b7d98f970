import { Channel } from "../../kernel/channel.ts";
import { type Clock, within } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { seconds } from "../../kernel/units.ts";
import { backlogOf } from "./backlog.ts";
import { capture } from "./capture.ts";
import { deviceOf } from "./card-name.ts";
import { cardFault } from "./card-words.ts";
import { paced } from "./paced.ts";
import { playback } from "./playback.ts";
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
  const writer = paced(say.write, backlogOf(say.pid), clock);
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
