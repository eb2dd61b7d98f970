import { join } from "node:path";
import type { Clock } from "../../kernel/clock.ts";
import { explain, Fault } from "../../kernel/fault.ts";
import { type Log, silentLog } from "../../kernel/log.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { SimServices } from "../exchange/sim-calls.ts";
import type { Socket, SocketOptions } from "../exchange/socket.ts";
import { gsmDialects } from "../modems/gsm/gsm-dialects.ts";
import { type GsmFaultName, gsmFaultNames } from "../modems/gsm/gsm-faults.ts";
import { createGsmModem } from "../modems/gsm/gsm-modem.ts";
import type { GsmState } from "../modems/gsm/gsm-state.ts";
import { type Dialect, dialects } from "../modems/v253/dialects.ts";
import { type FaultName, faultNames } from "../modems/v253/modem-faults.ts";
import { createModem, type Modem } from "../modems/v253/v253-modem.ts";
import { openPty } from "../pty.ts";
import { openSoftCard } from "../soft-card.ts";

interface AnyLine {
  /** Names its ports, `<name>.tty`; default: the number. */
  readonly name?: string;
  readonly number: string;
}

/** A wall socket with a modem. */
export interface SimulatedWallLine extends AnyLine {
  readonly kind?: "analog";
  /** A name of `dialects`, or one's own; default `generic`. */
  readonly dialect?: string | Dialect;
  readonly socket?: SocketOptions;
}

/** A SIM in a module. */
export interface SimulatedMobileLine extends AnyLine {
  readonly kind: "mobile";
  /** A name of `gsmDialects`; default `sim7600`. */
  readonly dialect?: string;
  readonly services?: Partial<SimServices>;
  readonly state?: Partial<GsmState>;
}

export type SimulatedLine = SimulatedWallLine | SimulatedMobileLine;

/** A line that was set up, with what can be done to it. */
export interface Plant {
  readonly name: string;
  readonly number: string;
  readonly dialect: string;
  readonly path: string;
  readonly hook: () => "on" | "off";
  readonly faults: {
    readonly active: readonly (FaultName | GsmFaultName)[];
    add(fault: FaultName | GsmFaultName, times?: number): void;
    remove(fault: FaultName | GsmFaultName): void;
  };
  readonly trouble: () => { readonly underruns: number; readonly overflowed: number };
  /** Null where the line is a mobile one. */
  readonly socket: Socket | null;
  readonly modem: Modem | null;
  close(): Promise<void>;
}

interface Around {
  readonly folder: string;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly log?: Log;
}

const isModemFault = (fault: string): fault is FaultName => (faultNames as readonly string[]).includes(fault);
const isGsmFault = (fault: string): fault is GsmFaultName => (gsmFaultNames as readonly string[]).includes(fault);

/** The second port of a mobile line, which its sound takes. */
export const soundPortOf = (port: string): string => port.replace(/\.tty$/, ".sound.tty");
/** Where the sound card at the pins of an analog one is. */
export const cardFolderOf = (port: string): string => port.replace(/\.tty$/, ".card");

export const installLine = (line: SimulatedLine, around: Around): Promise<Plant> =>
  line.kind === "mobile" ? installMobile(line, around) : installAnalog(line, around);

function noDialect(dialect: unknown, all: Readonly<Record<string, unknown>>): never {
  throw new Fault("simulator.no-dialect", `There is no modem "${dialect}"; there are ${Object.keys(all).join(", ")}.`);
}

async function installAnalog(
  line: SimulatedWallLine,
  { folder, exchange, clock, log = silentLog }: Around,
): Promise<Plant> {
  const { number, name = number } = line;
  const dialect = typeof line.dialect === "object" ? line.dialect : dialects[line.dialect ?? "generic"];
  if (!dialect) return noDialect(line.dialect, dialects);
  const path = join(folder, `${name}.tty`);
  const pty = await openPty(path);
  const failed = (thrown: unknown): void => log.error("simulator.port", { line: name, why: explain(thrown) });
  const port = { unplug: () => void pty.unplug().catch(failed), plug: () => void pty.plug().catch(failed) };
  const socket = exchange.socket(number, line.socket);
  const modem = createModem({ clock, socket, pipe: pty.pipe, dialect, port, log });
  return {
    name,
    number,
    dialect: dialect.name,
    path,
    socket,
    modem,
    hook: () => socket.hook,
    faults: {
      get active() {
        return modem.faults.active;
      },
      add(fault, times) {
        if (isModemFault(fault)) modem.faults.add(fault, times);
        else throw new Fault("simulator.bad-request", `An analog modem has no fault "${fault}".`);
      },
      remove(fault) {
        if (isModemFault(fault)) modem.faults.remove(fault);
      },
    },
    trouble: () => modem.trouble,
    close: () => modem.close(),
  };
}

async function installMobile(
  line: SimulatedMobileLine,
  { folder, exchange, clock, log = silentLog }: Around,
): Promise<Plant> {
  const { number, name = number } = line;
  const dialect = gsmDialects[line.dialect ?? "sim7600"];
  if (!dialect) return noDialect(line.dialect, gsmDialects);
  const path = join(folder, `${name}.tty`);
  const pty = await openPty(path);
  const sound = dialect.sound ? await openPty(soundPortOf(path)) : null;
  const card = dialect.sound ? null : await openSoftCard(cardFolderOf(path));
  const sim = exchange.sim(number, line.services);
  const failed = (thrown: unknown): void => log.error("simulator.port", { line: name, why: explain(thrown) });
  const both = [pty, ...(sound ? [sound] : [])];
  const modem = createGsmModem({
    clock,
    sim,
    port: {
      unplug: () => both.forEach((port) => void port.unplug().catch(failed)),
      plug: () => both.forEach((port) => void port.plug().catch(failed)),
    },
    pipe: pty.pipe,
    pcm: sound?.pipe ?? card?.pipe ?? null,
    dialect,
    ...(line.state && { state: line.state }),
  });
  return {
    name,
    number,
    dialect: dialect.name,
    path,
    socket: null,
    modem: null,
    hook: () => (sim.calls.length === 0 ? "on" : "off"),
    faults: {
      get active() {
        return modem.faults.active;
      },
      add(fault) {
        if (!isGsmFault(fault)) throw new Fault("simulator.bad-request", `A mobile module has no fault "${fault}".`);
        modem.faults.add(fault);
      },
      remove(fault) {
        if (isGsmFault(fault)) modem.faults.remove(fault);
      },
    },
    trouble: () => ({ underruns: modem.underruns, overflowed: 0 }),
    close: () => modem.close(),
  };
}
