import { speakable, tidy } from "./speakable.ts";

export const placeholders = [
  "office",
  "hours",
  "closed",
  "reopens",
  "callback",
  "notice",
  "until",
  "holiday",
  "emergency",
  "emergencytext",
  "silence",
  "place",
  "key",
  "menu",
  "caller",
  "number",
  "about",
  "greeting",
  "shift",
  "wish",
  "person",
  "duty",
  "oncall",
  "waiting",
  "left",
  "announcement",
] as const;
export type Placeholder = (typeof placeholders)[number];
export type Values = Readonly<Partial<Record<Placeholder, string | null>>>;

const PLACEHOLDER = /\{([a-z]+)\}/g;

/**
 * Fills `{office}` and the like. A sentence that has a placeholder without a value is left out: an office without
 * hours has no sentence about hours.
 */
export function fill(template: string, values: Values): string {
  const value = (name: string): string => values[name as Placeholder] ?? "";
  const kept = template
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => [...sentence.matchAll(PLACEHOLDER)].every(([, name]) => value(name ?? "") !== ""));
  return speakable(tidy(kept.join(" ").replace(PLACEHOLDER, (_, name: string) => value(name))));
}
