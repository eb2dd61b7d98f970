/** From Sunday and January on, as `Date` counts them. What formats dates would take 8 MB for these words. */
export const DAY_NAMES = {
  fr: "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
} as const;

export const MONTH_NAMES = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;
