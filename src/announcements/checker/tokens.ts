import type { Language } from "../../duty/office.ts";
import { inFigures } from "./figures.ts";

/** A time of day in minutes from midnight; several where it may be meant either way ("at five"). */
export type Times = readonly number[];

export interface DateOfYear {
  readonly day: number;
  /** 1 to 12; null for "lundi 14", which follows another date. */
  readonly month: number | null;
  readonly year: number | null;
  readonly weekday: number | null;
}

/** What a text says of time, in the order in which it says it. */
export type Token =
  | {
      readonly is: "days";
      readonly days: readonly number[];
      readonly range: boolean;
      readonly half: "morning" | "afternoon" | null;
    }
  | { readonly is: "range"; readonly from: Times; readonly to: Times }
  /** `said`: it says by itself that it is an opening or a closing. */
  | { readonly is: "time"; readonly at: Times; readonly side: "from" | "until" | "at"; readonly said: boolean }
  | { readonly is: "dates"; readonly from: DateOfYear; readonly to: DateOfYear; readonly side: "on" | "until" | "from" }
  | { readonly is: "holidays" }
  | { readonly is: "always"; readonly what: "hours" | "days" }
  | { readonly is: "half"; readonly half: "morning" | "afternoon" }
  | { readonly is: "open" | "closed" | "except" | "included" | "again" | "momentary" | "apart" | "break" };

const FR_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const EN_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const FR_MONTHS =
  "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre";
const EN_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december";

const fr = {
  day: "(?:lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lun\\.|mar\\.|mer\\.|jeu\\.|ven\\.|sam\\.|dim\\.)",
  time: "(?:(?:midi|minuit)(?: (?:et )?(?:demie?|quart|\\d{1,2}))?|(?:[01]?\\d|2[0-4]) ?(?:heures?|h|:)(?: ?(?:et demie?|et quart|moins le quart|moins \\d{1,2}|[0-5]\\d)(?!\\d| ?(?:h|heures?)\\b))?(?: (?:du matin|du soir|de l'après-midi))?)",
};
const en = {
  day: "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\\.?(?![\\p{L}]))",
  time: "(?:noon|midday|midnight|(?:half past|(?:a )?quarter past|(?:a )?quarter to|\\d{1,2} (?:minutes )?(?:past|to)) \\d{1,2}(?: ?[ap]m)?|(?:[01]?\\d|2[0-4])(?:(?:[:.h]| oh | )[0-5]?\\d(?!\\d))?(?: o'clock)?(?: ?[ap]m| in the (?:morning|afternoon|evening))?)",
};

interface Rule {
  readonly pattern: string;
  readonly token: (groups: Readonly<Record<string, string>>) => Token | null;
}

const is = (
  kind: Extract<Token["is"], "open" | "closed" | "except" | "included" | "again" | "momentary" | "apart" | "break">,
  pattern: string,
): Rule => ({
  pattern,
  token: () => ({ is: kind }),
});

const halfOf = (said: string | undefined): "morning" | "afternoon" | null =>
  said === undefined ? null : /matin|morning/.test(said) ? "morning" : "afternoon";

const FR_HALF = "(?: (?<half>matins?|après-midis?))?";
const EN_HALF = "(?: (?<half>mornings?|afternoons?))?";
const frDate = (n: string): string =>
  `(?:(?<w${n}>${fr.day}) )?(?<d${n}>\\d{1,2})(?: (?<m${n}>${FR_MONTHS})|/(?<n${n}>\\d{1,2}))?(?:[ /](?<y${n}>20\\d\\d))?`;
const enDate = (n: string): string =>
  `(?:(?<w${n}>${en.day}),? )?(?:the )?(?:(?<d${n}>\\d{1,2})(?: of)? (?<m${n}>${EN_MONTHS})|(?<k${n}>${EN_MONTHS}) (?:the )?(?<e${n}>\\d{1,2})(?! ?(?:[:.]\\d|[ap]m)))(?:,? (?<y${n}>20\\d\\d))?`;

