import { readFile, stat } from "node:fs/promises";
import { uptime } from "node:os";
import { type Instant, instant, type Millis, millis } from "../kernel/units.ts";

/** What the machine knows of time beside the hour. */
export interface MachineTime {
  /** Since it was started, through its sleep as well; nobody sets that. */
  up(): Millis;
  /** Which start it was; null where it does not say. */
  boot(): Promise<string | null>;
  /** When a time server last set its clock, as that clock stamped it; null where none ever did, or nobody tells. */
  synchronised(): Promise<Instant | null>;
}

/** Touched at each answer of a time server (systemd-timesyncd(8)). */
const SYNCHRONISED = "/run/systemd/timesync/synchronized";

export const machineTime: MachineTime = {
  up: () => millis(Math.round(uptime() * 1000)),
  boot: () =>
    readFile("/proc/sys/kernel/random/boot_id", "utf8").then(
      (text) => text.trim(),
      () => null,
    ),
  synchronised: () =>
    stat(SYNCHRONISED).then(
      ({ mtimeMs }) => instant(Math.round(mtimeMs)),
      () => null,
    ),
};
