import type { Service } from "../../../duty/office.ts";
import type { RotaView } from "./schedule.svelte.ts";

interface Standing {
  readonly person: string;
  readonly service: Service;
  readonly from: number;
  readonly until: number;
}

/**
 * As which the box rings somebody in the course of their time, and of how many, each once and in the order of time. From
 * the schedule's own answers: the order that is shown is the one in which telephones ring. None: never rung.
 */
export function ranksOf({ person, service, from, until }: Standing, stretches: RotaView["stretches"]) {
  const all = stretches
    .filter((stretch) => stretch.from < until && stretch.until > from)
    .flatMap((stretch) => {
      const there = service === "duty" ? stretch.onDuty : stretch.onCall;
      const at = there.findIndex(({ id }) => id === person);
      return at < 0 ? [] : [{ rank: at + 1, of: there.length }];
    });
  return all.filter(({ rank, of }, n) => rank !== all[n - 1]?.rank || of !== all[n - 1]?.of);
}
