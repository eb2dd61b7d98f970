import ICAL from "ical.js";
import { IANAZone } from "luxon";
import { DAY_MINUTES, DAY_MS, MINUTE_MS, modulo, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { WallTime } from "./wall-time.ts";

/** Gives instants to the times of a calendar file. */
export interface ZoneReader {
  instantOf(time: WallTime): Instant;
  /** Whether anything tells what this zone is; one of which nothing is known counts as the office's. */
  knows(zone: string | null): boolean;
}

/** The zones that Windows names otherwise, where agencies are. */
const windows: Readonly<Record<string, string>> = {
  "Romance Standard Time": "Europe/Paris",
  "W. Europe Standard Time": "Europe/Berlin",
  "Central Europe Standard Time": "Europe/Budapest",
  "Central European Standard Time": "Europe/Warsaw",
  "GMT Standard Time": "Europe/London",
  "Greenwich Standard Time": "Atlantic/Reykjavik",
  "Eastern Standard Time": "America/New_York",
  "SA Western Standard Time": "America/Martinique",
  "SA Eastern Standard Time": "America/Cayenne",
  "Arabian Standard Time": "Asia/Dubai",
  "Central Pacific Standard Time": "Pacific/Noumea",
};

/** By name where the name is one of the tz database, else by what the file itself says of its zones. */
export function zoneReader(officeZone: string, components: readonly ICAL.Component[]): ZoneReader {
  const office = zoneNamed(officeZone);
  const own = new Map(components.map((each) => [String(each.getFirstPropertyValue("tzid")), new ICAL.Timezone(each)]));
  const known = new Map<string, Zone | null>();
  const named = (zone: string): Zone | null => {
    const before = known.get(zone);
    if (before !== undefined) return before;
    const name = [windows[zone], zone, zone.split("/").slice(-2).join("/")].find(
      (each) => each !== undefined && IANAZone.isValidZone(each),
    );
    const found = name === undefined ? null : zoneNamed(name);
    known.set(zone, found);
    return found;
  };
  return {
    instantOf({ day, minute, zone, whole }) {
      if (zone === null || whole) return office.instantOf(day, minute);
      const byName = named(zone);
      if (byName) return byName.instantOf(day, minute);
      const [over, rest] = [Math.floor(minute / DAY_MINUTES), modulo(minute, DAY_MINUTES)];
      const offset = own.get(zone)?.utcOffset(timeOf(day + over, rest));
      if (offset === undefined) return office.instantOf(day, minute);
      return instant(day * DAY_MS + minute * MINUTE_MS - offset * 1000);
    },
    knows: (zone) => zone === null || named(zone) !== null || own.has(zone),
  };
}

function timeOf(day: number, minute: number): ICAL.Time {
  const date = new Date(day * DAY_MS);
  return new ICAL.Time(
    {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: Math.floor(minute / 60),
      minute: minute % 60,
      second: 0,
      isDate: false,
    },
    ICAL.Timezone.localTimezone,
  );
}
