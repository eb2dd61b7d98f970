import { listPorts, type SerialPortInfo, type SystemFolders } from "../../serial/list-ports.ts";

export type ModemKind = "analog" | "mobile";

export interface FoundPort extends SerialPortInfo {
  /** What the USB vendor makes; null for a stranger, which may be a modem all the same: `diagnose` tells. */
  readonly kind: ModemKind | null;
  /** A name for people: `U.S. Robotics 56K Modem (0baf:0303)`. */
  readonly label: string;
}

const vendors: Readonly<Record<string, { readonly name: string; readonly kind: ModemKind }>> = {
  "0baf": { name: "U.S. Robotics", kind: "analog" },
  "0572": { name: "Conexant", kind: "analog" },
  "0803": { name: "Zoom", kind: "analog" },
  "06e0": { name: "Multi-Tech", kind: "analog" },
  "1e0e": { name: "SIMCom", kind: "mobile" },
  "2c7c": { name: "Quectel", kind: "mobile" },
};

/** Mobile modules show several ports; AT is on interface 2 of those known here. */
const MOBILE_AT_INTERFACE = 2;

/** The serial ports, known modems first. */
export async function listModems(folders?: SystemFolders): Promise<FoundPort[]> {
  const ports = (await listPorts(folders)).filter(mayTakeCommands);
  return ports.map(found).sort((a, b) => rank(a) - rank(b));
}

const rank = ({ kind, usb }: FoundPort): number => (kind !== null ? 0 : usb ? 1 : 2);

const mayTakeCommands = ({ usb }: SerialPortInfo): boolean =>
  usb === null ||
  vendors[usb.vendor]?.kind !== "mobile" ||
  usb.interface === null ||
  usb.interface === MOBILE_AT_INTERFACE;

function found(port: SerialPortInfo): FoundPort {
  const { usb } = port;
  if (!usb) return { ...port, kind: null, label: port.device };
  const vendor = vendors[usb.vendor];
  const words = [usb.maker ?? vendor?.name, usb.name].filter((word) => word !== undefined && word !== null);
  const label = `${printable(words.join(" ") || "USB serial port")} (${usb.vendor}:${usb.product})`;
  return { ...port, kind: vendor?.kind ?? null, label };
}

/** A device names itself; no more of it than can be shown. */
const printable = (name: string): string => name.replace(/[\p{C}]/gu, "").slice(0, 80);
