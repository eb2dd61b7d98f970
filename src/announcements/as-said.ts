import type { Language } from "../duty/office.ts";
import { timeInWords } from "./hours-in-words.ts";
import { digitsInWords, numberInWords } from "./number-words.ts";

/**
 * A text as people write it, as it is read aloud: hours, telephone numbers, abbreviations and signs in words, which an
 * engine would spell, skip or get wrong. What it reads well by itself (a price, a year) stays as it is.
 */
export function asSaid(text: string, language: Language): string {
  const rules: readonly Rule[] = [...(language === "fr" ? french : english)];
  return rules.reduce(
    (said, [pattern, to]) => said.replace(pattern, to as (...groups: string[]) => string),
    text
      .normalize("NFC")
      .replaceAll(/[\u00a0\u202f\u2009]/g, " ")
      .replaceAll("’", "'"),
  );
}

type Rule = readonly [RegExp, string | ((...groups: string[]) => string)];

/** Not within a word or a number. */
const word = (pattern: string, flags = "giu"): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);

const clock = (hour: string, minute: string | undefined, language: Language): string | null => {
  const minutes = Number(hour) * 60 + Number(minute || 0);
  return Number(minute || 0) < 60 && minutes <= 24 * 60 ? timeInWords(minutes, language) : null;
};

/** Groups of figures that are dialled: national ones of ten figures, and international ones. */
const NUMBER =
  /(?<![\p{L}\p{N}])(?:\+\d{1,3}(?:[ .-]?\(0\))?(?:[ .-]?\d{1,4}){2,6}|0\d(?:[ .-]?\d\d){4}|0[1-9]\d{2,3} \d{3} \d{3,4})(?![\p{L}\p{N}])/gu;
const inGroups = (number: string): string => {
  const bare = number.replace(/\(0\)/, "").replaceAll(/[.-]/g, " ");
  return /^\d{10}$/.test(bare) ? bare.replaceAll(/(\d\d)(?=\d)/g, "$1 ") : bare;
};

const ordinal = (figures: string): string => {
  const known: Readonly<Record<number, string>> = { 5: "cinquième", 9: "neuvième" };
  const n = Number(figures);
  return known[n] ?? `${numberInWords(n, "fr").replace(/e$/, "")}ième`;
};

