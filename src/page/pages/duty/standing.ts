import type { Service } from "../../../duty/office.ts";
import type { RotaView } from "./schedule.svelte.ts";

/** From when to when the box rings these people for a service, in this order. */
export interface Standing {
  readonly from: number;
  readonly until: number;
  /** Ids, the first one is rung first. */
  readonly people: readonly string[];
}

/**
 * Who is rung for a service, from the schedule's own answers and so in the box's order; times in which it is the same are
 * one, past midnight too. For duty only while the office is open: in a closed office nobody is on duty.
 */
export function standingOf(service: Service, stretches: RotaView["stretches"]): readonly Standing[] {
  const found: Standing[] = [];
  for (const { from, until, closed, onDuty, onCall } of stretches) {
    const people = (service === "on-call" ? onCall : closed === null ? onDuty : []).map(({ id }) => id);
    const last = found.at(-1);
    if (last && last.until === from && last.people.join(" ") === people.join(" "))
      found[found.length - 1] = { ...last, until };
    else found.push({ from, until, people });
  }
  return found.filter(({ people }) => people.length > 0);
}
