import { userInfo } from "node:os";
import { DateTime } from "luxon";
import { callerFrom } from "../attendant/address-book.ts";
import { isSwapping } from "../backup/swap.ts";
import type { Office } from "../duty/office.ts";
import { showPhoneNumber } from "../duty/phone-number.ts";
import { DAY_MS, MINUTE_MS, zoneNamed } from "../duty/wall-clock.ts";
import type { CallerId } from "../kernel/caller-id.ts";
import { systemClock } from "../kernel/clock.ts";
import { Fault } from "../kernel/fault.ts";
import { type Instant, instant, type Millis } from "../kernel/units.ts";
import { openStore, type Store } from "../store/store.ts";
import { consoleLog } from "./console-log.ts";
import { harmless, harmlessJson } from "./harmless.ts";
import { dataFolder, inside } from "./paths.ts";

/** What every command takes. */
export interface CommonOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** Who is written into the journal for what is done at the command line. */
export const operator = (): string => `command line (${userInfo().username})`;

/** Opens the store of a data folder beside a running appliance, for the time of one command. */
export async function withStore<T>(options: CommonOptions, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = dataFolder(options.data);
  if (isSwapping(folder))
    throw new Fault("app.restore-unfinished", "A restore was cut off here; start the appliance, it finishes it.");
  const store = await openStore({
    file: inside(folder).database,
    folder,
    clock: systemClock,
    log: consoleLog("warn"),
    rescue: false,
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Prints data for programs (`--json`) or lines for people. */
export function print(options: CommonOptions, data: unknown, lines: () => readonly string[]): void {
  const text = options.json ? harmlessJson(JSON.stringify(data, null, 2)) : lines().map(harmless).join("\n");
  process.stdout.write(`${text}\n`);
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export const wallClock = (at: Instant, zone: string, format = "yyyy-MM-dd HH:mm"): string =>
  DateTime.fromMillis(at, { zone }).toFormat(format);

export const duration = (d: Millis): string => {
  const s = Math.round(d / 1000);
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, "0")} s`;
};

/** Who called, by the office's own name for them where it has one, and the number to call back. */
export function callerName(caller: CallerId, office: Office): string {
  const { name, number, withheld } = callerFrom(caller, office);
  const shown = number === null ? caller.number : showPhoneNumber(number, office.country);
  const who = [name, shown].filter((each) => each !== null).join(", ");
  return who || (withheld ? "withheld number" : "unknown number");
}

/**
 * Reads a time as written at a command: `2026-11-23T10:00` (or with a space) on the office's clock, or with a zone of
 * its own. Of an hour that comes twice the first is meant, as in the schedule. Fault `app.bad-time`.
 */
export function readTime(text: string, zone: string): Instant {
  const iso = text.trim().replace(" ", "T");
  const time = DateTime.fromISO(iso, { zone: "utc" });
  if (!time.isValid) throw new Fault("app.bad-time", `"${text}" is not a time; write 2026-11-23T10:00.`);
  const wall = time.toMillis();
  if (/T.*(Z|[+-]\d{2}(:?\d{2})?)$/i.test(iso)) return instant(wall);
  const [day, minute] = [Math.floor(wall / DAY_MS), Math.floor((wall % DAY_MS) / MINUTE_MS)];
  const at = zoneNamed(zone).instantOf(day, minute);
  return instant(at + (wall % MINUTE_MS));
}
