/**
 * The tones of an exchange. Beats of a cycle, each "frequency/milliseconds", 0 for a pause, "+" between frequencies that
 * sound together; a frequency alone never stops.
 */
export interface CountryTones {
  readonly dial: string;
  readonly busy: string;
  readonly congestion: string;
  readonly ringback: string;
  /** A second call knocks: never the end of the first. */
  readonly waiting: string;
  readonly "special-information": string;
}

/** ITU-T E.180 §7: the same everywhere. */
const SPECIAL = "950/330 1400/330 1800/330 0/1000";

const row = (dial: string, busy: string, congestion: string, ringback: string, waiting: string): CountryTones => ({
  dial,
  busy,
  congestion,
  ringback,
  waiting,
  "special-information": SPECIAL,
});

const FRENCH = row("440", "440/500 0/500", "440/250 0/250", "440/1500 0/3500", "440/300 0/10000");
const AMERICAN = row(
  ...(["350+440", "480+620/500 0/500", "480+620/250 0/250", "440+480/2000 0/4000", "440/300 0/10000"] as const),
);

/**
 * A row a country, after ITU-T E.180 Supplement 2, "Various tones used in national networks". The overseas parts of
 * France have the tones of France.
 */
export const countryTones: Readonly<Record<string, CountryTones>> = {
  AT: row("420", "420/400 0/400", "420/200 0/200", "420/1000 0/5000", "420/40 0/1950"),
  BE: row("425", "425/500 0/500", "425/167 0/167", "425/1000 0/3000", "1400/175 0/175 1400/175 0/3500"),
  CA: AMERICAN,
  CH: row("425", "425/500 0/500", "425/200 0/200", "425/1000 0/4000", "425/200 0/200 425/200 0/4000"),
  DE: row("425", "425/480 0/480", "425/240 0/240", "425/1000 0/4000", "425/200 0/200 425/200 0/5000"),
  ES: row(
    ...(["425", "425/200 0/200", "425/200 0/200 425/200 0/200 425/200 0/600", "425/1500 0/3000"] as const),
    "425/175 0/175 425/175 0/3500",
  ),
  FR: FRENCH,
  GB: row(
    ...(["350+440", "400/375 0/375", "400/400 0/350 400/225 0/525", "400+450/400 0/200 400+450/400 0/2000"] as const),
    "400/100 0/4000",
  ),
  IE: row(
    "425",
    "425/500 0/500",
    "425/250 0/250",
    "400+450/400 0/200 400+450/400 0/2000",
    "425/180 0/200 425/200 0/4500",
  ),
  IT: row(
    ...(["425/200 0/200 425/600 0/1000", "425/500 0/500", "425/200 0/200", "425/1000 0/4000"] as const),
    "425/400 0/100 425/250 0/100 425/150 0/14000",
  ),
  LU: row("425", "425/480 0/480", "425/240 0/240", "425/1000 0/4000", "425/200 0/200 425/200 0/5000"),
  NL: row("425", "425/500 0/500", "425/250 0/250", "425/1000 0/4000", "425/500 0/9500"),
  PT: row("425", "425/500 0/500", "425/200 0/200", "425/1000 0/5000", "425/200 0/200 425/200 0/5000"),
  US: AMERICAN,
  // Overseas, and Monaco.
  ...Object.fromEntries("BL GF GP MC MF MQ NC PF PM RE WF YT".split(" ").map((country) => [country, FRENCH])),
};
