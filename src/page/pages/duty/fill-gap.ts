import type { Service } from "../../../duty/office.ts";
import { weekdayOf } from "../../lib/wall-date.ts";
import { emptyRule, type RuleForm } from "./rule-form.ts";
import type { SwapForm } from "./swap-form.ts";

/** A time at which nobody is there; as a date field has them. */
export interface OpenGap {
  readonly service: Service;
  readonly from: string;
  readonly until: string;
}

const DAY_MS = 24 * 3_600_000;

/** As a date field has it, or with a space instead of its T. */
const lengthOf = (from: string, until: string): number =>
  Date.parse(`${until.replace(" ", "T")}:00Z`) - Date.parse(`${from.replace(" ", "T")}:00Z`);
const dateOf = ({ from }: OpenGap): string => from.slice(0, 10);

/** What gaps at the same hours of several days have in common. */
const sameHours = (of: string, from: string, until: string): string =>
  `${of} ${from.slice(11, 16)} ${until.slice(11, 16)} ${Math.floor(lengthOf(from, until) / DAY_MS)}`;
export const hoursOf = ({ service, from, until }: OpenGap): string => sameHours(service, from, until);

/** Gaps as a person reads them: those at the same hours are one matter. */
export function alike<Of extends { readonly kind: string; readonly fromWall: string; readonly untilWall: string }>(
  gaps: readonly Of[],
): readonly (readonly [Of, ...Of[]])[] {
  const found = new Map<string, [Of, ...Of[]]>();
  for (const gap of gaps) {
    const hours = sameHours(gap.kind, gap.fromWall, gap.untilWall);
    const known = found.get(hours);
    if (known) known.push(gap);
    else found.set(hours, [gap]);
  }
  return [...found.values()];
}

/**
 * One line of the rota that fills gaps at the same hours; null where a slot can't: they are longer than one can be, or
 * not alike. Where they come again a week later it has no end, for they would go on coming.
 */
export function fillRule(id: string, person: string, gaps: readonly [OpenGap, ...OpenGap[]]): RuleForm | null {
  const [first] = gaps;
  const last = gaps.at(-1) ?? first;
  if (gaps.some((gap) => lengthOf(gap.from, gap.until) > DAY_MS || hoursOf(gap) !== hoursOf(first))) return null;
  const to = first.until.slice(11, 16);
  const weekdays = gaps.map((gap) => weekdayOf(dateOf(gap)));
  const distinct = [...new Set(weekdays)].sort((a, b) => a - b);
  return {
    ...emptyRule(id, person, dateOf(first)),
    service: first.service,
    from: first.from.slice(11, 16),
    to: to === "00:00" ? "24:00" : to,
    repeat: gaps.length === 1 ? "once" : "week",
    weekdays: distinct,
    ends: gaps.length === 1 || distinct.length < weekdays.length ? "" : dateOf(last),
  };
}

/** A replacement for the whole of them: it may last as long as it likes. */
export const fillSwap = (id: string, gaps: readonly [OpenGap, ...OpenGap[]]): SwapForm => ({
  id,
  service: gaps[0].service,
  from: gaps[0].from,
  until: (gaps.at(-1) ?? gaps[0]).until,
  people: [],
});
