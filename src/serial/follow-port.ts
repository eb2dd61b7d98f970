import { realpath } from "node:fs/promises";
import type { BytePipe, OpenPipe } from "./byte-pipe.ts";
import { listPorts, type SerialPortInfo, type UsbIdentity } from "./list-ports.ts";

export interface FollowOptions {
  /** As configured: `/dev/ttyACM0`, or a name below `/dev/serial/by-id` that follows by itself. */
  readonly path: string;
  readonly open: (path: string) => Promise<BytePipe>;
  /** The ports of this machine; others in tests. */
  readonly ports?: () => Promise<readonly SerialPortInfo[]>;
}

/** The device that was on the path, and where others just like it were at that time. */
interface Known {
  readonly usb: UsbIdentity;
  readonly others: ReadonlySet<string>;
}

/**
 * Opens a port, and finds its device again when that was unplugged and came back under another name: by what the device
 * says of itself. What is new on the path while the device is nowhere is taken for its replacement.
 */
export function followPort({ path, open, ports = listPorts }: FollowOptions): OpenPipe {
  let known: Known | null = null;

  const seen = async () => {
    const device = await realpath(path).catch(() => path);
    const all = await ports().catch(() => []);
    return { all, here: all.find((port) => port.device === device || port.path === path) ?? null };
  };

  return async () => {
    const before = known === null ? null : await seen();
    const moved = before && known && !isSame(before.here, known.usb) ? whereNow(before.all, known) : null;
    const pipe = await open(moved?.path ?? path);
    if (!moved) {
      const { all, here } = before ?? (await seen());
      if (here?.usb) known = { usb: here.usb, others: new Set(alike(all, here.usb, here.device)) };
    }
    return pipe;
  };
}

/** One that is just like it and was elsewhere before is another: a second modem of the same make. */
function whereNow(all: readonly SerialPortInfo[], { usb, others }: Known): SerialPortInfo | null {
  const found = all.filter((port) => isSame(port, usb) && (usb.serial !== null || !others.has(port.device)));
  return found.length === 1 ? (found[0] ?? null) : null;
}

const alike = (all: readonly SerialPortInfo[], usb: UsbIdentity, device: string): readonly string[] =>
  all.filter((port) => isSame(port, usb) && port.device !== device).map((port) => port.device);

const isSame = (port: SerialPortInfo | null, usb: UsbIdentity): boolean =>
  port?.usb?.vendor === usb.vendor &&
  port.usb.product === usb.product &&
  port.usb.serial === usb.serial &&
  port.usb.interface === usb.interface;
