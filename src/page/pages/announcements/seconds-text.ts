import { localeOf } from "../../lib/when.ts";
import type { Language } from "../../words/catalogue.ts";

const decimals = (digits: number): Intl.NumberFormatOptions => ({
  minimumFractionDigits: digits,
  maximumFractionDigits: digits,
});

/** `12 s`, `4,8 s`, on one line. */
export const secondsText = (seconds: number, language: Language, digits = 0): string =>
  `${new Intl.NumberFormat(localeOf(language), decimals(digits)).format(seconds)}\u00a0s`;

/** `4,8 secondes`, for what is read out. */
export const secondsSpoken = (seconds: number, language: Language): string =>
  new Intl.NumberFormat(localeOf(language), {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
    ...decimals(1),
  }).format(seconds);
