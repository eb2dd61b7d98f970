import type { Service } from "../../../duty/office.ts";
import { weekdayOf } from "../../lib/wall-date.ts";
import { emptyRule, type RuleForm } from "./rule-form.ts";
import type { SwapForm } from "./swap-form.ts";

/** A time at which nobody is there; as a date field has them. */
interface Gap {
  readonly service: Service;
  readonly from: string;
  readonly until: string;
}

/** A line of the rota that fills a gap, once; null where the gap is longer than a slot can be. */
export function fillRule(id: string, person: string, { service, from, until }: Gap): RuleForm | null {
  if (Date.parse(`${until}:00Z`) - Date.parse(`${from}:00Z`) > 24 * 3_600_000) return null;
  const day = from.slice(0, 10);
  const to = until.slice(11, 16);
  return {
    ...emptyRule(id, person, day),
    service,
    from: from.slice(11, 16),
    to: to === "00:00" ? "24:00" : to,
    repeat: "once",
    weekdays: [weekdayOf(day)],
  };
}

/** A replacement may last as long as it likes. */
export const fillSwap = (id: string, gap: Gap): SwapForm => ({ id, ...gap, people: [] });
