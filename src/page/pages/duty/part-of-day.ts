import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

interface Span {
  readonly from: number;
  readonly until: number;
}

/** Which part of a day a span takes: `à partir de 12:00`, `jusqu'à 12:00`, `de 12:00 à 14:00`; null for the whole of it. */
export function partOfDay(span: Span, day: Span, times: Pick<Times, "time">, words: Words): string | null {
  const w = words.duty.away;
  const [late, early] = [span.from > day.from, span.until < day.until];
  if (late && early) return w.fromTo(times.time(span.from), times.time(span.until));
  if (late) return w.fromHour(times.time(span.from));
  return early ? w.untilHour(times.time(span.until)) : null;
}
