import type { Language } from "../duty/office.ts";

/** Whom to call in danger of life, by country (ISO 3166), as it follows "composez le" or "call". */
interface Emergency {
  readonly numbers: Readonly<Record<Language, string>>;
  /** Answers text messages of whoever can't hear; null where there is none that needs no enrolment. */
  readonly text: Readonly<Record<Language, string>> | null;
  /** Any one of these in a text of the office's own tells whom to call. */
  readonly names: readonly string[];
}

/** In the order in which they are said. */
function of(dials: readonly string[], text: string | null = null): Emergency {
  const said = (or: string, le: string): string =>
    [dials.slice(0, -1).join(`, ${le}`), dials.at(-1)].filter((part) => part !== "").join(` ${or} ${le}`);
  return {
    numbers: { fr: said("ou", "le "), en: said("or", "") },
    text: text === null ? null : { fr: text, en: text },
    names: dials,
  };
}

/** The ambulance, the fire brigade, and the number of all Europe; 114 is texted to. */
const FRANCE = of(["15", "18", "112"], "114");
const EUROPE = of(["112"]);
const AUSTRALIA: Emergency = {
  numbers: { fr: "triple zéro", en: "triple zero" },
  text: null,
  names: ["000", "triple zéro", "triple zero"],
};

const countries: Readonly<Record<string, Emergency>> = {
  FR: FRANCE,
  GP: FRANCE,
  MQ: FRANCE,
  GF: FRANCE,
  RE: FRANCE,
  YT: FRANCE,
  GB: of(["999", "112"]),
  IE: of(["112", "999"]),
  CH: of(["144", "112"]),
  US: of(["911"], "911"),
  CA: of(["911"]),
  AU: AUSTRALIA,
  NZ: of(["111"]),
};

/** Elsewhere 112, which any mobile telephone connects in nearly every country. */
export const emergencyOf = (country: string): Emergency => countries[country] ?? EUROPE;