const rules: Readonly<Record<Language, readonly Rule[]>> = {
  fr: [
    {
      pattern: "24 ?h(?:eures)? ?(?:/|sur) ?24(?: ?h(?:eures)?)?|jour et nuit|nuit et jour",
      token: () => ({ is: "always", what: "hours" }),
    },
    { pattern: "7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j)?", token: () => ({ is: "always", what: "days" }) },
    { pattern: "(?:les )?jours fériés|(?:un )?jour férié", token: () => ({ is: "holidays" }) },
    {
      pattern: `du ${frDate("1")} (?:au|jusqu'au) ${frDate("2")}`,
      token: (g) => (monthIn(g, "2") === null ? null : datesOf(g, "on")),
    },
    {
      pattern: `(?<side>jusqu'au|jusqu'à|avant le|à partir du|à compter du|dès le|depuis le|le|ce|au) ${frDate("1")}(?: (?:inclus|compris))?`,
      token: (g) =>
        dateOf(
          g,
          /jusqu|avant/.test(g.side ?? "") ? "until" : /partir|compter|dès|depuis/.test(g.side ?? "") ? "from" : "on",
        ),
    },
    {
      pattern: `(?:du |de |le |les )?(?<a>${fr.day}) ?(?:au|à|-|jusqu'au) ?(?<b>${fr.day})(?: inclus)?${FR_HALF}`,
      token: (g) => daysToken(span(g.a, g.b), true, g.half),
    },
    {
      pattern: "(?:tous les jours|chaque jour)(?: de la semaine| ouvrés?| ouvrables?)?",
      token: (g) => daysToken(/semaine|ouvr/.test(g["0"] ?? "") ? FIVE : SEVEN, true, undefined),
    },
    { pattern: "en semaine|les jours (?:de semaine|ouvrés|ouvrables)", token: () => daysToken(FIVE, true, undefined) },
    {
      pattern: "(?:le |les |en |tout le )?week-?ends?|(?:en |la )?fin de semaine",
      token: () => daysToken([6, 7], true, undefined),
    },
    {
      pattern: `(?:les? |chaque |tous les )?(?<a>${fr.day})${FR_HALF}`,
      token: (g) => daysToken(span(g.a, g.a), false, g.half),
    },
    {
      pattern: `(?:de |d'|entre )?(?<a>${fr.time}) ?(?<mid>à|-|et|jusqu'à) ?(?<b>${fr.time})`,
      token: (g) =>
        g.mid === "et" && !/^entre/.test(g["0"] ?? "")
          ? null
          : { is: "range", from: frenchTimes(g.a ?? ""), to: frenchTimes(g.b ?? "") },
    },
    // The unit once for both: "de 9 à 12 h".
    {
      pattern: `(?:de |entre )(?<a>[01]?\\d|2[0-4]) (?:à|et) (?<b>${fr.time})`,
      token: (g) => ({ is: "range", from: frenchTimes(`${g.a} h`), to: frenchTimes(g.b ?? "") }),
    },
    {
      pattern: `(?:(?<side>à partir de|à partir d'|dès|depuis|jusqu'à|jusqu'|avant|après|à|vers|ouvr(?:e|ons|ent) à|ferm(?:e|ons|ent) à) ?)(?<a>${fr.time})`,
      token: (g) => ({ is: "time", at: frenchTimes(g.a ?? ""), ...sideOf(g.side ?? "") }),
    },
    {
      pattern: "le matin|ce matin|les matins|(?:dans )?la matinée",
      token: (g) => (/ce matin/.test(g["0"] ?? "") ? { is: "momentary" } : { is: "half", half: "morning" }),
    },
    {
      pattern: "l'après-midi|les après-midis?|cet après-midi",
      token: (g) => (/cet/.test(g["0"] ?? "") ? { is: "momentary" } : { is: "half", half: "afternoon" }),
    },
    is("again", "de retour (?=(?:le|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )"),
    is(
      "momentary",
      "momentanément|pour un (?:court )?moment|de retour|aujourd'hui|ce soir|demain|en ce moment|actuellement",
    ),
    is("apart", "astreinte|urgences?|urgents?|urgente|danger|samu|pompiers"),
    is("except", "sauf|excepté|hormis|à l'exception|hors|mais pas|et non|ni"),
    is("included", "y compris|même|inclus"),
    is("again", "de nouveau|à nouveau|rouvr\\p{L}*|réouvr\\p{L}*|reprend\\p{L}*|reprise|réouverture"),
    is(
      "closed",
      "fermé(?:e|s|es)?|ferme(?:ra|nt|rons)?(?! à)|fermeture|fermons|absents?|absente?s?|(?:ne|n') ?(?:vous )?(?:sommes|est|sont|répond\\p{L}*|assur\\p{L}*|pouvons|ser\\p{L}*|ouvr\\p{L}*|travaill\\p{L}*|y a)[^.,;]{0,12} ?(?:pas|plus|personne)(?: (?:ouverte?s?|joignables?|disponibles?|présente?s?|à votre \\p{L}+))?|pas (?:ouverts?|ouverte)|congés",
    ),
    is(
      "open",
      "ouvert(?:e|s|es)?|ouvr(?:e|ons|ent)(?: à)?|ouverture|répond\\p{L}*|joign\\p{L}*|accueill\\p{L}*|reçoi\\p{L}*|recev\\p{L}*|à votre (?:écoute|service|disposition)|horaires|disponibles?|présents?|permanence|contacter|rappel\\p{L}*|appel\\p{L}*|ferme à",
    ),
  ],
  en: [
    { pattern: "24 ?/ ?7|24 hours a day,? (?:and )?7 days a week", token: () => ({ is: "always", what: "hours" }) },
    {
      pattern: "24 hours a day|round the clock|day and night|24 hours",
      token: () => ({ is: "always", what: "hours" }),
    },
    { pattern: "7 days a week", token: () => ({ is: "always", what: "days" }) },
    { pattern: "(?:on )?(?:public|bank) holidays?", token: () => ({ is: "holidays" }) },
    { pattern: `from ${enDate("1")} (?:to|until|through) ${enDate("2")}`, token: (g) => datesOf(g, "on") },
    {
      pattern: `(?:from )?(?:(?<w1>${en.day}) )?(?:the )?(?<d1>\\d{1,2}) (?:to|until|through|-) ${enDate("2")}`,
      token: (g) => datesOf(g, "on"),
    },
    {
      pattern: `(?:(?<side>until|till|through|up to|before|from|as of|starting|since|on) )?${enDate("1")}(?: (?:inclusive|included))?`,
      token: (g) =>
        dateOf(
          g,
          /until|till|through|up to|before/.test(g.side ?? "")
            ? "until"
            : /from|as of|starting|since/.test(g.side ?? "")
              ? "from"
              : "on",
        ),
    },
    {
      pattern: `(?:from |on |between )?(?<a>${en.day}) ?(?:to|through|thru|until|till|-|and including) ?(?<b>${en.day})${EN_HALF}`,
      token: (g) => daysToken(span(g.a, g.b), true, g.half),
    },
    { pattern: "every day|each day|daily|all week", token: () => daysToken(SEVEN, true, undefined) },
    {
      pattern: "(?:on )?(?:weekdays|working days|business days)|every (?:weekday|working day)|during the week",
      token: () => daysToken(FIVE, true, undefined),
    },
    { pattern: "(?:at |on )?(?:the )?weekends?", token: () => daysToken([6, 7], true, undefined) },
    {
      pattern: `(?:on |every |each )?(?<a>${en.day})${EN_HALF}`,
      token: (g) => daysToken(span(g.a, g.a), false, g.half),
    },
    {
      pattern: `(?<how>from |between |to )?(?<a>${en.time}) ?(?<mid>to|until|till|through|-|and) ?(?<b>${en.time})`,
      token: (g) => {
        if (g.mid === "and" && g.how !== "between ") return null;
        return saysTime(g.a) || saysTime(g.b) || g.how !== undefined ? englishRange(g.a ?? "", g.b ?? "") : null;
      },
    },
    {
      pattern: `(?:(?<side>from|as of|starting|after|until|till|before|by|at|about|around|opens? at|closes? at) )(?<a>${en.time})`,
      token: (g) => ({ is: "time", at: englishTimes(g.a ?? ""), ...sideOf(g.side ?? "") }),
    },
    is("again", "(?:be |are )?back (?=on |from )"),
    is(
      "momentary",
      "for a (?:short )?(?:moment|while)|today|this (?:morning|afternoon|evening)|tonight|tomorrow|at the moment|currently|(?:be|are) back|right now|just now",
    ),
    { pattern: "in the mornings?|mornings?", token: () => ({ is: "half", half: "morning" }) },
    { pattern: "in the afternoons?|afternoons?", token: () => ({ is: "half", half: "afternoon" }) },
    is("apart", "on-call|on call|emergenc(?:y|ies)|urgent|danger"),
    is("except", "except(?: for| on)?|excluding|apart from|but not|not on"),
    is("included", "including|even on"),
    is("again", "again|re-?open\\p{L}*|resum\\p{L}*"),
    is(
      "closed",
      "closed|close(?! at)|closing|not open|(?:do|does|are|is|will|can)(?: not|n't)(?: be)?(?: (?:open|answer\\p{L}*|available|reachable|there))?|away|no one|nobody",
    ),
    is(
      "open",
      "open(?:s|ing)?(?: hours)?(?: at)?|answer\\p{L}*|availab\\p{L}*|reach\\p{L}*|office hours|at your (?:service|disposal)|closes? at|call|here for you",
    ),
  ],
};

