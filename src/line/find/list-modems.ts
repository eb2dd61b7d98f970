import { listPorts, type SerialPortInfo, type SystemFolders } from "../../serial/list-ports.ts";

export type ModemKind = "analog" | "mobile";

export interface FoundPort extends SerialPortInfo {
  /** What the USB vendor makes; null for a stranger, which may be a modem all the same: `diagnose` tells. */
  readonly kind: ModemKind | null;
  /** Of a mobile module: the path of the port on which its sound comes; null where it has none. */
  readonly sound?: string | null;
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
/** And their sound on one of its own: of the SIM7600 its audio port, of the EC25 and EG25-G the one for positions. */
const SOUND_INTERFACES: Readonly<Record<string, number>> = { "1e0e:9001": 4, "2c7c:0125": 1 };

/** The serial ports, known modems first. */
export async function listModems(folders?: SystemFolders): Promise<FoundPort[]> {
  const all = await listPorts(folders);
  const ports = all.filter(mayTakeCommands);
  return ports.map((port) => found(port, all)).sort((a, b) => rank(a) - rank(b));
}

/** The line of a configuration for a module, as it is written into `config.json`. `card`: where it has no port for its sound. */
export const lineForModule = (port: string, sound: string | null, card: string | null = null): string =>
  JSON.stringify({
    name: "mobile",
    kind: "mobile",
    port,
    // The line can't do without; which it is, is not known of this module.
    ...(sound === null && card !== null ? { sound_card: card } : { sound_port: sound ?? "/dev/…" }),
    number: "+33…",
  });

/** The port of the same module on which its sound comes. Two modules alike have their ports in the same order. */
function soundPortOf(port: SerialPortInfo, all: readonly SerialPortInfo[]): string | null {
  const { usb } = port;
  if (!usb) return null;
  const face = SOUND_INTERFACES[`${usb.vendor}:${usb.product}`];
  if (face === undefined) return null;
  const alike = (of: number) =>
    all.filter(
      (other) =>
        other.usb?.vendor === usb.vendor &&
        other.usb.product === usb.product &&
        other.usb.serial === usb.serial &&
        other.usb.interface === of,
    );
  return alike(face)[alike(MOBILE_AT_INTERFACE).indexOf(port)]?.path ?? null;
}

const rank = ({ kind, usb }: FoundPort): number => (kind !== null ? 0 : usb ? 1 : 2);

const mayTakeCommands = ({ usb }: SerialPortInfo): boolean =>
  usb === null ||
  vendors[usb.vendor]?.kind !== "mobile" ||
  usb.interface === null ||
  usb.interface === MOBILE_AT_INTERFACE;

function found(port: SerialPortInfo, all: readonly SerialPortInfo[]): FoundPort {
  const { usb } = port;
  if (!usb) return { ...port, kind: null, label: port.device };
  const vendor = vendors[usb.vendor];
  const words = [usb.maker ?? vendor?.name, usb.name].filter((word) => word !== undefined && word !== null);
  const label = `${printable(words.join(" ") || "USB serial port")} (${usb.vendor}:${usb.product})`;
  const kind = vendor?.kind ?? null;
  return { ...port, kind, ...(kind === "mobile" && { sound: soundPortOf(port, all) }), label };
}

/** A device names itself; no more of it than can be shown. */
const printable = (name: string): string => name.replace(/[\p{C}]/gu, "").slice(0, 80);
