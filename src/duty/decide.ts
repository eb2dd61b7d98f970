import type { Closed, Duty, Reason } from "./duty.ts";
import type { Facts } from "./facts.ts";
import type { Absence, Leave, Person, Service } from "./office.ts";
import { dutyReason } from "./reasons.ts";
import { levelOf } from "./slots.ts";
import type { Day, Zone } from "./wall-clock.ts";

const LEVELS = [1, 2, 3];

/** What of an office does not change from day to day. */
export interface Setting {
  readonly zone: Zone;
  readonly people: ReadonlyMap<string, Person>;
  /** The name of the public holiday that closes the office on a day, or null. */
  holiday(day: Day): string | null;
}

/** The schedule's answer, without the instant that it is for. */
export interface Decision extends Omit<Duty, "at"> {
  /** Within the weekly hours, whether or not a holiday or a closure closes the office. */
  readonly scheduled: boolean;
  /** Ids of the people on leave, without those who are at the end of a night that began before. */
  readonly away: ReadonlySet<string>;
  /** Those on call by their levels, 1 first; a level may have nobody. */
  readonly onCallLevels: readonly (readonly Person[])[];
}

/**
 * Decides from the facts that hold at one instant. Open or closed, the strongest first: a closure, a public holiday,
 * the weekly hours. Who serves: leave takes a person out of whatever begins in it (`leave-days.ts`); an override replaces
 * the rota of its service.
 * On-call is untouched by holidays and closures, for that is when it is needed.
 */
export function decide(now: Facts, setting: Setting): Decision {
  const [closed, whyClosed] = openOrClosed(now, setting);
  const [absence, whyAbsent] = absenceOf(now, setting);
  const [onDuty, whyOnDuty] = serving("duty", now, setting);
  const [onCall, whyOnCall] = serving("on-call", now, setting);
  const serve = new Set([...onDuty, ...onCall].map(({ id }) => id));
  return {
    closed,
    absence,
    onDuty,
    onCall,
    onCallLevels: byLevel(onCall, now),
    because: [whyClosed, ...whyAbsent, ...whyOnDuty, ...whyOnCall],
    scheduled: now.hours.length > 0,
    away: new Set(now.leave.map(({ of }) => of.person).filter((id) => !serve.has(id))),
  };
}

/**
 * A holiday closes the hours that begin on it and only those: hours begun the evening before run to their end, and
 * a holiday's own night hours stay closed past midnight.
 */
function openOrClosed(now: Facts, { holiday }: Setting): readonly [Closed | null, Reason] {
  const closure = now.closures.at(-1)?.of;
  if (closure) {
    const { name, lastDay, to } = closure;
    return [
      { by: "closure", name },
      dutyReason("closed-closure", { name, until: lastDay, ...(to !== "24:00" && { to }) }),
    ];
  }
  const open = now.hours.find(({ day }) => holiday(day) === null);
  if (open) return [null, dutyReason("open", { from: open.of.from, to: open.of.to })];
  const name = holiday(now.hours[0]?.day ?? now.day);
  if (name === null) return [{ by: "hours" }, dutyReason("closed-hours", {})];
  return [{ by: "holiday", name }, dutyReason("closed-holiday", { name })];
}

/** Of several absences, the one that lasts longest. */
function absenceOf(now: Facts, { zone }: Setting): readonly [Absence | null, readonly Reason[]] {
  const [absence] = now.absences.toSorted((a, b) => b.until - a.until);
  if (!absence) return [null, []];
  return [absence.of, [dutyReason("absence", { by: absence.of.by, until: zone.show(absence.until) })]];
}

/** Of several overrides, the one begun last holds: the latest decision. People whom nobody knows are passed over. */
function serving(service: Service, now: Facts, setting: Setting): readonly [readonly Person[], readonly Reason[]] {
  const [override] = now.overrides.filter(({ of }) => of.service === service).toSorted((a, b) => b.from - a.from);
  const candidates = override
    ? override.of.people.map((id) => ({ id, slot: null, leave: leaveIn(override, id, now) }))
    : now.rota.filter(({ of }) => of.service === service).map(({ of, leave }) => ({ id: of.person, slot: of, leave }));
  const because = override ? [dutyReason("override", { service, until: setting.zone.show(override.until) })] : [];

  const found = new Set<Person>();
  for (const { id, slot, leave } of candidates) {
    const person = setting.people.get(id);
    if (!person) because.push(dutyReason("unknown-person", { service, person: id }));
    else if (leave) because.push(dutyReason("leave", { service, person: person.name, until: leave.lastDay }));
    else if (!found.has(person)) {
      found.add(person);
      if (slot) because.push(dutyReason("rota", { service, person: person.name, from: slot.from, to: slot.to }));
    }
  }
  if (found.size === 0) because.push(dutyReason("nobody", { service }));
  return [[...found], because];
}

/** An override has no levels: whoever is in it is of the first. */
function byLevel(onCall: readonly Person[], now: Facts): Person[][] {
  const levels = new Map<string, number>();
  const rota = now.overrides.some(({ of }) => of.service === "on-call") ? [] : now.rota;
  for (const { of } of rota.filter((slot) => slot.of.service === "on-call"))
    levels.set(of.person, Math.min(levelOf(of), levels.get(of.person) ?? levelOf(of)));
  return LEVELS.map((level) => onCall.filter(({ id }) => (levels.get(id) ?? 1) === level));
}

function leaveIn(override: Facts["overrides"][number], person: string, now: Facts): Leave | null {
  if (override.leaveOf) return override.leaveOf(person);
  return now.leave.find(({ of }) => of.person === person)?.of ?? null;
}
