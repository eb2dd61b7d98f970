import { readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SerialPort } from "serialport";

/** What a USB device says of itself. */
export interface UsbIdentity {
  /** Four hexadecimal digits, lower case. */
  readonly vendor: string;
  readonly product: string;
  readonly maker: string | null;
  readonly name: string | null;
  readonly serial: string | null;
  /** Which interface of the device this port is: mobile modules have several. */
  readonly interface: number | null;
}

export interface SerialPortInfo {
  /** The path to use: the one below `/dev/serial/by-id` where there is one, since device numbers change. */
  readonly path: string;
  /** `/dev/ttyACM0` */
  readonly device: string;
  readonly usb: UsbIdentity | null;
}

/** Where the system keeps what it knows; other folders in tests. */
export interface SystemFolders {
  readonly sys: string;
  readonly dev: string;
}

const REAL_PORT = /^tty(?:ACM|USB|AMA|S|XRUSB|GS)\d+$/;

/**
 * The serial ports of this machine, sorted by device. On Linux read from sysfs, which needs no udev; elsewhere asked of
 * serialport.
 */
export async function listPorts(folders: SystemFolders = { sys: "/sys", dev: "/dev" }): Promise<SerialPortInfo[]> {
  const names = await entries(join(folders.sys, "class/tty"));
  if (names.length === 0 && process.platform !== "linux") return portsBySerialport();
  const stable = await stablePaths(folders.dev);
  const ports: SerialPortInfo[] = [];
  for (const name of names.filter((each) => REAL_PORT.test(each))) {
    const folder = join(folders.sys, "class/tty", name);
    // A PC has 32 `ttyS`; those of type 0 are not wired. Without `device` there is no hardware at all.
    if ((await text(join(folder, "type"))) === "0") continue;
    const hardware = await realpath(join(folder, "device")).catch(() => null);
    if (hardware === null) continue;
    const device = join(folders.dev, name);
    ports.push({ path: stable.get(device) ?? device, device, usb: await usbIdentity(hardware) });
  }
  return ports.sort((a, b) => a.device.localeCompare(b.device, "en", { numeric: true }));
}

/** The USB device is a few folders above the tty: `…/1-1/1-1:1.0/ttyUSB0`. */
async function usbIdentity(hardware: string): Promise<UsbIdentity | null> {
  let face: string | null = null;
  for (let folder = hardware; folder !== dirname(folder); folder = dirname(folder)) {
    face ??= await text(join(folder, "bInterfaceNumber"));
    const vendor = await text(join(folder, "idVendor"));
    const product = await text(join(folder, "idProduct"));
    if (vendor === null || product === null) continue;
    return {
      vendor: vendor.toLowerCase(),
      product: product.toLowerCase(),
      maker: await text(join(folder, "manufacturer")),
      name: await text(join(folder, "product")),
      serial: await text(join(folder, "serial")),
      interface: face === null ? null : Number.parseInt(face, 16),
    };
  }
  return null;
}

async function stablePaths(dev: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(dev, "serial/by-id");
  const paths = new Map<string, string>();
  for (const name of await entries(folder)) {
    const path = join(folder, name);
    const device = await realpath(path).catch(() => null);
    if (device !== null) paths.set(device, path);
  }
  return paths;
}

const entries = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** A small file's text; null when it is not there, which says that the device has no such property. */
const text = (file: string): Promise<string | null> =>
  readFile(file, "utf8").then(
    (content) => content.trim() || null,
    () => null,
  );

async function portsBySerialport(): Promise<SerialPortInfo[]> {
  const ports = await SerialPort.list();
  return ports.map(({ path, vendorId, productId, manufacturer, serialNumber }) => ({
    path,
    device: path,
    usb:
      vendorId === undefined || productId === undefined
        ? null
        : {
            vendor: vendorId.toLowerCase(),
            product: productId.toLowerCase(),
            maker: manufacturer ?? null,
            name: null,
            serial: serialNumber ?? null,
            interface: null,
          },
  }));
}