const SEVEN = [1, 2, 3, 4, 5, 6, 7];
const FIVE = [1, 2, 3, 4, 5];

function weekdayOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  const short = word.slice(0, 3);
  const at = [FR_DAYS, EN_DAYS].map((days) => days.findIndex((day) => day.startsWith(short))).find((n) => n >= 0);
  return at === undefined ? null : at + 1;
}

/** From one weekday to another, past Sunday where it must. */
function span(from: string | undefined, to: string | undefined): number[] {
  const [a, b] = [weekdayOf(from), weekdayOf(to)];
  if (a === null || b === null) return [];
  return Array.from({ length: ((b - a + 7) % 7) + 1 }, (_, n) => ((a - 1 + n) % 7) + 1);
}

const daysToken = (days: readonly number[], range: boolean, half: string | undefined): Token => ({
  is: "days",
  days,
  range,
  half: halfOf(half),
});

const sideOf = (said: string): Pick<Extract<Token, { is: "time" }>, "side" | "said"> => ({
  said: /open|close|ouvr|ferm/.test(said),
  side: /partir|dès|depuis|from|as of|starting|ouvr|open|après|after/.test(said)
    ? "from"
    : /jusqu|until|till|avant|before|by|ferm|close/.test(said)
      ? "until"
      : "at",
});

