import type { Instant } from "../kernel/units.ts";
import type { Duty } from "./duty.ts";
import type { Office, Person } from "./office.ts";
import { scheduleOf } from "./schedule.ts";

/**
 * Whether the office is open at `at`, and who is on duty and on call, in the order to ring, with the reasons for all
 * that decided (`decide.ts` has the rules). Every instant has exactly one answer, in both daylight-saving nights too
 * (`Zone.instantOf`). A person whom the schedule names but nobody knows is passed over. An office is prepared on the
 * first question and kept by identity: change it by making a new one.
 */
export function dutyAt(office: Office, at: Instant): Duty {
  const { closed, absence, onDuty, onCall, because } = scheduleOf(office).at(at);
  return { at, closed, absence, onDuty, onCall, because };
}

/** Who is on call at `at`, by the levels in which they are asked, 1 first. */
export function onCallLevelsAt(office: Office, at: Instant): readonly (readonly Person[])[] {
  return scheduleOf(office).at(at).onCallLevels;
}

/** Ids of the people on leave at `at`: they are rung for nothing. */
export function awayAt(office: Office, at: Instant): ReadonlySet<string> {
  return scheduleOf(office).at(at).away;
}
