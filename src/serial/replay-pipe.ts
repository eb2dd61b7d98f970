import { Channel } from "../kernel/channel.ts";
import type { Clock } from "../kernel/clock.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import { type Millis, millis } from "../kernel/units.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { Sent } from "./sent.ts";
import type { ReadEntry } from "./transcript.ts";

export interface ReplayOptions {
  /** With a clock, the modem waits before it speaks as long as it did; without, it speaks at once. */
  readonly clock?: Clock;
  /** The sample that stands for audio that was not written down. Default 0x80, silence in 8-bit unsigned. */
  readonly silence?: number;
}

export interface ReplayPipe extends BytePipe {
  /**
   * Resolves when the last line was played. Rejects with `serial.replay-mismatch` when something else was sent than
   * the transcript has, and with `serial.replay-unfinished` when the pipe was closed before.
   */
  readonly finished: Promise<void>;
}

/**
 * Plays the modem's side of a transcript: waits for what was sent to it, and says what it said. How much audio is
 * sent to it does not matter. What does not fit is thrown by the write that sent it, naming the line.
 */
export function replayPipe(transcript: readonly ReadEntry[], options: ReplayOptions = {}): ReplayPipe {
  const { clock, silence = 0x80 } = options;
  const incoming = new Channel<Uint8Array>();
  const sent = new Sent();
  let next = 0;
  let pausing = false;
  let rested = false;
  let fault: Fault | null = null;
  let done = (): void => undefined;
  let failed = (_fault: Fault): void => undefined;
  const finished = new Promise<void>((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  finished.catch(() => undefined);

  const fail = (thrown: unknown) => {
    fault ??= asFault(thrown, "serial.replay-mismatch");
    incoming.fail(fault);
    failed(fault);
  };

  const advance = () => {
    for (let entry = transcript[next]; entry && !pausing && !fault; entry = transcript[next]) {
      if (entry.side === ">") {
        if (!sent.take(entry)) return;
      } else {
        const pause = millis(entry.at - (transcript[next - 1]?.at ?? 0));
        if (clock && pause > 0 && !rested) return rest(clock, pause);
        incoming.put(entry.kind === "audio" ? new Uint8Array(entry.count).fill(silence) : entry.bytes);
      }
      rested = false;
      next++;
    }
    if (next < transcript.length) return;
    sent.end();
    done();
  };

  const attempt = () => {
    try {
      advance();
    } catch (thrown) {
      fail(thrown);
    }
  };

  const rest = (by: Clock, pause: Millis): void => {
    pausing = true;
    by.sleep(pause).then(() => {
      pausing = false;
      rested = true;
      attempt();
    }, fail);
  };

  attempt();
  return {
    finished,
    incoming,
    async write(bytes) {
      if (fault) throw fault;
      sent.add(bytes);
      attempt();
      if (fault) throw fault;
    },
    async close() {
      fault ??= new Fault("serial.closed", "The connection to the modem is closed.");
      const line = transcript[next]?.line;
      failed(new Fault("serial.replay-unfinished", `Line ${line} of the transcript was never reached.`));
      incoming.close();
    },
  };
}