function monthIn(g: Readonly<Record<string, string | undefined>>, n: string): number | null {
  const name = g[`m${n}`] ?? g[`k${n}`];
  if (name !== undefined) {
    const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "");
    const months = [FR_MONTHS.split("|").filter((month) => !/[éû]/.test(month)), EN_MONTHS.split("|")];
    const at = months.map((all) => all.indexOf(plain)).find((found) => found >= 0);
    return at === undefined ? null : at + 1;
  }
  const figure = Number(g[`n${n}`] ?? "0");
  return figure >= 1 && figure <= 12 ? figure : null;
}

function dateIn(g: Readonly<Record<string, string | undefined>>, n: string): DateOfYear {
  const year = g[`y${n}`];
  return {
    day: Number(g[`d${n}`] ?? g[`e${n}`]),
    month: monthIn(g, n),
    year: year === undefined ? null : Number(year),
    weekday: weekdayOf(g[`w${n}`]),
  };
}

/** One date; "le 3" alone is one only with its weekday before it. */
function dateOf(g: Readonly<Record<string, string>>, side: "on" | "until" | "from"): Token | null {
  const date = dateIn(g, "1");
  if (date.day < 1 || date.day > 31 || (date.month === null && date.weekday === null)) return null;
  return { is: "dates", from: date, to: date, side };
}

function datesOf(g: Readonly<Record<string, string>>, side: "on"): Token | null {
  const to = dateIn(g, "2");
  const from = dateIn(g, "1");
  if (![from, to].every(({ day }) => day >= 1 && day <= 31) || to.month === null) return null;
  const month = from.month ?? to.month;
  return { is: "dates", from: { ...from, month, year: from.year ?? to.year }, to, side };
}

const saysTime = (said: string | undefined): boolean =>
  /[ap]m|noon|mid|past|quarter|:|o'clock|morning|evening/.test(said ?? "");

