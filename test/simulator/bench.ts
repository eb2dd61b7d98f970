import { instant } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { createExchange, type Exchange } from "../../src/simulator/exchange/exchange.ts";
import type { Socket, SocketOptions } from "../../src/simulator/exchange/socket.ts";
import { type Dialect, generic } from "../../src/simulator/modems/v253/dialects.ts";
import { createModem, type Modem } from "../../src/simulator/modems/v253/v253-modem.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { type Client, client } from "./client.ts";

export const BOX = "0140000001";
export const CALLER = "0612345678";
export const MOBILE = "0699999999";

/** A line with a modem on it, and a client that holds its port. */
export interface Bench {
  readonly clock: VirtualClock;
  readonly exchange: Exchange;
  readonly socket: Socket;
  readonly modem: Modem;
  readonly client: Client;
  /** Lets time pass until this is done. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function bench(dialect: Dialect = generic, options: SocketOptions = {}): Bench {
  const clock = new VirtualClock(instant(Date.UTC(2025, 2, 3, 9, 0)));
  const exchange = createExchange({ clock });
  const socket = exchange.socket(BOX, options);
  const [near, far] = memoryPipe();
  const modem = createModem({ clock, socket, pipe: far, dialect });
  return { clock, exchange, socket, modem, client: client(near), run: (work) => clock.run(work) };
}
