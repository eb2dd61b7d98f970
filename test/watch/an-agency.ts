import type { Office } from "../../src/duty/office.ts";
import { type Instant, instant } from "../../src/kernel/units.ts";
import { type Alarm, type AlarmKind, nothingWrong, type WatchFacts } from "../../src/watch/alarm.ts";
import { foresee } from "../../src/watch/foresee.ts";
import { type OfficeData, officeWith, rule } from "../duty/offices.ts";

const weekdays = [1, 2, 3, 4, 5];

/** An agency that is well: seven hours a day with two people, on call at every hour, a fragile client. */
export function wellAgency(data: OfficeData = {}): Office {
  return officeWith({
    people: [
      {
        id: "alice",
        name: "Alice",
        numbers: ["06 00 00 00 01"],
        email: "alice@example.org",
        roles: ["plans-duty", "answers", "follows-up", "quality"],
      },
      { id: "bruno", name: "Bruno", numbers: ["06 00 00 00 02"], roles: ["answers", "on-call"] },
      { id: "chloe", name: "Chloé", numbers: ["06 00 00 00 03"], roles: ["on-call"], language: "en" },
    ],
    hours: [{ weekdays, from: "09:00", to: "17:00" }],
    rota: [
      rule("alice", "duty", "09:00", "17:00", { repeat: { every: "week", weekdays } }),
      rule("bruno", "duty", "09:00", "17:00", { repeat: { every: "week", weekdays }, order: 2 }),
      rule("chloe", "on-call", "17:00", "09:00"),
      rule("bruno", "on-call", "00:00", "24:00", { order: 2 }),
    ],
    callers: [{ number: "03 87 00 00 01", name: "Mme Roche", fragile: true }],
    ...data,
  });
}

/** Saturday 28 November 2026, ten in the morning in Paris. */
export const SATURDAY = instant(Date.parse("2026-11-28T10:00+01:00"));

export const watch = (office: Office, at: Instant = SATURDAY, facts: Partial<WatchFacts> = {}): readonly Alarm[] =>
  foresee(office, { ...nothingWrong, ...facts }, { now: at, hour: at });

export const kinds = (alarms: readonly Alarm[]): readonly AlarmKind[] => alarms.map(({ kind }) => kind);
