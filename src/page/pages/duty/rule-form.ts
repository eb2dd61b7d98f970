import type { RotaRuleInput } from "../../../admin/schemas/office.ts";
import type { RotaRule } from "../../../duty/office.ts";
import { type WallDate, weekdayOf } from "../../lib/wall-date.ts";

export type RepeatChoice = "week" | "fortnight" | "day" | "month" | "once";
export const repeatChoices: readonly RepeatChoice[] = ["week", "fortnight", "day", "month", "once"];
export const nths = [1, 2, 3, 4, 5, -1] as const;

/** A line of the rota as it stands in the form. */
export interface RuleForm {
  id: string;
  service: RotaRule["service"];
  person: string;
  order: number;
  /** On call: in whose turn they are asked. */
  level: number;
  from: string;
  to: string;
  repeat: RepeatChoice;
  weekdays: number[];
  /** Of `week`; kept as it came when it is neither 1 nor 2. */
  interval: number;
  nth: (typeof nths)[number];
  starts: WallDate;
  ends: WallDate | "";
}

export const emptyRule = (id: string, person: string, day: WallDate): RuleForm => ({
  id,
  person,
  service: "duty",
  order: 1,
  level: 1,
  from: "09:00",
  to: "18:00",
  repeat: "week",
  interval: 1,
  nth: 1,
  ends: "",
  weekdays: [weekdayOf(day)],
  starts: day,
});

export function formOf(rule: RotaRule): RuleForm {
  const { repeat, ends, level = 1, ...rest } = rule;
  const form = { ...rest, level, ends: ends ?? "", weekdays: [weekdayOf(rule.starts)], interval: 1, nth: 1 as const };
  switch (repeat.every) {
    case "week":
      return {
        ...form,
        repeat: repeat.interval === 2 ? "fortnight" : "week",
        weekdays: [...repeat.weekdays],
        interval: repeat.interval,
      };
    case "day":
      return { ...form, repeat: "day", interval: repeat.interval };
    case "month":
      return {
        ...form,
        repeat: "month",
        weekdays: [repeat.weekday],
        nth: nths.find((nth) => nth === repeat.nth) ?? 1,
      };
    case "once":
      return { ...form, repeat: "once" };
  }
}

export function ruleOf(form: RuleForm): RotaRuleInput {
  const { repeat, weekdays, interval, nth, ends, level, ...rest } = form;
  return {
    ...rest,
    ...(rest.service === "on-call" && level > 1 ? { level } : {}),
    ...(ends && repeat !== "once" ? { ends } : {}),
    repeat: repeatOf({ repeat, weekdays, interval, nth }),
  };
}

function repeatOf({
  repeat,
  weekdays,
  interval,
  nth,
}: Pick<RuleForm, "repeat" | "weekdays" | "interval" | "nth">): RotaRuleInput["repeat"] {
  switch (repeat) {
    case "week":
      return { every: "week", weekdays, interval: interval === 2 ? 1 : interval };
    case "fortnight":
      return { every: "week", weekdays, interval: 2 };
    case "day":
      return { every: "day", interval };
    case "month":
      return { every: "month", weekday: weekdays[0] ?? 1, nth };
    case "once":
      return { every: "once" };
  }
}
