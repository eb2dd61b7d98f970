import { RELEASED } from "../../kernel/plausible.ts";
import { type Instant, instant, minutes } from "../../kernel/units.ts";
import { asked } from "../saying.ts";
import type { GsmModule } from "./module.ts";
import type { TimeForm } from "./profile.ts";
import type { GsmStation } from "./station.ts";

/**
 * The hour of the network (NITZ), as the module tells it. One that was told none has the hour of its making, or counts
 * from there: what is no hour of this program's life is refused.
 */

/** `+CCLK: "26/11/28,14:03:07+04"`, `+QLTS: "2026/11/28,13:03:07+04,0"`: the offset in quarters of an hour. */
const TOLD = /^\+(?:CCLK|QLTS): ?"(?:20)?(\d\d)\/(\d\d)\/(\d\d),(\d\d):(\d\d):(\d\d)([+-]\d\d)?/;
/** No box runs for longer than this without a new release. */
const YEARS = 20;
const LATEST = instant(RELEASED + YEARS * minutes(366 * 24 * 60));
/** An hour that differs by more from the one before is believed when it is told twice. */
const JUMP = minutes(2);
/** Of the earth's zones, in quarters of an hour. */
const FARTHEST = 56;

/** The instant of a line of the answer; null for what is none, or can't be. */
export function networkTimeIn(lines: readonly string[], form: TimeForm): Instant | null {
  for (const line of lines) {
    const [, year, month, day, hour, minute, second, offset] = TOLD.exec(line) ?? [];
    // A local hour without its distance from UTC (it is optional, 27.007, 8.15) may be any of several.
    if (year === undefined || (offset === undefined && form === "local")) continue;
    const ahead = Number(offset ?? 0);
    const parts = [Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
    const [m, d, h, min, s] = parts;
    const told = new Date(Date.UTC(2000 + Number(year), m - 1, d, h, min, s));
    // The 31st of a month that has none is another day.
    if (told.getUTCMonth() !== m - 1 || told.getUTCDate() !== d || h > 23 || min > 59 || s > 60) continue;
    if (Math.abs(ahead) > FARTHEST) continue;
    const at = instant(told.getTime() - (form === "local" ? ahead * minutes(15) : 0));
    if (at >= RELEASED && at <= LATEST) return at;
  }
  return null;
}

/** Asks for it, and keeps it where it may be believed. Faults: those of the channel. */
export async function hearTime(station: GsmStation, { channel, profile }: GsmModule): Promise<void> {
  const { clock, log } = station;
  for (const { ask, form } of profile.time) {
    const at = networkTimeIn(await asked(channel, ask), form);
    if (at === null) continue;
    const heard = clock.elapsed();
    const differs = ({ at: was, heard: then }: { at: Instant; heard: number }) =>
      Math.abs(at - was - (heard - then)) > JUMP;
    const { told, doubtful } = station.time;
    if (told && differs(told) && (!doubtful || differs(doubtful))) {
      station.time = { told, doubtful: { at, heard } };
      return;
    }
    if (!told || differs(told)) log.info("line.network-time", { says: new Date(at).toISOString() });
    station.time = { told: { at, heard }, doubtful: null };
    return;
  }
}
