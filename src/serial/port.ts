import { SerialPort } from "serialport";
import { Channel } from "../kernel/channel.ts";
import { asFault, Fault } from "../kernel/fault.ts";
import type { BytePipe } from "./byte-pipe.ts";
import { isPolled, type Tty, ttyOf } from "./tty.ts";
import { Turns } from "./turns.ts";

export interface PortOptions {
  /** `/dev/serial/by-id/…` rather than `/dev/ttyACM0`: numbers change at every start. */
  readonly path: string;
  readonly baud: number;
  /** Keep other programs that ask for a lock away. Default true. */
  readonly lock?: boolean;
}

/** The part of serialport's binding that is used. Its stream class is left out: it hides how a port was lost. */
interface Port {
  readonly isOpen: boolean;
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  set(flags: { readonly dtr: boolean; readonly rts: boolean; readonly brk: boolean }): Promise<void>;
  close(): Promise<void>;
}

const READ_AT_MOST = 4096;

/**
 * Opens a serial port, 8N1 and raw, without flow control. Faults: `serial.no-such-port`, `serial.no-permission`,
 * `serial.port-busy`, `serial.not-a-port`, `serial.open-failed`.
 */
export async function openPort({ path, baud, lock = true }: PortOptions): Promise<BytePipe> {
  let port: Port;
  try {
    port = await SerialPort.binding.open({ path, baudRate: baud, lock });
  } catch (thrown) {
    throw openFault(path, thrown);
  }
  // A modem obeys only while DTR is up; a pseudo-terminal has no such line and says so.
  await port.set({ dtr: true, rts: true, brk: false }).catch(() => undefined);
  return pipeOver(port, path);
}

function pipeOver(port: Port, path: string): BytePipe {
  const incoming = new Channel<Uint8Array>();
  const turns = new Turns();
  let fault: Fault | null = null;
  let closing: Promise<void> | null = null;

  const shut = (why: Fault): Promise<void> => {
    fault ??= why;
    closing ??= port.isOpen ? port.close() : Promise.resolve();
    return closing;
  };

  const lose = (cause: unknown) => {
    if (fault) return;
    const lost = new Fault("serial.lost", `The serial port ${path} disappeared.`, cause);
    shut(lost).catch(() => undefined);
    incoming.fail(lost);
  };

  const tty: Tty = isPolled(port)
    ? ttyOf(port)
    : {
        read: async (buffer) => (await port.read(buffer, 0, buffer.length)).bytesRead,
        write: (bytes) => port.write(Buffer.from(bytes)),
        gather: () => undefined,
      };

  const read = async () => {
    const buffer = Buffer.allocUnsafe(READ_AT_MOST);
    while (!fault) {
      const count = await tty.read(buffer);
      incoming.put(new Uint8Array(buffer.subarray(0, count)));
    }
  };
  read().catch(lose);

  return {
    incoming,
    async write(bytes) {
      const giveBack = await turns.take();
      try {
        if (fault) throw fault;
        await tty.write(bytes);
      } catch (thrown) {
        lose(thrown);
        throw fault ?? thrown;
      } finally {
        giveBack();
      }
    },
    gather: (d) => tty.gather(d),
    async close() {
      const closed = shut(new Fault("serial.closed", `The serial port ${path} is closed.`));
      incoming.close();
      await closed.catch(() => undefined);
    },
  };
}

/** The binding gives the system's words only, no code. */
const reasons: readonly (readonly [RegExp, (path: string, cause: unknown) => Fault])[] = [
  [
    /No such (?:file|device)/,
    (path, cause) =>
      new Fault("serial.no-such-port", `There is no serial port ${path}. Is the modem plugged in?`, cause),
  ],
  [
    /Permission denied|Operation not permitted/,
    (path, cause) =>
      new Fault(
        "serial.no-permission",
        `This program may not use ${path}. Add its user to the dialout group (sudo usermod -aG dialout <user>), then log in anew.`,
        cause,
      ),
  ],
  [
    /resource busy|temporarily unavailable|Cannot lock/,
    (path, cause) =>
      new Fault(
        "serial.port-busy",
        `Another program uses ${path} (ModemManager, or a second copy of this one?).`,
        cause,
      ),
  ],
  [
    /Inappropriate ioctl|Is a directory|Not a directory/,
    (path, cause) => new Fault("serial.not-a-port", `${path} is no serial port.`, cause),
  ],
];

function openFault(path: string, thrown: unknown): Fault {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const known = reasons.find(([pattern]) => pattern.test(words));
  return known ? known[1](path, thrown) : asFault(thrown, "serial.open-failed");
}
