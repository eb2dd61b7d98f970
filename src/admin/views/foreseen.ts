import type { Office } from "../../duty/office.ts";
import type { Alarm, WatchFacts } from "../../watch/alarm.ts";
import { foresee, type Hours } from "../../watch/foresee.ts";

/** What Today tells does not change within a minute, unless what it is made of does. */
const MINUTE = 60_000;

/** The alarms, reckoned once for all that ask in a minute: two hundred people take some milliseconds. */
export function createForeseen(): (office: Office, facts: WatchFacts, hours: Hours) => readonly Alarm[] {
  let known: { readonly office: Office; readonly of: string; readonly alarms: readonly Alarm[] } | null = null;
  return (office, facts, hours) => {
    const { now, hour } = hours;
    const minutes = [now, hour].map((at) => at && Math.floor(at / MINUTE));
    const of = JSON.stringify([minutes, { ...facts, failedNumbers: [...facts.failedNumbers] }]);
    if (known?.office !== office || known.of !== of) known = { office, of, alarms: foresee(office, facts, hours) };
    return known.alarms;
  };
}
