import { DateTime } from "luxon";
import type { Gap } from "../../duty/coverage.ts";
import type { Language } from "../../duty/office.ts";
import { withFirst } from "../../kernel/french-date.ts";

/** "Personne n'est de permanence lundi 23 novembre de 09:00 à 12:00." */
export function sayGap(
  { kind, from, until }: Pick<Gap, "kind" | "from" | "until">,
  zone: string,
  language: Language,
): string {
  const [start, end] = [from, until].map((at) => DateTime.fromMillis(at, { zone, locale: language })) as [
    DateTime,
    DateTime,
  ];
  const day = (at: DateTime) => withFirst(at.toFormat("cccc d LLLL"));
  const [begins, ends] = [start.toFormat("HH:mm"), end.toFormat("HH:mm")];
  const words = phrases[language];
  const when = start.hasSame(end, "day")
    ? words.within(day(start), begins, ends)
    : words.across(day(start), begins, day(end), ends);
  return `${words[kind]} ${when}.`;
}

const phrases = {
  fr: {
    "nobody-on-duty": "Personne n’est de permanence",
    "nobody-on-call": "Personne n’est d’astreinte",
    within: (day: string, from: string, to: string) => `${day} de ${from} à ${to}`,
    across: (day: string, from: string, last: string, to: string) => `du ${day} à ${from} au ${last} à ${to}`,
  },
  en: {
    "nobody-on-duty": "Nobody is on duty",
    "nobody-on-call": "Nobody is on call",
    within: (day: string, from: string, to: string) => `on ${day} from ${from} to ${to}`,
    across: (day: string, from: string, last: string, to: string) => `from ${day} ${from} to ${last} ${to}`,
  },
} as const;
