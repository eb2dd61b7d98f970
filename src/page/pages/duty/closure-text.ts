import type { Words } from "../../words/shape.ts";

/** A closure, or leave, which has days alone. */
export interface Days {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** `jeudi 24 décembre à 12:00 → dimanche 27 décembre`: the hours where they are not those of whole days. */
export function closureText(
  { firstDay, lastDay, from = "00:00", to = "24:00" }: Days,
  say: (day: string) => string,
  words: Words,
): string {
  const w = words.duty.away;
  const [late, early] = [from !== "00:00", to !== "24:00"];
  if (firstDay === lastDay) {
    const hours = late && early ? w.fromTo(from, to) : late ? w.fromHour(from) : early ? w.untilHour(to) : null;
    return hours === null ? say(firstDay) : `${say(firstDay)}, ${hours}`;
  }
  const at = (day: string, hour: string | null) => (hour === null ? say(day) : w.dayAt(say(day), hour));
  return w.days(at(firstDay, late ? from : null), at(lastDay, early ? to : null));
}
