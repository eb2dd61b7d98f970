const MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc";
/** Also of a stretch of days: "1–7 janvier". */
const FIRST = new RegExp(`(?<![\\d:])1(?=(?:\\s?[–-]\\s?\\d+)?\\s(?:${MONTHS}))`, "g");

/** "vendredi 1 janvier" as French has it, "vendredi 1er janvier": what formats dates knows no ordinal. */
export const withFirst = (text: string): string => text.replace(FIRST, "1er");