/** Numbers of three figures for danger of life, which are read one by one; not a price or a share. */
const threeFigures = (numbers: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}.,€£])(?:${numbers})(?![\\p{L}\\p{N}]|[.,]\\d| ?(?:€|£|%|euros?|pounds?))`, "gu");

const french: readonly Rule[] = [
  [NUMBER, (number) => digitsInWords(inGroups(number ?? ""), "fr")],
  [threeFigures("999|911"), (number) => digitsInWords([...(number ?? "")].join(" "), "fr").replaceAll(",", "")],
  [word("24 ?h(?:eures)? ?(?:/|sur) ?24(?: ?h)?"), "vingt-quatre heures sur vingt-quatre"],
  [word("7 ?j(?:ours)? ?(?:/|sur) ?7(?: ?j)?"), "sept jours sur sept"],
  [
    word("([01]?\\d|2[0-4]) ?(?:h(?:eures?)?|:) ?([0-5]\\d)(?: ?(?:min|mn))?"),
    (whole, h, m) => clock(h ?? "", m, "fr") ?? whole ?? "",
  ],
  [word("([01]?\\d|2[0-4]) ?h"), (whole, h) => clock(h ?? "", "", "fr") ?? whole ?? ""],
  [word("(\\d+) ?h"), (_, n) => `${n} heures`],
  [word("(\\d+) ?(?:min|mn)\\b\\.?"), (_, n) => `${n} minutes`],
  // Between two times of day.
  [/(?<=heures?(?: [\p{L}-]+)?|midi|minuit) ?[-–—] ?(?=[\p{L}-]+(?: et une)? heures?|midi|minuit)/giu, " à "],
  [word("1er"), "premier"],
  [word("1[eè]?re"), "première"],
  [word("2nde?"), "deuxième"],
  [word("([2-9]|[1-9]\\d)(?:e|è|ème|eme)"), (_, n) => ordinal(n ?? "")],
  [word("lun\\."), "lundi"],
  [word("mar\\."), "mardi"],
  [word("mer\\."), "mercredi"],
  [word("jeu\\."), "jeudi"],
  [word("ven\\."), "vendredi"],
  [word("sam\\."), "samedi"],
  [word("dim\\."), "dimanche"],
  [word("MM\\.", "gu"), "messieurs"],
  [/(?<![\p{L}\p{N}])M\. ?(?=\p{Lu})/gu, "monsieur "],
  [word("Mr", "gu"), "monsieur"],
  [word("Mmes", "gu"), "mesdames"],
  [word("Mme", "gu"), "madame"],
  [word("Mlle", "gu"), "mademoiselle"],
  [/(?<![\p{L}\p{N}])Dr\.? (?=\p{Lu})/gu, "docteur "],
  [/(?<![\p{L}\p{N}])Pr\.? (?=\p{Lu})/gu, "professeur "],
  [word("(?:n|N)[°º] ?", "gu"), "numéro "],
  [/(?<![\p{L}\p{N}])[nN][°º] ?(?=\d)/gu, "numéro "],
  [word("tél\\.?"), "téléphone"],
  [word("r\\.?d\\.?v"), "rendez-vous"],
  [word("s\\.?v\\.?p"), "s'il vous plaît"],
  [word("bd"), "boulevard"],
  [/(?<![\p{L}\p{N}])av\. ?(?=\p{L})/giu, "avenue "],
  [/(?<![\p{L}\p{N}])St[- ](?=\p{Lu})/gu, "Saint "],
  [/(?<![\p{L}\p{N}])Ste[- ](?=\p{Lu})/gu, "Sainte "],
  [/(?<![\p{L}\p{N}])etc\.?(?![\p{L}\p{N}])/giu, "et cætera"],
  [word("c\\.-à-d\\."), "c'est-à-dire"],
  [/ ?€/gu, " euros"],
  [/ ?%/gu, " pour cent"],
  [/ ?& ?/gu, " et "],
];

/** 9 am, 8:30 p.m.; 14:00 as well. */
function englishClock(whole: string, hour: string, minute: string | undefined, half: string | undefined): string {
  const h = Number(hour);
  if (!half) return minute === undefined ? whole : (clock(hour, minute, "en") ?? whole);
  if (h < 1 || h > 12) return whole;
  return clock(String((h % 12) + (/^p/i.test(half) ? 12 : 0)), minute, "en") ?? whole;
}

const english: readonly Rule[] = [
  [NUMBER, (number) => digitsInWords(inGroups(number ?? ""), "en")],
  [threeFigures("112|114|999|911|144|111"), (number) => digitsInWords(number ?? "", "en")],
  [word("24 ?/ ?7"), "twenty-four hours a day, seven days a week"],
  [
    /(?<![\p{L}\p{N}])([01]?\d|2[0-4])(?:[:.]([0-5]\d))? ?([ap])\.?m\b\.?/giu,
    (whole, h, m, half) => englishClock(whole ?? "", h ?? "", m, half),
  ],
  [word("([01]?\\d|2[0-4]):([0-5]\\d)"), (whole, h, m) => englishClock(whole ?? "", h ?? "", m, undefined)],
  [/(?<=[ap]\.m\.|noon|midnight) ?[-–—] ?(?=[\p{L}-]+(?: [\p{L}-]+)* [ap]\.m\.|noon|midnight)/giu, " to "],
  [/(?<![\p{L}\p{N}])Mr\.? (?=\p{Lu})/gu, "Mister "],
  [/(?<![\p{L}\p{N}])Mrs\.? (?=\p{Lu})/gu, "Missis "],
  [/(?<![\p{L}\p{N}])Ms\.? (?=\p{Lu})/gu, "Miz "],
  [/(?<![\p{L}\p{N}])Dr\.? (?=\p{Lu})/gu, "Doctor "],
  [/(?<![\p{L}\p{N}])No\. ?(?=\d)/gu, "number "],
  [word("tel\\.?"), "telephone"],
  [word("asap"), "as soon as possible"],
  [/(?<![\p{L}\p{N}])(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.(?![\p{L}\p{N}])/giu, (day) => dayOf(day ?? "")],
  [/(?<![\p{L}\p{N}])etc\.?(?![\p{L}\p{N}])/giu, "et cetera"],
  [/(?<![\p{L}\p{N}])e\.g\./giu, "for example"],
  [/€ ?(\d+)/gu, (_, n) => `${n} euros`],
  [/£ ?(\d+)/gu, (_, n) => `${n} pounds`],
  [/ ?€/gu, " euros"],
  [/ ?%/gu, " percent"],
  [/ ?& ?/gu, " and "],
];

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const dayOf = (short: string): string =>
  DAYS.find((day) => day.slice(0, 3).toLowerCase() === short.slice(0, 3).toLowerCase()) ?? short;
