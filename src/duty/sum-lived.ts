import { type Millis, millis } from "../kernel/units.ts";
import type { Asked, Lived } from "./lived.ts";

/** What became of several days together; null of none. What one of them does not know of on-call hours, none does. */
export function sumLived(days: readonly Lived[]): Lived | null {
  if (days.length === 0) return null;
  const sum = (of: (day: Lived) => number): Millis => millis(days.reduce((total, day) => total + of(day), 0));
  const asked = (of: (day: Lived) => Asked): Asked => ({
    calls: sum((day) => of(day).calls),
    rung: sum((day) => of(day).rung),
    accepted: sum((day) => of(day).accepted),
  });
  const names = [...new Set(days.flatMap(({ lines }) => Object.keys(lines)))].sort();
  return {
    covered: sum(({ covered }) => covered),
    lost: sum(({ lost }) => lost),
    ...(days.every(({ onCall }) => onCall) && {
      onCall: { covered: sum(({ onCall }) => onCall?.covered ?? 0), lost: sum(({ onCall }) => onCall?.lost ?? 0) },
    }),
    absent: sum(({ absent }) => absent),
    off: sum(({ off }) => off),
    lines: Object.fromEntries(
      names.map((name) => [
        name,
        { up: sum(({ lines }) => lines[name]?.up ?? 0), trouble: sum(({ lines }) => lines[name]?.trouble ?? 0) },
      ]),
    ),
    inHours: asked(({ inHours }) => inHours),
    outOfHours: asked(({ outOfHours }) => outOfHours),
  };
}
