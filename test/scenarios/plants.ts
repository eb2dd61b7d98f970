import type { Clock } from "../../src/kernel/clock.ts";
import { Fault } from "../../src/kernel/fault.ts";
import type { Log } from "../../src/kernel/log.ts";
import { openGsmLine } from "../../src/line/gsm/gsm-line.ts";
import { defaultGsmSettings, type GsmSettings } from "../../src/line/gsm/settings.ts";
import type { SimBook } from "../../src/line/gsm/sim-book.ts";
import type { Line } from "../../src/line/line.ts";
import { defaultSettings, type V253Settings } from "../../src/line/v253/settings.ts";
import { openV253Line } from "../../src/line/v253/v253-line.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import type { Exchange } from "../../src/simulator/exchange/exchange.ts";
import type { SimCard, SimServices } from "../../src/simulator/exchange/sim-calls.ts";
import type { Socket, SocketOptions } from "../../src/simulator/exchange/socket.ts";
import { gsmDialects } from "../../src/simulator/modems/gsm/gsm-dialects.ts";
import type { GsmModem } from "../../src/simulator/modems/gsm/gsm-modem.ts";
import { dialects, generic } from "../../src/simulator/modems/v253/dialects.ts";
import { createModem, type Modem } from "../../src/simulator/modems/v253/v253-modem.ts";
import { modulePorts } from "../line/gsm/module-ports.ts";
import { numberOf } from "./office.ts";

/** A line of the appliance with what is behind it, at one number of the exchange. */
export interface Plant {
  readonly line: Line;
  /** The wall socket and its modem, where the line is an analog one. */
  readonly socket: Socket;
  readonly modem: Modem;
  /** The SIM and its module, where it is a mobile one. */
  readonly sim: SimCard;
  readonly module: GsmModem;
  /** On-hook, with nothing going on. */
  readonly atRest: () => boolean;
}

interface Around {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly log: Log;
  readonly sims: SimBook;
  /** Which line of several it is; the first, where there is one. */
  readonly nth?: number;
}

const placeOf = ({ nth = 1 }: Around) => ({ name: `line-${nth}`, number: numberOf(nth) });

const missing = (what: string): never => {
  throw new Error(`this scene's line has no ${what}`);
};

export interface AnalogPlant {
  readonly socket?: SocketOptions;
  readonly dialect?: string;
  readonly settings?: Partial<V253Settings>;
}

export function analogPlant(around: Around, options: AnalogPlant): Plant {
  const { exchange, clock, log } = around;
  const { name, number } = placeOf(around);
  const socket = exchange.socket(number, options.socket);
  let plugged = true;
  let [ours, theirs] = memoryPipe();
  let opened = false;
  const modem = createModem({
    clock,
    socket,
    pipe: theirs,
    dialect: dialects[options.dialect ?? "generic"] ?? generic,
    port: {
      unplug() {
        plugged = false;
        ours.lose();
      },
      plug() {
        plugged = true;
      },
    },
  });
  /** As a port is opened: one that was closed or lost is another pipe to the same modem from then on. */
  const open = async () => {
    if (!plugged) throw new Fault("serial.no-such-port", "The modem is not plugged in.");
    if (opened) {
      [ours, theirs] = memoryPipe();
      modem.attach(theirs);
    }
    opened = true;
    return ours;
  };
  const settings = { ...defaultSettings, forwarding: "hook-flash" as const, ...options.settings };
  return {
    line: openV253Line({ name, open, clock, log, settings }),
    socket,
    modem,
    get sim() {
      return missing("SIM");
    },
    get module() {
      return missing("module");
    },
    atRest: () => socket.hook === "on" && modem.mode === "command",
  };
}

export interface MobilePlant {
  readonly dialect: string;
  readonly services?: Partial<SimServices>;
  readonly settings?: Partial<GsmSettings>;
}

export function mobilePlant(around: Around, options: MobilePlant): Plant {
  const { exchange, clock, log, sims } = around;
  const { name, number } = placeOf(around);
  const sim = exchange.sim(number, options.services);
  const dialect = gsmDialects[options.dialect];
  if (!dialect) throw new Error(`there is no module ${options.dialect}`);
  const { module, open, openSound } = modulePorts({ clock, sim, dialect });
  const line = openGsmLine({
    name,
    open,
    sound: { over: "port", open: openSound },
    clock,
    log,
    settings: { ...defaultGsmSettings, ...options.settings },
    sims,
    pins: { isRefused: async () => false, refused: async () => undefined },
  });
  return {
    line,
    sim,
    module,
    get socket() {
      return missing("socket");
    },
    get modem() {
      return missing("modem");
    },
    atRest: () => sim.calls.length === 0 && !module.sound,
  };
}