function frenchTimes(said: string): Times {
  const past = /et demi/.test(said) ? 30 : /et quart/.test(said) ? 15 : /moins le quart/.test(said) ? -15 : null;
  const less = /moins (\d{1,2})/.exec(said)?.[1];
  if (/^mi/.test(said)) {
    const minute = past ?? Number(/\d+/.exec(said)?.[0] ?? 0);
    return said.startsWith("midi") ? [12 * 60 + minute] : [minute, 24 * 60 + minute];
  }
  const [, hours = "0", minutes = "0"] = /(\d{1,2}) ?(?:heures?|h|:) ?(\d{2})?/.exec(said) ?? [];
  const at = Number(hours) * 60 + (past ?? (less === undefined ? Number(minutes ?? 0) : -Number(less)));
  if (/du soir|de l'après-midi/.test(said)) return [at < 12 * 60 ? at + 12 * 60 : at];
  if (/du matin/.test(said)) return [at];
  if (at === 0) return [0, 24 * 60];
  // "Jusqu'à six heures" is said of an afternoon too.
  return at < 8 * 60 ? [at, at + 12 * 60] : [at];
}

function englishTimes(said: string): Times {
  if (/^(?:noon|midday)/.test(said)) return [12 * 60];
  if (/^midnight/.test(said)) return [0, 24 * 60];
  const half =
    /([ap])m$/.exec(said)?.[1] ?? (/morning/.test(said) ? "a" : /afternoon|evening/.test(said) ? "p" : undefined);
  const spoken = /^(half|(?:a )?quarter|\d{1,2} ?(?:minutes )?)\s?(past|to) (\d{1,2})/.exec(said);
  const minute = (part: string): number =>
    part === "half" ? 30 : /quarter/.test(part) ? 15 : Number.parseInt(part, 10);
  const figures = /^(\d{1,2})(?:(?:[:.h]| oh | )(\d{1,2}))?/.exec(said);
  const hour = Number(spoken ? spoken[3] : (figures?.[1] ?? 0));
  const rest = spoken ? minute(spoken[1] ?? "") * (spoken[2] === "to" ? -1 : 1) : Number(figures?.[2] ?? 0);
  if (half === undefined) {
    const at = hour * 60 + rest;
    return hour > 12 ? [at] : hour === 12 ? [at, rest + 24 * 60] : [at, at + 12 * 60];
  }
  return [((hour % 12) + (half === "p" ? 12 : 0)) * 60 + rest];
}

/** "From 9 to 5 pm", "9 to 12:30": what the first leaves open, the second may settle, and otherwise either is meant. */
const englishRange = (a: string, b: string): Token => ({ is: "range", from: englishTimes(a), to: englishTimes(b) });

const readers: Readonly<Record<Language, readonly (Rule & { readonly regex: RegExp })[]>> = {
  fr: rules.fr.map(compiled),
  en: rules.en.map(compiled),
};

function compiled(rule: Rule): Rule & { readonly regex: RegExp } {
  return { ...rule, regex: new RegExp(`(?:${rule.pattern})(?:(?<= )|(?![\\p{L}\\d]))`, "uy") };
}

/** The tokens of each sentence. */
export function readTokens(text: string, language: Language): readonly (readonly Token[])[] {
  return inFigures(text, language)
    .split(/(?<=[.!?;])\s+(?!m\b)/u)
    .map((sentence) => tokensOf(sentence, language));
}

function tokensOf(sentence: string, language: Language): Token[] {
  const tokens: Token[] = [];
  const wordStart = /(?<![\p{L}\d])[\p{L}\d]/gu;
  for (let at = 0; at < sentence.length; ) {
    wordStart.lastIndex = at;
    const next = wordStart.exec(sentence)?.index ?? sentence.length;
    if (/[,:]/.test(sentence.slice(at, next))) tokens.push({ is: "break" });
    const found = firstAt(sentence, next, language);
    if (found) {
      tokens.push(found.token);
      at = found.end;
    } else {
      const word = /[\p{L}\d]+'?/uy;
      word.lastIndex = next;
      at = next + Math.max(1, word.exec(sentence)?.[0].length ?? 1);
    }
  }
  return tokens;
}

/** The first rule that reads something here. */
function firstAt(
  sentence: string,
  at: number,
  language: Language,
): { readonly token: Token; readonly end: number } | null {
  for (const { regex, token } of readers[language]) {
    regex.lastIndex = at;
    const found = regex.exec(sentence);
    if (!found) continue;
    const read = token({ ...(found.groups as Record<string, string>), 0: found[0] });
    if (read) return { token: read, end: at + found[0].length };
  }
  return null;
}
