import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { BytePipe } from "../serial/byte-pipe.ts";
import type { Dialect } from "./dialects.ts";
import type { FaultName, ModemFaults } from "./modem-faults.ts";
import type { Socket } from "./socket.ts";

export interface ModemOptions {
  readonly clock: Clock;
  readonly socket: Socket;
  readonly pipe: BytePipe;
  readonly dialect: Dialect;
  readonly faults?: readonly FaultName[];
  /** What `port-vanishing` does and undoes. Default: closes the pipe, for good. */
  readonly port?: { unplug(): void; plug(): void };
  readonly log?: Log;
}

/** What a modem suffered from its client since it was created. */
export interface ModemTrouble {
  /** Times that the transmit buffer ran empty in the middle of a playback. */
  readonly underruns: number;
  /** Audio bytes dropped because the transmit buffer was full. */
  readonly overflowed: number;
}

/** A voice modem between a wall socket and a serial port. */
export interface Modem {
  readonly faults: ModemFaults;
  readonly trouble: ModemTrouble;
  readonly mode: "command" | "transmit" | "receive";
  /** Command lines received, in order, without their line ends. */
  readonly commands: readonly string[];
  /** Plugs another pipe in after the old one was closed: the modem starts as at power-on. */
  attach(pipe: BytePipe): void;
  close(): Promise<void>;
}

export declare function createModem(options: ModemOptions): Modem;
