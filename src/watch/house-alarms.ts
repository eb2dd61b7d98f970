import { between, type Instant, millis } from "../kernel/units.ts";
import { type Alarm, DAY, standing, type WatchFacts, wholePart } from "./alarm.ts";

/** Less is full soon: an hour of messages takes 60 MB, a copy of the database as much as it has itself. Bytes. */
export const LITTLE_DISK = 200_000_000;
/** What a box that breaks down may take with it. */
export const OLD_BACKUP = millis(30 * DAY);

/** What is wrong with the appliance itself. */
export function houseAlarms(facts: WatchFacts, now: Instant): readonly Alarm[] {
  const { lines, troubles, clock, freeDisk, waiting, backup } = facts;
  // A fault of the store says it already.
  const full = freeDisk !== null && freeDisk < LITTLE_DISK && !troubles.some(({ code }) => code === "store.disk-full");
  const untold = facts.untold ?? [];
  const [first] = untold;
  const kept = backup.last ?? backup.appliance;
  return [
    ...(first
      ? [
          {
            ...standing("nobody-told", "", "now", { callers: untold.map(({ caller }) => caller), since: first.since }),
            from: first.since,
            parts: untold.map(({ need }) => wholePart(need)),
          },
        ]
      : []),
    ...lines.map(({ name, since, code, why }) => ({
      ...standing("line-trouble", name, "now", { line: name, code, why }),
      from: since,
    })),
    ...troubles.map(({ code, why }) => standing("house-trouble", code, "now", { code, why })),
    ...(facts.lockedCodes ?? []).map(({ who, name, since, until }) => ({
      ...standing("code-locked", who === "" ? "others" : who, "now", { name, until }),
      from: since,
    })),
    ...(clock ? [standing("clock", "", "now", { why: clock })] : []),
    ...(full ? [standing("disk-full", "", "now", { free: freeDisk })] : []),
    ...(waiting ? [standing("mail-waits", "", "now", waiting)] : []),
    // By a clock in doubt nothing is old.
    ...(!clock && kept !== null && between(kept, now) > OLD_BACKUP
      ? [standing("no-backup", "", "later", { since: backup.last })]
      : []),
  ];
}
