import { readSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type Millis, millis } from "../kernel/units.ts";

/** What serialport's binding has on Linux and macOS beside its documented interface. */
export interface PolledPort {
  readonly fd: number | null;
  readonly poller: {
    /** Asks for these events instead of those asked for before. */
    poll(events: number): void;
    on(event: Readiness, told: (error: Error | null) => void): unknown;
  };
}

export const isPolled = (port: object): port is PolledPort => "fd" in port && "poller" in port;

type Readiness = "readable" | "writable";
const bit: Readonly<Record<Readiness, number>> = { readable: 1, writable: 2 };
const PATIENCE = new Set(["EAGAIN", "EINTR"]);

/** Both throw when the device is gone or the port closed; one read and one write may wait at a time. */
export interface Tty {
  /** Reads at least one byte. */
  read(buffer: Buffer): Promise<number>;
  write(bytes: Uint8Array): Promise<void>;
  /** See `BytePipe.gather`. */
  gather(d: Millis): void;
}

/**
 * Reads and writes beside each other. The binding's own two don't: waiting to write, it hears nothing, so a modem
 * that will be read before it reads on stands still for ever; and a read of nothing, which is how the kernel says
 * that the device was unplugged, it tries again without end.
 *
 * The descriptor never blocks, so both go to the kernel at once and ask to be told only when it says that it isn't
 * ready: a detour through the thread pool costs ten times the read itself.
 */
export function ttyOf(port: PolledPort): Tty {
  const waiting: Partial<Record<Readiness, (error: Error | null) => void>> = {};
  let gathering = millis(0);

  const ask = () => port.poller.poll((waiting.readable ? bit.readable : 0) | (waiting.writable ? bit.writable : 0));
  const listenFor = (what: Readiness) =>
    port.poller.on(what, (error) => {
      const wake = waiting[what];
      delete waiting[what];
      // Left to itself, the binding goes on asking for all that it was ever asked for, and turns in circles.
      if (!error) ask();
      // It calls from outside of Node's own callbacks, after which newer Nodes resume no promise by themselves
      // (serialport/bindings-cpp, pull request 239).
      if (wake) setImmediate(wake, error);
    });
  listenFor("readable");
  listenFor("writable");

  /** The open port's descriptor. Its poller is freed with it, and asking that would crash the process. */
  const open = (): number => {
    if (port.fd === null) throw new Error("The port is closed.");
    return port.fd;
  };

  const ready = (what: Readiness) =>
    new Promise<void>((resolve, reject) => {
      open();
      waiting[what] = (error) => (error ? reject(error) : resolve());
      ask();
    });

  return {
    async read(buffer) {
      if (gathering > 0) await wait(gathering);
      for (;;) {
        const count = attempt(() => readSync(open(), buffer, 0, buffer.length, null));
        if (count === 0) throw new Error("The device was unplugged.");
        if (count !== null) return count;
        await ready("readable");
      }
    },
    async write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const count = attempt(() => writeSync(open(), bytes, at, bytes.length - at));
        if (count === null) await ready("writable");
        else at += count;
      }
    },
    gather(d) {
      gathering = d;
    },
  };
}

/** Null when the port isn't ready for it. */
function attempt(io: () => number): number | null {
  try {
    return io();
  } catch (thrown) {
    if (PATIENCE.has((thrown as NodeJS.ErrnoException).code ?? "")) return null;
    throw thrown;
  }
}
