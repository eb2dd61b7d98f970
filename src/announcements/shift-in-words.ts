import type { Language, Service } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { speakableName } from "./speakable.ts";
import { whenInWords } from "./when-in-words.ts";

export interface ShiftToTakeUp {
  readonly service: Service;
  readonly from: Instant;
  /** Whose it is; null where it is the listener's own. */
  readonly of: string | null;
}

/** "Votre astreinte commence à dix-huit heures"; of another, that it was not confirmed. */
export function shiftInWords(
  { service, from, of }: ShiftToTakeUp,
  now: Instant,
  zone: string,
  language: Language,
): string {
  const when = whenInWords(from, now, zone, language);
  const begun = from <= now;
  const name =
    of === null ? null : (speakableName(of) ?? (language === "fr" ? "La personne prévue" : "Whoever is meant"));
  if (language === "fr") {
    const what = service === "duty" ? "permanence" : "astreinte";
    const begins = begun ? "a commencé" : "commence";
    if (name === null) return `Votre ${what} ${begins} ${when}`;
    return `${name} n'a pas confirmé ${service === "duty" ? "sa" : "son"} ${what}, qui ${begins} ${when}`;
  }
  const what = service === "duty" ? "duty" : "on-call shift";
  const begins = begun ? "began" : "begins";
  if (name === null) return `Your ${what} ${begins} ${when}`;
  return `${name} has not confirmed the ${what} that ${begins} ${when}`;
}
