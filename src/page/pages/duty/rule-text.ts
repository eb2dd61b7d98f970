import type { RotaRule } from "../../../duty/office.ts";
import { weekdayNames } from "../../lib/wall-date.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";
import { nths } from "./rule-form.ts";

type Rule = Pick<RotaRule, "from" | "to" | "repeat" | "starts" | "ends">;

/** A line of the rota in words: `08:30 – 13:00, lun. mer., à partir du lundi 2 novembre`. */
export function ruleText({ from, to, repeat, starts, ends }: Rule, times: Times, locale: string, words: Words): string {
  const w = words.duty.import;
  const first = times.wallDay(starts);
  const when =
    repeat.every === "once" || ends === starts
      ? w.on(first)
      : ends === undefined
        ? w.since(first)
        : w.between(first, times.wallDay(ends));
  return [`${from} – ${to}`, repeatText(repeat, locale, words), when].filter(Boolean).join(", ");
}

function repeatText(repeat: RotaRule["repeat"], locale: string, words: Words): string {
  const w = words.duty.import;
  const names = weekdayNames(locale, "short");
  switch (repeat.every) {
    case "once":
      return "";
    case "day":
      return w.everyDay(repeat.interval);
    case "month":
      return w.monthly(
        words.duty.rule.nth[nths.find((nth) => nth === repeat.nth) ?? 1],
        weekdayNames(locale, "long")[repeat.weekday - 1] ?? "",
      );
    case "week": {
      const often =
        repeat.interval === 1 ? "" : repeat.interval === 2 ? w.days.fortnight : w.days.weeks(repeat.interval);
      return [repeat.weekdays.map((day) => names[day - 1]).join(" "), often].filter(Boolean).join(", ");
    }
  }
}
