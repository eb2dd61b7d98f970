import type { Language } from "../duty/office.ts";

/** Whom to call in danger of life, by country (ISO 3166). In figures, apart where an engine reads each by itself. */
interface Emergency {
  readonly numbers: Readonly<Record<Language, string>>;
  /** Answers text messages of whoever can't hear; null where there is none that needs no enrolment. */
  readonly text: Readonly<Record<Language, string>> | null;
}

const FRANCE: Emergency = { numbers: { fr: "15 ou le 112", en: "15 or 1 1 2" }, text: { fr: "114", en: "1 1 4" } };
const of = (fr: string, en: string, text: Emergency["text"] = null): Emergency => ({ numbers: { fr, en }, text });
const europe = of("112", "1 1 2");
const northAmerica = of("9 1 1", "9 1 1", { fr: "9 1 1", en: "9 1 1" });

const countries: Readonly<Record<string, Emergency>> = {
  FR: FRANCE,
  GP: FRANCE,
  MQ: FRANCE,
  GF: FRANCE,
  RE: FRANCE,
  YT: FRANCE,
  GB: of("9 9 9 ou le 112", "9 9 9 or 1 1 2"),
  IE: of("112 ou le 9 9 9", "1 1 2 or 9 9 9"),
  CH: of("144 ou le 112", "1 4 4 or 1 1 2"),
  US: northAmerica,
  CA: of("9 1 1", "9 1 1"),
  AU: of("triple zéro", "triple zero"),
  NZ: of("111", "1 1 1"),
};

/** Elsewhere 112, which any mobile telephone connects in nearly every country. */
export const emergencyOf = (country: string): Emergency => countries[country] ?? europe;
