import { type Log, silentLog } from "../../src/kernel/log.ts";
import type { V253Settings } from "../../src/line/v253/settings.ts";
import type { BytePipe } from "../../src/serial/byte-pipe.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { createExchange, type Exchange } from "../../src/simulator/exchange/exchange.ts";
import type { SocketOptions } from "../../src/simulator/exchange/socket.ts";
import { type Dialect, dialects } from "../../src/simulator/modems/v253/dialects.ts";
import type { FaultName } from "../../src/simulator/modems/v253/modem-faults.ts";
import { createModem, type Modem } from "../../src/simulator/modems/v253/v253-modem.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { type Rig, rig, START } from "./rig.ts";

export const LINE = "0140000000";
export const CALLER = "0612345678";

export interface Simulated extends Rig {
  readonly exchange: Exchange;
  readonly modem: Modem;
  readonly hook: () => "on" | "off";
}

export interface SimulatedOptions {
  readonly dialect?: string;
  readonly settings?: Partial<V253Settings>;
  readonly socket?: SocketOptions;
  readonly faults?: readonly FaultName[];
  /** What the modem does differently from its dialect. */
  readonly change?: Partial<Dialect>;
  readonly profile?: string;
  readonly log?: Log;
  /** Put between the driver and the modem, each time the port is opened. */
  readonly tap?: (pipe: BytePipe, clock: VirtualClock) => BytePipe;
}

/** A line over a simulated modem of that dialect, at a simulated exchange. */
export function simulated(options: SimulatedOptions = {}): Simulated {
  const clock = new VirtualClock(START);
  const { log = silentLog } = options;
  const exchange = createExchange({ clock, log });
  const socket = exchange.socket(LINE, options.socket);
  const dialect = { ...dialects[options.dialect ?? "generic"], ...options.change } as Dialect;
  let modem: Modem | null = null;
  let plugged = true;
  let ours = memoryPipe();
  const make = () => {
    modem ??= createModem({
      clock,
      socket,
      pipe: ours[1],
      dialect,
      faults: options.faults ?? [],
      port: {
        unplug() {
          plugged = false;
          ours[0].lose();
        },
        plug() {
          plugged = true;
        },
      },
      log,
    });
    return modem;
  };
  let opened = 0;
  make();
  const base = rig({
    clock,
    log,
    settings: options.settings ?? {},
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    async open() {
      if (!plugged) throw new Error("No such file or directory");
      if (opened++ > 0) {
        ours = memoryPipe();
        make().attach(ours[1]);
      }
      return options.tap?.(ours[0], clock) ?? ours[0];
    },
  });
  return { ...base, exchange, modem: make(), hook: () => socket.hook };
}
