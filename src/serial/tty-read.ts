import { read } from "node:fs";

/** What serialport's binding has on Linux and macOS beside its documented interface. */
export interface PolledPort {
  readonly fd: number | null;
  readonly poller: { once(event: "readable", told: (error: Error | null) => void): unknown };
}

export const isPolled = (port: object): port is PolledPort => "fd" in port && "poller" in port;

/**
 * Reads at least one byte. Throws when the device is gone: a read of nothing is how the kernel says so, after the
 * modem was unplugged while it talked. The binding's own `read` tries again then, for ever, at full load.
 */
export async function readTty(port: PolledPort, buffer: Buffer): Promise<number> {
  for (;;) {
    const count = await readNow(port, buffer);
    if (count === 0) throw new Error("The device was unplugged.");
    if (count !== null) return count;
    // Closed meanwhile: its poller is freed, and asking it would crash the process.
    if (port.fd === null) throw new Error("The port is closed.");
    await new Promise<void>((resolve, reject) => {
      port.poller.once("readable", (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** Null when there is nothing to read yet. */
function readNow(port: PolledPort, buffer: Buffer): Promise<number | null> {
  return new Promise((resolve, reject) => {
    if (port.fd === null) return reject(new Error("The port is closed."));
    read(port.fd, buffer, 0, buffer.length, null, (error, count) => {
      if (!error) resolve(count);
      else if (error.code === "EAGAIN" || error.code === "EINTR") resolve(null);
      else reject(error);
    });
  });
}
