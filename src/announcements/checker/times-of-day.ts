import type { Times } from "./token.ts";

/** How a time of day is written, numbers being figures already. */
export const FRENCH_TIME =
  "(?:(?:midi|minuit)(?: (?:et )?(?:demie?|quart|\\d{1,2}))?|(?:[01]?\\d|2[0-4]) ?(?:heures?|h|:)(?: ?(?:et demie?|et quart|moins le quart|moins \\d{1,2}|[0-5]\\d)(?!\\d| ?(?:h|heures?)\\b))?(?: (?:du matin|du soir|de l'après-midi))?)";
export const ENGLISH_TIME =
  "(?:noon|midday|midnight|(?:half past|half|(?:a )?quarter past|(?:a )?quarter to|\\d{1,2} (?:minutes )?(?:past|to)) (?:1[0-2]|[1-9])(?!\\d|:)(?: ?[ap]m)?|(?:[01]?\\d|2[0-4])(?:(?:[:.h]| oh | )[0-5]?\\d(?!\\d))?(?: o'clock)?(?: ?[ap]m| in the (?:morning|afternoon|evening))?)";
/** "0800", which a year is not taken for. */
export const FOUR_FIGURES = "(?:0\\d|1\\d|2[0-3])(?:00|15|30|45)";

const NOON = 12 * 60;
const DAY = 24 * 60;

export function frenchTimes(said: string): Times {
  const past = /et demi/.test(said) ? 30 : /et quart/.test(said) ? 15 : /moins le quart/.test(said) ? -15 : null;
  const less = /moins (\d{1,2})/.exec(said)?.[1];
  if (/^mi/.test(said)) {
    const minute = past ?? Number(/\d+/.exec(said)?.[0] ?? 0);
    return said.startsWith("midi") ? [NOON + minute] : [minute, DAY + minute];
  }
  const [, hours = "0", minutes = "0"] = /(\d{1,2}) ?(?:heures?|h|:) ?(\d{2})?/.exec(said) ?? [];
  const at = Number(hours) * 60 + (past ?? (less === undefined ? Number(minutes ?? 0) : -Number(less)));
  if (/du soir|de l'après-midi/.test(said)) return [at < NOON ? at + NOON : at];
  if (/du matin/.test(said)) return [at];
  if (at === 0) return [0, DAY];
  // "Jusqu'à six heures" is said of an afternoon too.
  return at < 8 * 60 ? [at, at + NOON] : [at];
}

export function englishTimes(said: string): Times {
  if (/^(?:noon|midday)/.test(said)) return [NOON];
  if (/^midnight/.test(said)) return [0, DAY];
  const half =
    /([ap])m$/.exec(said)?.[1] ?? (/morning/.test(said) ? "a" : /afternoon|evening/.test(said) ? "p" : undefined);
  // "Half five" is half past five.
  const spoken = /^(half|(?:a )?quarter|\d{1,2} ?(?:minutes )?)\s?(past|to)? (\d{1,2})(?!:)/.exec(
    /^(?:half|a? ?quarter|\d{1,2} (?:minutes )?(?:past|to)) /.test(said) ? said : "",
  );
  const minute = (part: string): number =>
    part === "half" ? 30 : /quarter/.test(part) ? 15 : Number.parseInt(part, 10);
  const figures = /^(\d{1,2})(?:(?:[:.h]| oh | )(\d{1,2}))?/.exec(said);
  const hour = Number(spoken ? spoken[3] : (figures?.[1] ?? 0));
  const rest = spoken ? minute(spoken[1] ?? "") * (spoken[2] === "to" ? -1 : 1) : Number(figures?.[2] ?? 0);
  if (half === undefined) {
    const at = hour * 60 + rest;
    return hour > 12 ? [at] : hour === 12 ? [at, rest + DAY] : [at, at + NOON];
  }
  return [((hour % 12) + (half === "p" ? 12 : 0)) * 60 + rest];
}

export const fourFigures = (said: string): Times => [Number(said.slice(0, 2)) * 60 + Number(said.slice(2, 4))];
