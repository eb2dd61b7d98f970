import { words } from "../../words/words.ts";

/** Milliseconds as `9 h`, `45 min`, or `9 h 30`, which is `9h 30m` in English. */
export function hoursText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}\u00a0min`;
  return rest === 0 ? `${hours}\u00a0h` : words().duty.hoursAndMinutes(hours, rest);
}
