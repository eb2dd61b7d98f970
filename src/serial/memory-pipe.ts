import { Channel } from "../kernel/channel.ts";
import { Fault } from "../kernel/fault.ts";
import type { BytePipe } from "./byte-pipe.ts";

/** One end of a pair in memory. */
export interface MemoryPipe extends BytePipe {
  /** Cuts the pair as an unplugged cable does: both ends see `serial.lost`. What was written still arrives. */
  lose(): void;
}

type State = "open" | "closed" | "lost";

const lost = () => new Fault("serial.lost", "The connection to the modem was cut.");

/**
 * Two pipes that feed each other. Works by microtasks alone, so that a virtual clock sees when all is quiet.
 * A write never waits for the reader.
 */
export function memoryPipe(): [MemoryPipe, MemoryPipe] {
  const toLeft = new Channel<Uint8Array>();
  const toRight = new Channel<Uint8Array>();
  let state: State = "open";

  const end = (incoming: Channel<Uint8Array>, outgoing: Channel<Uint8Array>): MemoryPipe => ({
    incoming,
    async write(bytes) {
      if (state === "closed") throw new Fault("serial.closed", "The connection to the modem is closed.");
      if (state === "lost") throw lost();
      // A copy, as the system makes one: the writer may use its buffer again.
      outgoing.put(bytes.slice());
    },
    async close() {
      if (state === "open") state = "closed";
      incoming.close();
      outgoing.close();
    },
    lose() {
      if (state === "open") state = "lost";
      incoming.fail(lost());
      outgoing.fail(lost());
    },
  });

  return [end(toLeft, toRight), end(toRight, toLeft)];
}
