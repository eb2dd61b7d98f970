import { isMainThread } from "node:worker_threads";

/** A zone whose distance from UTC tells that a process can be told to be there: no zone of people is as far. */
const FAR = { zone: "Etc/GMT+12", offset: -12 * 60 };

/**
 * The distance of a zone (tz database) from UTC in minutes, by instant; null where it has to be found in another way.
 * V8 knows it for the zone of the process, which is changed for the moment of the question: a formatter for dates, which
 * knows it as well, takes 8 MB. Only where the launcher gave the process a zone, for then the C library replaces a value
 * and moves nothing that a thread beside may be reading; never in a worker, whose environment is a copy, and which sees
 * the zone that the process is in at that moment.
 */
export function offsetsIn(zone: string): ((at: number) => number) | null {
  if (!isMainThread || process.env.TZ === undefined || !isKnown(zone)) return null;
  if (ask(FAR.zone, 0) !== FAR.offset) return null;
  return (at) => ask(zone, at);
}

const isKnown = (zone: string): boolean => zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone);

function ask(zone: string, at: number): number {
  const own = process.env.TZ;
  process.env.TZ = zone;
  try {
    return 0 - new Date(at).getTimezoneOffset();
  } finally {
    process.env.TZ = own;
  }
}
