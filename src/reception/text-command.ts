import { zoneNamed } from "../duty/wall-clock.ts";
import { type Instant, instant, minutes } from "../kernel/units.ts";

/** What a person of the office may ask for by text. */
export type TextCommand =
  | { readonly do: "who" }
  | { readonly do: "absent"; readonly until: string }
  | { readonly do: "present" }
  | { readonly do: "take-up" }
  | { readonly do: "take" }
  | { readonly do: "help" };

const WORDS: Readonly<Record<string, Exclude<TextCommand["do"], "absent">>> = {
  QUI: "who",
  WHO: "who",
  PRESENT: "present",
  PRESENTE: "present",
  GARDE: "take-up",
  TAKE: "take-up",
  OK: "take",
  AIDE: "help",
  HELP: "help",
};
const ABSENT = /^ABSENTE?\s+(?:JUSQU ?['’]? ?A\s+|UNTIL\s+)?(\d{1,2})\s*(?:[:H.]\s*(\d{2})?)?$/;

/** A text as a command; null for anything else. Whole words only: what is said in a sentence is no order. */
export function textCommand(body: string): TextCommand | null {
  const said = body
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .replace(/[\s.!?]+$/, "")
    .trim();
  const word = WORDS[said];
  if (word) return { do: word };
  const [, hour, minute = "00"] = ABSENT.exec(said) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return { do: "absent", until: `${hour.padStart(2, "0")}:${minute}` };
}

/** The next time that the clock on the wall says so. */
export function nextTime(time: string, zone: string, now: Instant): Instant {
  const { dayAt, instantOf } = zoneNamed(zone);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const today = instantOf(dayAt(now), hour * 60 + minute);
  return today > now ? today : instantOf(dayAt(instant(now + minutes(24 * 60))), hour * 60 + minute);
}
