import { dateOf, datesOf, englishDate, named } from "./dates.ts";
import { englishTimes, FOUR_FIGURES, fourFigures, ENGLISH_TIME as TIME } from "./times-of-day.ts";
import { mark, type Rule, sideOf } from "./token.ts";
import { ENGLISH_DAY as DAY, daysToken, FIVE, SEVEN, span } from "./weekdays.ts";

const HALF = "(?: (?<half>mornings?|afternoons?))?";
const TO = "to|until|till|through|-";
/** What follows numbers that are hours although nothing says so. */
const NO_UNIT = `(?=$|[.,;:!?)]| (?:and|then|or|from|on|in|except|every|${DAY}|weekdays|\\d))`;

const saysTime = (said: string | undefined): boolean =>
  /[ap]m|noon|mid|past|half|quarter|:|o'clock|morning|evening/.test(said ?? "");

const calendar: readonly Rule[] = [
  { pattern: "good (?:morning|afternoon|evening)", token: () => ({ is: "break" }) },
  { pattern: "24 ?/ ?7|24 hours a day,? (?:and )?7 days a week", token: () => ({ is: "always", what: "all" }) },
  {
    pattern: "24 hours a day|(?:round|around) the clock|day and night|24 hours",
    token: () => ({ is: "always", what: "hours" }),
  },
  { pattern: "7 days a week", token: () => ({ is: "always", what: "days" }) },
  { pattern: "(?:on )?(?:public|bank) holidays?", token: () => ({ is: "holidays" }) },
  { pattern: "(?:on )?christmas day", token: () => named(25, 12) },
  { pattern: "(?:on )?new year's day", token: () => named(1, 1) },
  {
    pattern: `(?:from )?${englishDate("1")}(?: (?:at |from )?(?<at>${TIME}))? ?(?:to|until|through|-) ?${englishDate("2")}(?: (?:inclusive|included))?`,
    token: (g) => datesOf(g, g.at === undefined ? undefined : englishTimes(g.at)),
  },
  {
    pattern: `(?:from )?(?:(?<w1>${DAY}) )?(?:the )?(?<d1>\\d{1,2}) (?:to|until|through|-) ${englishDate("2")}`,
    token: (g) => datesOf(g),
  },
  {
    pattern: `(?:(?<side>up to and including|(?:until|through) and including|until|till|through|up to|before|from|as of|starting|since|on) )?${englishDate("1")}(?: (?:inclusive|included))?`,
    token: (g) => dateOf(g, dateSide(g.side ?? "")),
  },
  {
    pattern: `(?:(?<side>until|from|on) )?(?:(?<w1>${DAY}),? )?the (?<d1>\\d{1,2})(?! ?(?:[ap]m|:|o'clock|\\d|past|to \\d|floor))`,
    token: (g) => dateOf(g, dateSide(g.side ?? "")),
  },
  {
    pattern: `(?:every day,? )?(?:from |on |between )?(?<a>${DAY})(?: morning)? ?(?:to|through|thru|until|till|-|and including) ?(?<b>${DAY})(?: evening| night)?${HALF}`,
    token: (g) => daysToken(span(g.a, g.b), true, g.half),
  },
  { pattern: "every day|each day|daily|all week", token: () => daysToken(SEVEN, true, undefined) },
  {
    pattern: "(?:on )?(?:weekdays|working days|business days)|every (?:weekday|working day)|during the week",
    token: () => daysToken(FIVE, true, undefined),
  },
  { pattern: "(?:at |on )?(?:the )?weekends?", token: () => daysToken([6, 7], true, undefined) },
  {
    pattern: `(?:on |every |each )?(?<a>${DAY})${HALF}`,
    token: (g) => daysToken(span(g.a, g.a), false, g.half),
  },
];

function dateSide(said: string): "until" | "from" | "on" {
  if (/until|till|through|up to|before/.test(said)) return "until";
  return /from|as of|starting|since/.test(said) ? "from" : "on";
}

const hours: readonly Rule[] = [
  {
    pattern: `(?:from |between )?(?<a>${FOUR_FIGURES})(?: hours)? ?(?:${TO}|and) ?(?<b>${FOUR_FIGURES})(?: hours)?`,
    token: ({ a = "", b = "" }) =>
      a.startsWith("2") ? null : { is: "range", from: fourFigures(a), to: fourFigures(b) },
  },
  // "From 9 to 5 pm": what one leaves open, either is meant by.
  {
    pattern: `(?<how>from |between |to )?(?<a>${TIME}) ?(?<mid>${TO}|and) ?(?<b>${TIME})`,
    token: ({ a = "", b = "", mid, how }) => {
      if (mid === "and" && how !== "between ") return null;
      if (!saysTime(a) && !saysTime(b) && how === undefined) return null;
      return { is: "range", from: englishTimes(a), to: englishTimes(b) };
    },
  },
  {
    pattern: `(?<a>${TIME}) ?(?:${TO}) ?(?<b>${TIME})${NO_UNIT}`,
    token: ({ a = "", b = "" }) => ({ is: "range", from: englishTimes(a), to: englishTimes(b), bare: true }),
  },
  {
    pattern: `(?:(?<side>from|as of|starting|after|until|till|before|by|at|about|around|opens? at|closes? at) )(?<a>${TIME})`,
    token: (g) => ({ is: "time", at: englishTimes(g.a ?? ""), ...sideOf(g.side ?? "") }),
  },
  mark("again", "(?:be |are )?back (?=on |from )"),
  mark(
    "momentary",
    "for a (?:short )?(?:moment|while)|today|this (?:morning|afternoon|evening)|tonight|tomorrow|at the moment|currently|(?:be|are) back|right now|just now",
  ),
  { pattern: "in the mornings?|mornings?", token: () => ({ is: "half", half: "morning" }) },
  { pattern: "in the afternoons?|afternoons?", token: () => ({ is: "half", half: "afternoon" }) },
];

const marks: readonly Rule[] = [
  mark(
    "apart",
    "on-call|on call|emergenc(?:y|ies)|urgent|danger|carers?|visits?|visiting|open (?:day|house)|outside (?:these|our) hours",
  ),
  mark("except", `except(?: for| on)?|excluding|apart from|but not|not on|but (?=(?:on )?${DAY})`),
  mark("included", "including|even on"),
  mark("again", "again|re-?open\\p{L}*|resum\\p{L}*"),
  mark(
    "closed",
    "closed|close(?! at)|closing|not open|at lunch|lunch break|(?:do|does|are|is|will|can)(?: not|n't)(?: be)?(?: (?:open|answer\\p{L}*|available|reachable|there))?|away|no one|nobody",
  ),
  mark(
    "open",
    "open(?:s|ing)?(?: hours)?(?: at)?|answer\\p{L}*|availab\\p{L}*|reach\\p{L}*|office hours|at your (?:service|disposal)|closes? at|call|here for you",
  ),
];

/** In the order in which they are tried: "this morning" is no half of every day. */
export const english: readonly Rule[] = [...calendar, ...hours, ...marks];
